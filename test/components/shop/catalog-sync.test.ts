import { expect } from "chai";
import { CatalogSync } from "../../../components/shop/catalog-sync";
import type { CatalogSyncArgs } from "../../../components/shop/catalog-sync-args";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";
import {
    ACCOUNT,
    ALARM,
    arn,
    FUNCTION,
    grants,
    KEY,
    LOG_GROUP,
    MAPPING,
    QUEUE,
    QUEUE_POLICY,
    ROLE,
    ROLE_POLICY,
    strays,
    sync,
    TOPIC_ARN,
    untagged,
    waitsFor,
} from "./fixture";

const COMPONENT = "lakefront:index:CatalogSync";
const INVOCATION = "aws:lambda/invocation:Invocation";
const NOTIFICATION = "aws:s3/bucketNotification:BucketNotification";
const BUCKET_ARN = "arn:aws:s3:::acme-catalog";
const UPLOADS_ARN = arn("sqs", "acme-sync-uploads");

function syncWith(change: Partial<CatalogSyncArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new CatalogSync("sync", { ...sync, ...change }), { preview });
}

describe("CatalogSync", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await syncWith();
    });

    it("puts every child under itself and tags what takes tags", () => {
        expect(strays(standard, COMPONENT)).to.deep.equal([]);
        expect(untagged(standard)).to.deep.equal([]);
    });

    describe("function", () => {
        it("runs with what it has to know, encrypted, traced and logged as JSON", () => {
            const { inputs } = standard.one(FUNCTION);
            expect(inputs).to.deep.include({
                name: "acme-sync",
                runtime: "nodejs22.x",
                architectures: ["arm64"],
                timeout: 900,
                memorySize: 1024,
                kmsKeyArn: standard.one(KEY).outputs.arn,
                tracingConfig: { mode: "Active" },
                loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/acme-sync" },
            });
            expect(inputs.environment).to.deep.equal({
                variables: {
                    PRODUCTS_TABLE: "acme-products",
                    CATALOG_BUCKET: "acme-catalog",
                    REJECT_THRESHOLD: "0",
                    REMOVAL_THRESHOLD: "0.2",
                    KNOWLEDGE_BASE_ID: "KB12345678",
                    PRODUCT_DATA_SOURCE_ID: "DSPRODUCTS",
                    POLICY_DATA_SOURCE_ID: "DSPOLICIES",
                    EVENT_STREAM: "acme-events",
                    FAILED_UPLOADS_QUEUE_URL: standard.named("sync-uploads-failed").outputs.url,
                    METRIC_NAMESPACE: "Lakefront/acme-sync",
                },
            });
        });

        it("bears as many bad rows and removals as it is told, none included", async () => {
            const { one } = await syncWith({ rejectThreshold: 0.02, removalThreshold: 0 });
            expect(one(FUNCTION).inputs).to.have.deep.nested.property("environment.variables.REJECT_THRESHOLD", "0.02");
            expect(one(FUNCTION).inputs).to.have.deep.nested.property("environment.variables.REMOVAL_THRESHOLD", "0");
        });

        it("waits for its role's policy and its log group, which are kept for a year", () => {
            expect(waitsFor(standard, standard.one(FUNCTION))).to.include.members([
                "sync-function-role-policy",
                "sync-function-logs",
            ]);
            expect(standard.one(LOG_GROUP).inputs).to.include({
                retentionInDays: 365,
                deletionProtectionEnabled: true,
                kmsKeyId: standard.one(KEY).outputs.arn,
            });
        });

        it("trusts Lambda for this account alone", () => {
            expect(document(standard.one(ROLE).inputs.assumeRolePolicy).Statement).to.deep.equal([
                {
                    Effect: "Allow",
                    Principal: { Service: "lambda.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
                },
            ]);
        });

        it("may do what a sync needs and no more", () => {
            const may = grants(standard.one(ROLE_POLICY));
            expect(may).to.have.all.keys(
                ["BatchWriteItem", "GetItem", "Scan", "UpdateItem"]
                    .map((action) => `dynamodb:${action}`)
                    .concat(
                        ["s3:ListBucket", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject"],
                        ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"],
                        ["bedrock:GetIngestionJob", "bedrock:ListIngestionJobs", "bedrock:StartIngestionJob"],
                        ["kinesis:PutRecords", "kms:Decrypt", "kms:GenerateDataKey"],
                        [
                            "logs:CreateLogStream",
                            "logs:PutLogEvents",
                            "xray:PutTraceSegments",
                            "xray:PutTelemetryRecords",
                        ],
                    ),
            );
            expect(may["sqs:ReceiveMessage"]).to.deep.equal([UPLOADS_ARN]);
            expect(may["sqs:SendMessage"]).to.deep.equal([`${UPLOADS_ARN}-failed`]);
            expect(may["dynamodb:UpdateItem"]).to.deep.equal([arn("dynamodb", "table/acme-products")]);
            expect(may["s3:GetObject"]).to.deep.equal([`${BUCKET_ARN}/catalog/*`, `${BUCKET_ARN}/deployed/*`]);
            expect(may["s3:DeleteObject"]).to.deep.equal([`${BUCKET_ARN}/documents/products/*`]);
            expect(may["s3:PutObject"]).to.deep.equal([
                `${BUCKET_ARN}/documents/products/*`,
                `${BUCKET_ARN}/reports/*`,
            ]);
        });

        it("may use each key only through the service that it is for", () => {
            const keys = document(standard.one(ROLE_POLICY).inputs.policy).Statement.filter(({ Action }) =>
                [Action].flat().some((action) => action.startsWith("kms:")),
            );
            expect(keys.every(({ Condition }) => Condition?.StringEquals !== undefined)).to.equal(true);
        });

        it("needs neither jobs nor a stream where there is none", async () => {
            const { one } = await syncWith({ knowledgeBase: undefined, events: undefined });
            expect(Object.keys(grants(one(ROLE_POLICY))).filter((action) => /^(bedrock|kinesis):/.test(action))).to.be
                .empty;
            expect(one(FUNCTION).inputs.environment).not.to.have.nested.property("variables.KNOWLEDGE_BASE_ID");
        });
    });

    describe("uploads", () => {
        it("wait in a queue for longer than six runs, and are set aside after five tries", () => {
            expect(standard.one(QUEUE, "sync-uploads").inputs).to.deep.include({
                name: "acme-sync-uploads",
                visibilityTimeoutSeconds: 5400,
                kmsMasterKeyId: standard.one(KEY).outputs.arn,
                redrivePolicy: JSON.stringify({
                    deadLetterTargetArn: arn("sqs", "acme-sync-uploads-failed"),
                    maxReceiveCount: 5,
                }),
            });
            expect(standard.one(QUEUE, "sync-uploads-failed").inputs).to.deep.include({
                messageRetentionSeconds: 1_209_600,
                redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [UPLOADS_ARN] }),
            });
        });

        it("come from this account's bucket alone, over TLS, also through the key", () => {
            const source = {
                StringEquals: { "aws:SourceAccount": ACCOUNT },
                ArnEquals: { "aws:SourceArn": BUCKET_ARN },
            };
            const [tls, s3] = document(standard.one(QUEUE_POLICY, "sync-uploads-policy").inputs.policy).Statement;
            expect(tls).to.deep.include({ Effect: "Deny", Principal: "*", Resource: UPLOADS_ARN });
            expect(s3).to.deep.include({ Principal: { Service: "s3.amazonaws.com" }, Condition: source });
            const key = document(standard.one(KEY).inputs.policy).Statement.find(
                ({ Sid }) => Sid === "NotificationsToQueue",
            );
            expect(key?.Condition).to.deep.equal(source);
        });

        it("are told of by the bucket once the queue lets it, for catalogue files only", () => {
            const notification = standard.one(NOTIFICATION);
            expect(notification.inputs.bucket).to.equal("acme-catalog");
            expect(notification.inputs.queues).to.deep.equal(
                [".json", ".jsonl", ".gz"].map((suffix) => ({
                    id: `uploads-${suffix.slice(1)}`,
                    queueArn: UPLOADS_ARN,
                    events: ["s3:ObjectCreated:*"],
                    filterPrefix: "catalog/",
                    filterSuffix: suffix,
                })),
            );
            expect(waitsFor(standard, notification)).to.include("sync-uploads-policy");
        });

        it("are told of only once what is deployed was loaded, whose own documents need no telling", () => {
            expect(waitsFor(standard, standard.one(NOTIFICATION))).to.include("sync-deployed");
        });

        it("leave the bucket's notifications to the program when told so", async () => {
            const { byType } = await syncWith({ ownNotifications: false });
            expect(byType(NOTIFICATION)).to.deep.equal([]);
        });

        it("are handed over in batches, of which the newest counts, to as few runs as Lambda allows", () => {
            const mapping = standard.one(MAPPING);
            expect(mapping.inputs).to.deep.include({
                batchSize: 10,
                scalingConfig: { maximumConcurrency: 2 },
                functionResponseTypes: ["ReportBatchItemFailures"],
            });
            expect(waitsFor(standard, mapping)).to.include("sync-function-role-policy");
        });
    });

    describe("deployment", () => {
        it("loads the deployed file, after the function may do what it needs", () => {
            const invocation = standard.one(INVOCATION);
            expect(JSON.parse(String(invocation.inputs.input))).to.deep.equal({
                source: { bucket: "acme-catalog", key: "deployed/products.jsonl" },
                trigger: "deploy",
            });
            expect(waitsFor(standard, invocation)).to.include.members(["sync-function", "sync-function-role-policy"]);
        });

        it("loads again when the content or the target changes, and not for new code, which would undo uploads", () => {
            expect(standard.one(INVOCATION).inputs.triggers).to.deep.equal({
                content: "abc",
                table: "acme-products",
                knowledgeBase: "KB12345678",
                products: "DSPRODUCTS",
                policies: "DSPOLICIES",
            });
        });

        it("loads nothing when nothing is deployed", async () => {
            const { byType } = await syncWith({ deployed: undefined });
            expect(byType(INVOCATION)).to.deep.equal([]);
        });
    });

    it("tells when it fails, is held back, or gives up on an upload", () => {
        const alarms = standard.byType(ALARM);
        expect(alarms.map(({ name }) => name)).to.have.members([
            "sync-function-errors",
            "sync-function-throttles",
            "sync-failed-syncs",
            "sync-uploads-waiting",
        ]);
        for (const { inputs } of alarms) expect(inputs.alarmActions).to.deep.equal([TOPIC_ARN]);
    });

    it("hears of a file that it can't load by the metric that the function writes", () => {
        expect(standard.named("sync-failed-syncs").inputs).to.deep.include({
            namespace: "Lakefront/acme-sync",
            metricName: "FailedSyncs",
            dimensions: { Table: "catalog_syncs" },
        });
    });

    it("registers the same in a preview", async () => {
        const names = ({ registrations }: TestEvaluation) => registrations.map(({ name }) => name).sort();
        expect(names(await syncWith({}, true))).to.deep.equal(names(standard));
    });

    it("lets S3 and the logs use its key, and nobody else beside the account", () => {
        const statements = document(standard.one(KEY).inputs.policy).Statement;
        expect(statements.map(({ Sid }) => Sid)).to.deep.equal([
            "AccountDelegatesToIam",
            "LogGroup",
            "NotificationsToQueue",
        ]);
        expect(statement(standard.one(ROLE_POLICY), "DecryptEnvironment").Condition).to.deep.equal({
            StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": arn("lambda", "function:acme-sync") },
        });
    });

    it("is refused with all problems at once", async () => {
        const refusal = await refusalOf(
            () =>
                void new CatalogSync("sync", {
                    ...sync,
                    physicalName: "a".repeat(41),
                    rejectThreshold: 2,
                    removalThreshold: -0.1,
                    syncFunction: { memoryMegabytes: 64, reservedConcurrency: 0 },
                    logRetentionDays: 42,
                }),
        );
        expect(refusal).to.contain("6 settings");
        expect(refusal).to.contain("(41 characters)").and.contain("rejectThreshold is 2");
        expect(refusal).to.contain("removalThreshold is -0.1: it takes a share from 0 to 1, for example 0.2");
        expect(refusal)
            .to.contain("syncFunction.memoryMegabytes is 64")
            .and.contain("syncFunction.reservedConcurrency is 0");
        expect(refusal).to.contain("logRetentionDays is 42");
    });
});
