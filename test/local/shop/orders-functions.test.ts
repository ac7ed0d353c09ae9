import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-kinesis";
import { CreateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { CreateEmailIdentityCommand } from "@aws-sdk/client-sesv2";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { type PolicyStatement, policyJson } from "../../../components/lake/policy-document";
import { sendMailStatement } from "../../../components/shop/order-mail";
import { orderStreamStatements } from "../../../components/shop/order-stream";
import { shopApiStatements } from "../../../components/shop/shop-api-policy";
import { dynamodb, kinesis, lambda, ses } from "../../../local/clients";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { localPolicy } from "../../../local/handlers/local-policy";
import { createShopTables, type ShopTables } from "../../../local/shop/tables";
import { inbox } from "../../../local/shop-access/inbox";
import { policy, product } from "../../functions/shop/orders/support";
import { deployFunction, invokeFunction } from "./deployed-function";

const ROOT = resolve(__dirname, "../../..");
const REGION = "us-east-1";
const FROM = "orders@shop.example.com";
const STREAM = "shop-events";
const claims = {
    sub: "shopper-1",
    token_use: "id",
    email: "ana@example.com",
    email_verified: "true",
    given_name: "Ana",
    "custom:address_book": JSON.stringify({
        home: {
            first_name: "Ana",
            last_name: "Silva",
            address1: "1 Main Street",
            city: "Seattle",
            state: "WA",
            postal_code: "98101",
            country: "US",
        },
    }),
};

interface Answer {
    readonly statusCode: number;
    readonly body: string;
}

describe("the shop's functions, each as its own role", () => {
    let directory: string;
    let emulator: Emulator;
    let tables: ShopTables;

    before(async function () {
        this.timeout(120_000);
        const script = `import { build } from "${pathToFileURL(join(ROOT, "scripts/build/functions.mjs"))}"; await build();`;
        execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: ROOT, timeout: 60_000 });
        directory = await mkdtemp(join(tmpdir(), "lakefront-shop-functions-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        const { connection } = emulator;
        tables = await createShopTables(dynamodb(connection), "shop");
        await kinesis(connection).send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }));
        await ses(connection).send(new CreateEmailIdentityCommand({ EmailIdentity: FROM }));
        for (const item of [product("lamp", { stock: 3 }), product("tent", { stock: 1 })]) {
            await dynamodb(connection).send(new PutItemCommand({ TableName: tables.products, Item: marshall(item) }));
        }
        const arn = (service: string, resource: string) =>
            `arn:aws:${service}:${REGION}:${connection.accountId}:${resource}`;
        const tableArn = (name: string) => arn("dynamodb", `table/${name}`);
        const keyArn = arn("kms", "key/shop");
        const readStream = orderStreamStatements({
            tableArn: tableArn(tables.orders),
            keyArn,
            failedQueueArn: arn("sqs", "failed"),
            region: REGION,
        });
        await deploy(
            "shop-api",
            {
                PRODUCTS_TABLE: tables.products,
                ORDERS_TABLE: tables.orders,
                SHOP_POLICY: JSON.stringify(policy),
                KNOWLEDGE_BASE_ID: "KB00000001",
                POLICY_DATA_SOURCE_ID: "DS00000001",
            },
            shopApiStatements({
                region: REGION,
                productsTableArn: tableArn(tables.products),
                ordersTableArn: tableArn(tables.orders),
                tableKeyArns: [keyArn],
                knowledgeBaseArn: arn("bedrock", "knowledge-base/KB00000001"),
            }),
        );
        await deploy("order-events", { EVENT_STREAM: STREAM }, [
            ...readStream,
            { sid: "Write", actions: ["kinesis:PutRecords"], resources: [arn("kinesis", `stream/${STREAM}`)] },
        ]);
        await deploy("order-mail", { ORDERS_TABLE: tables.orders, MAIL_FROM: FROM, SHOP_NAME: "Lake Shop" }, [
            ...readStream,
            { sid: "Mark", actions: ["dynamodb:GetItem", "dynamodb:UpdateItem"], resources: [tableArn(tables.orders)] },
            sendMailStatement({
                identityArn: arn("ses", `identity/${FROM}`),
                configurationSetArn: arn("ses", "configuration-set/shop"),
                fromAddress: FROM,
            }),
        ]);
        await readOrders("order-events", { dynamodb: { NewImage: { kind: { S: ["order"] } } } });
        await readOrders("order-mail", { eventName: ["INSERT"], dynamodb: { NewImage: { kind: { S: ["order"] } } } });
    });
    after(async () => {
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    async function deploy(
        name: string,
        environment: Record<string, string>,
        statements: readonly PolicyStatement[],
    ): Promise<void> {
        const policy = localPolicy(policyJson(statements));
        await deployFunction(emulator.connection, { name, bundle: name, environment, policy, timeoutSeconds: 30 });
    }

    async function readOrders(name: string, pattern: object) {
        const { Table } = await dynamodb(emulator.connection).send(
            new DescribeTableCommand({ TableName: tables.orders }),
        );
        await lambda(emulator.connection).send(
            new CreateEventSourceMappingCommand({
                EventSourceArn: Table?.LatestStreamArn,
                FunctionName: name,
                StartingPosition: "TRIM_HORIZON",
                FilterCriteria: { Filters: [{ Pattern: JSON.stringify(pattern) }] },
                FunctionResponseTypes: ["ReportBatchItemFailures"],
            }),
        );
    }

    async function ask(routeKey: string, body?: unknown, id?: string, authorizer: object = { jwt: { claims } }) {
        const event = {
            version: "2.0",
            routeKey,
            requestContext: { authorizer },
            ...(id !== undefined && { pathParameters: { id } }),
            ...(body !== undefined && { body: JSON.stringify(body) }),
        };
        const { json } = await invokeFunction(emulator.connection, "shop-api", event);
        const answer: Answer = JSON.parse(json);
        expect(answer.statusCode, JSON.stringify(answer)).to.be.a("number");
        return { status: answer.statusCode, body: JSON.parse(answer.body) };
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

    async function until<T>(read: () => Promise<readonly T[]>, count: number): Promise<readonly T[]> {
        const end = Date.now() + 30_000;
        for (;;) {
            const found = await read();
            if (found.length >= count || Date.now() > end) {
                return found;
            }
            await sleep(100);
        }
    }

    it("take an order from the cart to the mail in the inbox and its rows on the way to the lake", async () => {
        expect((await ask("POST /cart/items", { product_id: "lamp", quantity: 2 })).status).to.equal(200);
        const { status, body: quote } = await ask("POST /quotes", {});
        expect(status).to.equal(201);
        const confirmation = { quote_id: quote.quote_id, cart_hash: quote.cart_hash, idempotency_key: "only-once" };
        const [first, second] = await Promise.all([
            ask("POST /orders", confirmation),
            ask("POST /orders", confirmation),
        ]);
        expect([first.status, second.status]).to.deep.equal([201, 201]);
        const { body: order } = first;
        expect(second.body.order_id).to.equal(order.order_id);
        expect((await ask("GET /products/{id}", undefined, "lamp")).body.stock).to.equal(1);
        expect((await ask("GET /orders")).body.orders).to.have.length(1);
        expect((await ask("POST /orders/{id}/cancel", undefined, order.order_id)).body.status).to.equal("cancelled");

        const rows = await until(rowsInStream, 3);
        expect(rows.map(({ table, row }) => `${table} ${row.event_id}`)).to.have.members([
            `orders ${order.order_id}:1`,
            `order_lines ${order.order_id}:line:1`,
            `orders ${order.order_id}:2`,
        ]);
        const mails = await until(() => inbox(emulator.connection), 1);
        expect(mails.map(({ from, to }) => ({ from, to }))).to.deep.equal([{ from: FROM, to: ["ana@example.com"] }]);
        expect(mails[0]?.text).to.contain(order.order_id).and.to.contain("2 × Product lamp");
        const { Item } = await dynamodb(emulator.connection).send(
            new GetItemCommand({
                TableName: tables.orders,
                Key: marshall({ pk: `ORDER#${order.order_id}`, sk: "MAIL#confirmation" }),
            }),
        );
        expect(Item && unmarshall(Item).state).to.equal("sent");
    });

    it("take an order from the parcel service's news to its return", async () => {
        const tell = (status: string, id: string) =>
            ask("POST /service/orders/{id}/delivery", { status }, id, { iam: {} });
        await ask("POST /cart/items", { product_id: "tent", quantity: 1 });
        const { body: quote } = await ask("POST /quotes", {});
        const confirmation = { quote_id: quote.quote_id, cart_hash: quote.cart_hash, idempotency_key: "to-return" };
        const { order_id } = (await ask("POST /orders", confirmation)).body;
        expect((await tell("delivered", order_id)).body.code).to.equal("status_conflict");
        for (const status of ["shipped", "delivered"]) {
            const told = await tell(status, order_id);
            expect(told.body).to.include({ order_id, status });
            expect(JSON.stringify(told.body)).to.not.match(/Main Street|ana@example\.com/);
        }
        expect((await ask("POST /orders/{id}/return", undefined, order_id)).body.status).to.equal("return_requested");
        expect((await tell("returned", order_id)).body.status).to.equal("returned");
        expect((await ask("GET /orders/{id}", undefined, order_id)).body.status).to.equal("returned");
        expect((await tell("shipped", "no-such-order")).status).to.equal(404);
    });

    it("refuse as problem documents", async () => {
        const { status, body } = await ask("POST /cart/items", { product_id: "lamp", quantity: 20 });
        expect(status).to.equal(409);
        expect(body).to.deep.include({ code: "out_of_stock", details: { product_id: "lamp", stock: 3, wanted: 20 } });
    });
});
