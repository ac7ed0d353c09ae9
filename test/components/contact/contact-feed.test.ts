import { expect } from "chai";
import { ContactFeed } from "../../../components/contact/contact-feed";
import { type ContactFeedArgs, StreamMode } from "../../../components/contact/feed-args";
import { ContactDataKind } from "../../../components/contact/kinds";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { document, statement } from "./policy";

const STREAM = "aws:kinesis/stream:Stream";
const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const FUNCTION = "aws:lambda/function:Function";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const STORAGE = "aws:connect/instanceStorageConfig:InstanceStorageConfig";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const STREAM_ARN = "arn:aws:kinesis:us-east-1:111122223333:stream/acme-contact-records";
const FUNCTION_ARN = "arn:aws:lambda:us-east-1:111122223333:function:acme-contact-records-transform";

const key = (name: string) => `arn:aws:kms:us-east-1:111122223333:key/${name}`;

const good: ContactFeedArgs = {
    kind: ContactDataKind.ContactRecords,
    physicalName: "acme-contact-records",
    databaseName: "lake",
    tableName: "contact_records",
    curated: { bucketName: "acme-curated", keyArn: key("curated") },
    raw: { bucketName: "acme-raw", keyArn: key("raw") },
    quarantine: { bucketName: "acme-raw", keyArn: key("raw") },
    tags: { Team: "data" },
};

function feed(change: Partial<ContactFeedArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ContactFeed("feed", { ...good, ...change }), { preview });
}

