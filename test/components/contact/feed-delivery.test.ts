import { expect } from "chai";
import { ContactDataKind } from "../../../components/contact/kinds";
import type { TestEvaluation } from "../../support/evaluate";
import { DELIVERY, FUNCTION, FUNCTION_ARN, feed, key, ROLE_POLICY, STREAM, STREAM_ARN } from "./feed-fixture";
import { document, statement } from "./policy";

const STORAGE = "aws:connect/instanceStorageConfig:InstanceStorageConfig";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("around the function of a ContactFeed", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await feed();
    });

    describe("delivery", () => {
        it("reads the stream and writes Parquet by the table, partition by partition", () => {
            const { inputs } = standard.one(DELIVERY);
            expect(inputs.kinesisSourceConfiguration).to.include({ kinesisStreamArn: STREAM_ARN });
            expect(inputs).not.to.have.property("serverSideEncryption");
            const destination = inputs.extendedS3Configuration;
            expect(destination).to.deep.include({
                bucketArn: "arn:aws:s3:::acme-curated",
                kmsKeyArn: key("curated"),
                bufferingSize: 128,
                bufferingInterval: 900,
                compressionFormat: "UNCOMPRESSED",
                prefix: "contact_records/instance_id=!{partitionKeyFromLambda:instance_id}/event_date=!{partitionKeyFromLambda:event_date}/",
                errorOutputPrefix: "errors/contact_records/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
                dynamicPartitioningConfiguration: { enabled: true, retryDuration: 300 },
            });
            expect(destination).to.have.nested.property(
                "dataFormatConversionConfiguration.schemaConfiguration.tableName",
                "contact_records",
            );
        });

        it("keeps the case of map keys, so that attributes that differ in case alone both land", () => {
            expect(standard.one(DELIVERY).inputs.extendedS3Configuration).to.have.nested.property(
                "dataFormatConversionConfiguration.inputFormatConfiguration.deserializer.openXJsonSerDe.caseInsensitive",
                false,
            );
        });

        it("keeps the untouched source in the raw tier", () => {
            const destination = standard.one(DELIVERY).inputs.extendedS3Configuration;
            expect(destination).to.have.property("s3BackupMode", "Enabled");
            expect(destination)
                .to.have.property("s3BackupConfiguration")
                .that.deep.includes({
                    bucketArn: "arn:aws:s3:::acme-raw",
                    kmsKeyArn: key("raw"),
                    prefix: "contact_records/received_date=!{timestamp:yyyy-MM-dd}/",
                });
        });

        it("is granted to describe its table, and no data, where Lake Formation governs the catalogue", async () => {
            const { one } = await feed({ governedByLakeFormation: true });
            const grant = one("aws:lakeformation/permissions:Permissions", "feed-catalog-grant");
            expect(grant.inputs).to.deep.include({
                permissions: ["DESCRIBE"],
                table: { databaseName: "lake", name: "contact_records" },
            });
            expect(grant.deleteBeforeReplace).to.equal(true);
            expect(one(DELIVERY).dependencies).to.include(grant.urn);
            expect(standard.byType("aws:lakeformation/permissions:Permissions")).to.deep.equal([]);
        });

        it("waits for its role's policy, the function and its log streams", () => {
            const { dependencies } = standard.one(DELIVERY);
            expect(dependencies).to.include.members([
                standard.one(ROLE_POLICY, "feed-delivery-role-policy").urn,
                standard.one(FUNCTION).urn,
                standard.named("feed-delivery-logs-destination").urn,
                standard.named("feed-delivery-logs-backup").urn,
            ]);
            expect(dependencies).to.include(standard.one(STREAM).urn);
        });

        it("keeps its logs from being deleted by mistake", () => {
            const groups = standard.byType("aws:cloudwatch/logGroup:LogGroup");
            expect(groups.map(({ inputs }) => inputs.deletionProtectionEnabled)).to.deep.equal([true, true]);
        });

        it("leaves out processor settings that are Firehose's own, which AWS would not give back", () => {
            expect(parameters(standard)).to.deep.equal([`LambdaArn=${FUNCTION_ARN}:$LATEST`]);
        });

        it("says the processor settings that differ", async () => {
            const evaluation = await feed({ delivery: { retries: 5, batchMegabytes: 2, batchSeconds: 60 } });
            expect(parameters(evaluation).slice(1)).to.deep.equal(["NumberOfRetries=5", "BufferSizeInMBs=2"]);
        });

        it("may write only under its own prefixes, with only the keys of its tiers", () => {
            const role = standard.one(ROLE_POLICY, "feed-delivery-role-policy");
            expect(statement(role, "WriteObjects").Resource).to.deep.equal([
                "arn:aws:s3:::acme-curated/contact_records/*",
                "arn:aws:s3:::acme-curated/errors/contact_records/*",
                "arn:aws:s3:::acme-raw/contact_records/*",
                "arn:aws:s3:::acme-raw/errors/contact_records/*",
            ]);
            expect(statement(role, "EncryptObjects").Resource).to.deep.equal([key("curated"), key("raw")]);
            expect(statement(role, "ReadTable").Resource).to.deep.equal([
                "arn:aws:glue:us-east-1:111122223333:catalog",
                "arn:aws:glue:us-east-1:111122223333:database/lake",
                "arn:aws:glue:us-east-1:111122223333:table/lake/contact_records",
            ]);
            const policy = document(role.inputs.policy);
            expect(policy.Statement.filter(({ Resource }) => Resource === "*")).to.deep.equal([]);
        });

        it("may decrypt the catalogue where a key encrypts it, and only through Glue", async () => {
            const evaluation = await feed({ catalogKeyArn: key("catalog") });
            const decrypt = statement(evaluation.one(ROLE_POLICY, "feed-delivery-role-policy"), "DecryptCatalog");
            expect(decrypt).to.deep.include({
                Action: "kms:Decrypt",
                Resource: key("catalog"),
                Condition: { StringEquals: { "kms:ViaService": "glue.us-east-1.amazonaws.com" } },
            });
        });

        it("is assumed by Firehose for this delivery stream only", () => {
            const trust = document(standard.one("aws:iam/role:Role", "feed-delivery-role").inputs.assumeRolePolicy);
            expect(trust.Statement[0]?.Condition).to.deep.equal({
                StringEquals: { "aws:SourceAccount": "111122223333" },
                ArnLike: {
                    "aws:SourceArn": "arn:aws:firehose:us-east-1:111122223333:deliverystream/acme-contact-records",
                },
            });
        });
    });

    describe("alarms", () => {
        it("watch every step of the way, by the names that the parts have", () => {
            const alarms = standard.byType(ALARM).map(({ inputs }) => ({
                metric: `${inputs.namespace} ${inputs.metricName}`,
                dimensions: inputs.dimensions,
            }));
            expect(alarms).to.have.deep.members([
                {
                    metric: "AWS/Kinesis WriteProvisionedThroughputExceeded",
                    dimensions: { StreamName: "acme-contact-records" },
                },
                {
                    metric: "AWS/Kinesis GetRecords.IteratorAgeMilliseconds",
                    dimensions: { StreamName: "acme-contact-records" },
                },
                {
                    metric: "AWS/Firehose DeliveryToS3.DataFreshness",
                    dimensions: { DeliveryStreamName: "acme-contact-records" },
                },
                {
                    metric: "AWS/Firehose FailedConversion.Records",
                    dimensions: { DeliveryStreamName: "acme-contact-records" },
                },
                {
                    metric: "AWS/Firehose PartitionCountExceeded",
                    dimensions: { DeliveryStreamName: "acme-contact-records" },
                },
                { metric: "AWS/Lambda Errors", dimensions: { FunctionName: "acme-contact-records-transform" } },
                { metric: "AWS/Lambda Throttles", dimensions: { FunctionName: "acme-contact-records-transform" } },
                { metric: "Lakefront/acme-contact-records Quarantined", dimensions: { Table: "contact_records" } },
            ]);
        });

        it("tell the topic when they go off and when they are over, and don't take silence for trouble", () => {
            const arn = "arn:aws:sns:us-east-1:111122223333:acme-contact-records-alarms";
            for (const { inputs } of standard.byType(ALARM)) {
                expect(inputs).to.deep.include({
                    alarmActions: [arn],
                    okActions: [arn],
                    treatMissingData: "notBreaching",
                });
            }
        });

        it("give the delivery twice its buffer time before they call it late", async () => {
            const { named } = await feed({ delivery: { bufferSeconds: 60 } });
            expect(named("feed-freshness").inputs.threshold).to.equal(420);
            expect(standard.named("feed-freshness").inputs.threshold).to.equal(2100);
        });

        it("go to a topic that is given, at thresholds that are given", async () => {
            const arn = "arn:aws:sns:us-east-1:111122223333:ops";
            const { named, byType } = await feed({
                alarms: { topicArn: arn, iteratorAgeSeconds: 60, freshnessSeconds: 90, quarantinedRecords: 10 },
            });
            expect(byType("aws:sns/topic:Topic")).to.deep.equal([]);
            expect(named("feed-iterator-age").inputs).to.deep.include({ threshold: 60_000, alarmActions: [arn] });
            expect(named("feed-freshness").inputs.threshold).to.equal(90);
            expect(named("feed-quarantined").inputs.threshold).to.equal(10);
        });
    });

    describe("Connect", () => {
        const id = "11111111-2222-3333-4444-555555555555";

        it("is told to write to the stream, instance by instance", async () => {
            const evaluation = await feed({ instances: [{ id, alias: "support" }] });
            const { inputs, dependencies } = evaluation.one(STORAGE, "feed-instance-support");
            expect(inputs).to.deep.equal({
                instanceId: id,
                resourceType: "CONTACT_TRACE_RECORDS",
                storageConfig: { storageType: "KINESIS_STREAM", kinesisStreamConfig: { streamArn: STREAM_ARN } },
            });
            expect(dependencies).to.include(evaluation.one(STREAM).urn);
        });

        it("hears of agent events under their own name", async () => {
            const evaluation = await feed({ kind: ContactDataKind.AgentEvents, instances: [{ id, alias: "support" }] });
            expect(evaluation.one(STORAGE).inputs.resourceType).to.equal("AGENT_EVENTS");
            expect(evaluation.one(DELIVERY).inputs.extendedS3Configuration)
                .to.have.property("prefix")
                .that.matches(/^agent_events\//);
            expect(JSON.stringify(evaluation.one(FUNCTION).inputs.code)).to.include("transform-agent-events");
        });

        it("is left alone where it is wired elsewhere", async () => {
            expect((await feed({ instances: [{ id, alias: "support", wire: false }] })).byType(STORAGE)).to.deep.equal(
                [],
            );
        });
    });
});

function parameters(evaluation: TestEvaluation): string[] {
    const destination = evaluation.one(DELIVERY).inputs.extendedS3Configuration;
    const found: string[] = [];
    JSON.stringify(destination, (_, value) => {
        if (value?.parameterName) found.push(`${value.parameterName}=${value.parameterValue}`);
        return value;
    });
    return found;
}
