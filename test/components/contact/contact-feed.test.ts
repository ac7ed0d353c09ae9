import { expect } from "chai";
import { ContactFeed } from "../../../components/contact/contact-feed";
import { StreamMode } from "../../../components/contact/feed-args";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { DELIVERY, FUNCTION, feed, good, key, ROLE_POLICY, STREAM, STREAM_ARN } from "./feed-fixture";
import { document, statement } from "./policy";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

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

    describe("key", () => {
        it("rotates, is protected, and lets in the services only for what is the feed's", () => {
            const created = standard.one("aws:kms/key:Key");
            expect(created.inputs).to.deep.include({ enableKeyRotation: true, deletionWindowInDays: 30 });
            expect(created.protect).to.equal(true);
            const policy = document(created.inputs.policy);
            expect(policy.Statement.map(({ Sid }) => Sid)).to.deep.equal([
                "AccountDelegatesToIam",
                "LogGroup",
                "ConnectWritesToStream",
                "AlarmsToTopic",
            ]);
            const services = policy.Statement.filter(({ Sid }) => Sid !== "AccountDelegatesToIam");
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

    it("knows all ARNs of its own making in a preview", async () => {
        const { one } = await feed({ kmsKeyArn: key("mine") }, true);
        expect(one(DELIVERY).inputs.kinesisSourceConfiguration).to.include({ kinesisStreamArn: STREAM_ARN });
        const role = one(ROLE_POLICY, "feed-delivery-role-policy");
        expect(document(role.inputs.policy).Statement).to.have.length(8);
    });
});