describe("ContactFeed", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await feed();
    });

    it("puts every child under itself, and none beside", () => {
        const component = standard.one("lakefront:index:ContactFeed");
        const topic = standard.one("lakefront:index:AlarmTopic");
        const others = standard.registrations.filter(
            ({ type, parent }) => type.startsWith("aws:") && parent !== component.urn && parent !== topic.urn,
        );
        expect(others).to.deep.equal([]);
        expect(topic.parent).to.equal(component.urn);
    });

    it("tags everything that takes tags", () => {
        const untaggable = [/Policy$/, /Alias$/, /LogStream$/, /InstanceStorageConfig$/];
        for (const { type, name, inputs } of standard.registrations) {
            if (!type.startsWith("aws:") || untaggable.some((pattern) => pattern.test(type))) continue;
            expect(inputs.tags, `${type} ${name}`).to.deep.equal({ Team: "data" });
        }
    });

    describe("stream", () => {
        it("grows by itself, keeps a week, is encrypted with the feed's key and protected", () => {
            const { inputs, protect } = standard.one(STREAM);
            expect(inputs).to.deep.include({
                name: "acme-contact-records",
                streamModeDetails: { streamMode: "ON_DEMAND" },
                retentionPeriod: 168,
                encryptionType: "KMS",
                kmsKeyId: standard.one("aws:kms/key:Key").outputs.arn,
            });
            expect(inputs).not.to.have.property("shardCount");
            expect(protect).to.equal(true);
        });

        it("has a number of shards when provisioned", async () => {
            const { one } = await feed({
                stream: { mode: StreamMode.Provisioned, shardCount: 3, retentionHours: 720 },
            });
            expect(one(STREAM).inputs).to.deep.include({
                streamModeDetails: { streamMode: "PROVISIONED" },
                shardCount: 3,
                retentionPeriod: 720,
            });
        });

        it("is not made when there is one already, which is read with its own key", async () => {
            const existing = { name: "theirs", keyArn: key("theirs") };
            const evaluation = await feed({ stream: { existing } });
            expect(evaluation.byType(STREAM)).to.deep.equal([]);
            const source = "arn:aws:kinesis:us-east-1:111122223333:stream/theirs";
            expect(evaluation.one(DELIVERY).inputs.kinesisSourceConfiguration).to.include({ kinesisStreamArn: source });
            const policy = evaluation.one(ROLE_POLICY, "feed-delivery-role-policy");
            expect(statement(policy, "DecryptStream").Resource).to.equal(key("theirs"));
        });

        it("may be deleted only when the argument and the stack both say so", async () => {
            const program = () => void new ContactFeed("feed", { ...good, allowDeletion: true });
            const one = await evaluateProgram(program);
            expect(one.one(STREAM).protect).to.equal(true);
            const both = await evaluateProgram(program, { config: { "lakefront:allowDeletion": "true" } });
            expect(both.one(STREAM).protect).to.equal(false);
        });
    });

    describe("function", () => {
        it("runs the kind's bundle with what it has to know, encrypted and traced", () => {
            const { inputs } = standard.one(FUNCTION);
            expect(inputs).to.deep.include({
                name: "acme-contact-records-transform",
                runtime: "nodejs22.x",
                handler: "index.handler",
                memorySize: 512,
                timeout: 60,
                tracingConfig: { mode: "Active" },
                loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/acme-contact-records-transform" },
                environment: {
                    variables: {
                        QUARANTINE_BUCKET: "acme-raw",
                        QUARANTINE_PREFIX: "quarantine/",
                        SOURCE_STREAM_NAME: "acme-contact-records",
                        METRIC_NAMESPACE: "Lakefront/acme-contact-records",
                    },
                },
                kmsKeyArn: standard.one("aws:kms/key:Key").outputs.arn,
            });
            expect(JSON.stringify(inputs.code)).to.include("transform-contact-records");
        });

        it("waits for its role's policy and its log group", () => {
            expect(standard.one(FUNCTION).dependencies).to.include.members([
                standard.one(ROLE_POLICY, "feed-function-role-policy").urn,
                standard.one(LOG_GROUP, "feed-function-logs").urn,
            ]);
        });

        it("may do no more than log, trace, quarantine and put records back", () => {
            const policy = document(standard.one(ROLE_POLICY, "feed-function-role-policy").inputs.policy);
            const actions = policy.Statement.flatMap(({ Action }) => Action).sort();
            expect(actions).to.deep.equal([
                "kinesis:PutRecords",
                "kms:Decrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKey",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "s3:PutObject",
                "xray:PutTelemetryRecords",
                "xray:PutTraceSegments",
            ]);
            const all = policy.Statement.filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid);
            expect(all).to.deep.equal(["Trace"]);
            const role = standard.one(ROLE_POLICY, "feed-function-role-policy");
            expect(statement(role, "Quarantine").Resource).to.equal("arn:aws:s3:::acme-raw/quarantine/*");
            expect(statement(role, "PutBackSplitRecords").Resource).to.equal(STREAM_ARN);
        });

        it("is assumed by Lambda for this account only", () => {
            const trust = document(standard.one("aws:iam/role:Role", "feed-function-role").inputs.assumeRolePolicy);
            expect(trust.Statement[0]?.Condition).to.deep.equal({
                StringEquals: { "aws:SourceAccount": "111122223333" },
            });
        });

        it("takes more settings from the caller, but never loses its own", async () => {
            const { one } = await feed({
                transform: {
                    memoryMegabytes: 1024,
                    timeoutSeconds: 300,
                    reservedConcurrency: 5,
                    environment: { LOG_LEVEL: "debug", QUARANTINE_BUCKET: "elsewhere" },
                },
            });
            expect(one(FUNCTION).inputs).to.deep.include({
                memorySize: 1024,
                timeout: 300,
                reservedConcurrentExecutions: 5,
            });
            expect(one(FUNCTION).inputs.environment).to.have.nested.property("variables.LOG_LEVEL", "debug");
            expect(one(FUNCTION).inputs.environment).to.have.nested.property("variables.QUARANTINE_BUCKET", "acme-raw");
        });
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

    describe("key", () => {
        it("rotates, is protected, and lets in the services only for what is the feed's", () => {
            const created = standard.one("aws:kms/key:Key");
            expect(created.inputs).to.deep.include({ enableKeyRotation: true, deletionWindowInDays: 30 });
            expect(created.protect).to.equal(true);
            const policy = document(created.inputs.policy);
            const services = policy.Statement.filter(({ Sid }) => Sid !== "AccountPolicies");
            expect(services.every(({ Condition }) => Condition !== undefined)).to.equal(true);
            expect(policy.Statement.find(({ Sid }) => Sid === "ConnectWritesToStream")?.Condition).to.deep.equal({
                StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": STREAM_ARN },
            });
        });

        it("is not made when one is given, which then encrypts stream, logs, environment and topic", async () => {
            const evaluation = await feed({ kmsKeyArn: key("mine") });
            expect(evaluation.byType("aws:kms/key:Key")).to.deep.equal([]);
            expect(evaluation.one(STREAM).inputs.kmsKeyId).to.equal(key("mine"));
            expect(evaluation.byType(LOG_GROUP).map(({ inputs }) => inputs.kmsKeyId)).to.deep.equal([
                key("mine"),
                key("mine"),
            ]);
            expect(evaluation.one("aws:sns/topic:Topic").inputs.kmsMasterKeyId).to.equal(key("mine"));
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

    it("knows all ARNs of its own making in a preview", async () => {
        const { one } = await feed({ kmsKeyArn: key("mine") }, true);
        expect(one(DELIVERY).inputs.kinesisSourceConfiguration).to.include({ kinesisStreamArn: STREAM_ARN });
        const role = one(ROLE_POLICY, "feed-delivery-role-policy");
        expect(document(role.inputs.policy).Statement).to.have.length(8);
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
