import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { PutBucketNotificationConfigurationCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { policyJson } from "../../../components/lake/policy-document";
import { catalogSyncStatements, notificationStatement } from "../../../components/shop/catalog-sync-policy";
import { notifiedKeys } from "../../../functions/sync-catalog/request";
import { kinesis, lambda, sqs } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { temporaryDirectory, until } from "../emulator/support";
import { deployFunction, invokeFunction } from "./deployed-function";
import { aProduct, type CatalogWorld, catalogWorld, products } from "./sync-support";

const ROOT = resolve(__dirname, "../../..");
const NAME = "sync-catalog";
const STREAM = "shop-events";

describe("the catalogue's sync as a function, as its own role", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let world: CatalogWorld;
    let failedUrl: string;

    before(async function () {
        this.timeout(120_000);
        const script = `import { build } from "${pathToFileURL(join(ROOT, "scripts/build/functions.mjs"))}"; await build();`;
        execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, timeout: 60_000 });
        emulator = await startEmulator({ directory: directory.path });
        const { connection } = emulator;
        world = await catalogWorld(connection, "function");
        await kinesis(connection).send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }));
        const arn = (service: string, resource: string) =>
            `arn:aws:${service}:${connection.region}:${connection.accountId}:${resource}`;
        const queueArn = arn("sqs", "uploads");
        const fromBucket = {
            ...notificationStatement(connection.accountId, `arn:aws:s3:::${world.bucket}`),
            resources: [queueArn],
        };
        await sqs(connection).send(
            new CreateQueueCommand({
                QueueName: "uploads",
                Attributes: { VisibilityTimeout: "2", Policy: policyJson([fromBucket]) },
            }),
        );
        const { QueueUrl = "" } = await sqs(connection).send(new CreateQueueCommand({ QueueName: "uploads-failed" }));
        failedUrl = QueueUrl;
        const statements = catalogSyncStatements({
            region: connection.region,
            bucketArn: `arn:aws:s3:::${world.bucket}`,
            tableArn: arn("dynamodb", `table/${world.table}`),
            catalogKeyArn: arn("kms", "key/shop"),
            queueArn,
            failedQueueArn: arn("sqs", "uploads-failed"),
            queueKeyArn: arn("kms", "key/queue"),
            knowledgeBaseArn: arn("bedrock", `knowledge-base/${world.knowledgeBaseId}`),
            events: { streamArn: arn("kinesis", `stream/${STREAM}`), keyArn: arn("kms", "key/events") },
        });
        await deployFunction(connection, {
            name: NAME,
            bundle: NAME,
            environment: {
                PRODUCTS_TABLE: world.table,
                CATALOG_BUCKET: world.bucket,
                KNOWLEDGE_BASE_ID: world.knowledgeBaseId,
                PRODUCT_DATA_SOURCE_ID: world.productDataSourceId,
                EVENT_STREAM: STREAM,
                REJECT_THRESHOLD: "0",
                REMOVAL_THRESHOLD: "0.2",
                FAILED_UPLOADS_QUEUE_URL: failedUrl,
                SHOP_POLICY: JSON.stringify({ currency: "USD" }),
            },
            policy: policyJson(statements),
            timeoutSeconds: 60,
        });
        await lambda(connection).send(
            new CreateEventSourceMappingCommand({
                EventSourceArn: queueArn,
                FunctionName: NAME,
                BatchSize: 10,
                FunctionResponseTypes: ["ReportBatchItemFailures"],
            }),
        );
    });
    after(async () => {
        await emulator?.stop();
        directory.remove();
    });

    async function invoke(event: unknown): Promise<{ failed: boolean; answer: Record<string, unknown> }> {
        const { failed, json } = await invokeFunction(emulator.connection, NAME, event);
        return { failed, answer: JSON.parse(json) };
    }

    async function stored(id: string): Promise<Record<string, unknown>> {
        const { Item = {} } = await world.dynamodb.send(
            new GetItemCommand({ TableName: world.table, Key: marshall({ id }) }),
        );
        return unmarshall(Item);
    }

    async function rowsInStream(): Promise<{ table: string; row: Record<string, unknown> }[]> {
        const client = kinesis(emulator.connection);
        const { ShardIterator } = await client.send(
            new GetShardIteratorCommand({
                StreamName: STREAM,
                ShardId: "shardId-000000000000",
                ShardIteratorType: "TRIM_HORIZON",
            }),
        );
        const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
        return Records.map(({ Data = new Uint8Array() }) => JSON.parse(Buffer.from(Data).toString()));
    }

    const source = () => ({ bucket: world.bucket, key: "catalog/products.jsonl" });

    it("loads what a deployment names, reports it, and tells the lake", async () => {
        await world.upload(products(30));
        const { failed, answer } = await invoke({ source: source(), trigger: "deploy" });
        expect(failed, JSON.stringify(answer)).to.equal(false);
        expect(answer).to.include({ added: 30, documents_written: 30, rejected_rows: 0, trigger: "deploy" });
        const rows = await rowsInStream();
        expect(
            rows.map(({ table, row }) => `${table} ${row.status} ${row.added_count} ${row.documents_indexed}`),
        ).to.deep.equal(["catalog_syncs succeeded 30 30"]);
    });

    it("fails the deployment with the reason, and tells the lake of it", async () => {
        await world.upload([{ ...aProduct("bad"), price_minor: -1 }]);
        const { failed, answer } = await invoke({ source: source(), trigger: "deploy" });
        expect(failed).to.equal(true);
        expect(answer.errorMessage)
            .to.include("1 of 1 rows were rejected")
            .and.to.include("price_minor must not be negative");
        expect((await rowsInStream()).at(-1)?.row).to.include({ status: "failed", error_code: "rejected_rows" });
    });

    it("loads what is uploaded, whatever its name", async () => {
        await world.s3.send(
            new PutBucketNotificationConfigurationCommand({
                Bucket: world.bucket,
                NotificationConfiguration: {
                    QueueConfigurations: [
                        {
                            QueueArn: `arn:aws:sqs:${emulator.connection.region}:${emulator.connection.accountId}:uploads`,
                            Events: ["s3:ObjectCreated:*"],
                            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "catalog/" }] } },
                        },
                    ],
                },
            }),
        );
        const Body = JSON.stringify([aProduct("new", { name: "Just arrived" }), ...products(30)]);
        await world.s3.send(
            new PutObjectCommand({ Bucket: world.bucket, Key: "catalog/spring + summer ü.json", Body }),
        );
        await until("the upload is loaded", async () => (await stored("new")).name === "Just arrived", 30_000);
    });

    it("refuses an upload that was cut off, tells the lake once, and puts it aside until somebody allows it", async () => {
        const last = async () => (await rowsInStream()).at(-1)?.row ?? {};
        await world.upload(products(4));
        await until("the lake knows", async () => (await last()).error_code === "too_many_removals", 30_000);
        expect(await last()).to.include({
            trigger: "upload",
            status: "failed",
            row_count: 4,
            removed_count: 0,
            refused_removal_count: 27,
        });
        expect(await stored("p-0020")).to.include({ status: "active" });

        const refused = await invoke({ source: source(), trigger: "command" });
        expect(refused.failed).to.equal(true);
        expect(refused.answer.errorMessage).to.include("27 of 31 products would be taken from sale");
        const allowed = await invoke({ source: source(), trigger: "command", allow_removals: true });
        expect(allowed.answer).to.include({ removed: 27 });

        const { Messages: [aside] = [] } = await sqs(emulator.connection).send(
            new ReceiveMessageCommand({ QueueUrl: failedUrl, MessageAttributeNames: ["All"], WaitTimeSeconds: 5 }),
        );
        expect(aside?.MessageAttributes?.failure?.StringValue).to.equal("too_many_removals");
        expect(notifiedKeys({ messageId: "", body: aside?.Body ?? "" })).to.deep.equal(["catalog/products.jsonl"]);
        // Longer than the queue hides a message that is to come again.
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        const ofUploads = (await rowsInStream()).filter(({ row }) => row.trigger === "upload");
        expect(ofUploads.map(({ row }) => row.status)).to.deep.equal(["succeeded", "failed"]);
    });
});
