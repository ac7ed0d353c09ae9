import { expect } from "chai";
import { ShopFeed } from "../../../components/shop-feed/shop-feed";
import type { ShopFeedArgs } from "../../../components/shop-feed/shop-feed-args";
import { shopTables } from "../../../schemas";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { key } from "../contact/feed-fixture";
import { document, statement } from "../contact/policy";
import { refusalOf } from "../refusal";

const STREAM = "aws:kinesis/stream:Stream";
const DELIVERY = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";
const FUNCTION = "aws:lambda/function:Function";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const STREAM_ARN = "arn:aws:kinesis:us-east-1:111122223333:stream/acme-shop";

const good: ShopFeedArgs = {
    physicalName: "acme-shop",
    databaseName: "lake",
    tables: { orders: "orders", order_lines: "order_lines", assistant_turns: "assistant_turns" },
    curated: { bucketName: "acme-curated", keyArn: key("curated") },
    raw: { bucketName: "acme-raw", keyArn: key("raw") },
    quarantine: { bucketName: "acme-raw", keyArn: key("raw") },
    alarms: { topicArn: "arn:aws:sns:us-east-1:111122223333:operations" },
    tags: { Team: "data" },
};

function feed(change: Partial<ShopFeedArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ShopFeed("shop", { ...good, ...change }), { preview });
}

describe("a ShopFeed", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await feed();
    });
    const deliveryOf = (table: string) => standard.one(DELIVERY, `shop-${table}-delivery`).inputs;

    it("has one stream, encrypted with its own key, that no service but its own may use", () => {
        const { inputs } = standard.one(STREAM);
        expect(inputs).to.include({ name: "acme-shop", encryptionType: "KMS" });
        const policy = document(standard.one("aws:kms/key:Key").inputs.policy);
        expect(policy.Statement.map(({ Sid }) => Sid)).to.deep.equal([
            "AccountDelegatesToIam",
            "LogGroup",
            "AlarmsToTopic",
        ]);
    });

    it("delivers each table to its folder, by its day", () => {
        const orders = deliveryOf("orders");
        expect(orders.kinesisSourceConfiguration).to.include({ kinesisStreamArn: STREAM_ARN });
        expect(orders.extendedS3Configuration).to.deep.include({
            prefix: "orders/event_date=!{partitionKeyFromLambda:event_date}/",
            errorOutputPrefix: "errors/orders/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/",
        });
        expect(orders.extendedS3Configuration).to.have.nested.property(
            "dataFormatConversionConfiguration.schemaConfiguration.tableName",
            "orders",
        );
        expect(standard.byType(DELIVERY)).to.have.length(3);
    });

    it("keeps the untouched source once, though every delivery stream reads it", () => {
        const modes = Object.keys(good.tables).map((table) => {
            const destination = deliveryOf(table).extendedS3Configuration;
            return [table, (destination as Record<string, unknown>).s3BackupMode];
        });
        expect(modes).to.deep.equal([
            ["orders", "Disabled"],
            ["order_lines", "Disabled"],
            ["assistant_turns", "Enabled"],
        ]);
        expect(deliveryOf("assistant_turns").extendedS3Configuration).to.have.nested.property(
            "s3BackupConfiguration.prefix",
            "shop_events/received_date=!{timestamp:yyyy-MM-dd}/",
        );
    });

    it("lets a delivery stream without a backup touch nothing of the raw tier", () => {
        const policy = standard.one("aws:iam/rolePolicy:RolePolicy", "shop-orders-delivery-role-policy");
        expect(policy.inputs.policy).not.to.contain("acme-raw");
        expect(statement(policy, "WriteObjects").Resource).to.deep.equal([
            "arn:aws:s3:::acme-curated/orders/*",
            "arn:aws:s3:::acme-curated/errors/orders/*",
        ]);
    });

    it("tells its one function which delivery stream is whose", () => {
        const { inputs } = standard.one(FUNCTION);
        const variables = (inputs.environment as { variables: Record<string, string> }).variables;
        expect(JSON.parse(variables.DELIVERY_TABLES ?? "")).to.deep.equal({
            "acme-shop-orders": "orders",
            "acme-shop-order_lines": "order_lines",
            "acme-shop-assistant_turns": "assistant_turns",
        });
    });

    it("alarms on the stream and the function once, and on each table's delivery", () => {
        const names = standard.byType(ALARM).map(({ name }) => name);
        expect(names).to.have.length(4 + 3 + 3 * 3);
        expect(names).to.include.members(["shop-iterator-age", "shop-orders-freshness", "shop-orders-quarantined"]);
        expect(new Set(standard.byType(ALARM).map(({ inputs }) => inputs.name)).size).to.equal(names.length);
    });

    it("grants each delivery stream to describe its own table where Lake Formation governs", async () => {
        const { byType } = await feed({ governedByLakeFormation: true });
        const grants = byType("aws:lakeformation/permissions:Permissions").map(({ inputs }) => inputs.table);
        expect(grants).to.deep.equal(Object.keys(good.tables).map((name) => ({ databaseName: "lake", name })));
    });

    it("makes the same resources in a preview", async () => {
        const preview = await feed({}, true);
        const list = (evaluation: TestEvaluation) => evaluation.registrations.map(({ urn }) => urn).sort();
        expect(list(preview)).to.deep.equal(list(standard));
    });

    it("takes every table of the shop", async () => {
        const tables = Object.fromEntries(Object.keys(shopTables).map((name) => [name, name]));
        const { byType } = await feed({ physicalName: "a".repeat(38), tables });
        for (const { inputs } of byType(DELIVERY)) {
            expect(String(inputs.name).length).to.be.at.most(64);
        }
    });

    it("refuses what can't be, all of it at once", async () => {
        const message = await refusalOf(
            () =>
                new ShopFeed("shop", {
                    ...good,
                    physicalName: "a".repeat(39),
                    tables: { carts: "carts" },
                    alarms: { iteratorAgeSeconds: 1 },
                }),
        );
        expect(message).to.contain("physicalName").and.contain('"carts"').and.contain("alarms.topicArn");
        expect(message).to.contain("alarms.iteratorAgeSeconds");
        expect(await refusalOf(() => new ShopFeed("shop", { ...good, tables: {} }))).to.contain("tables is empty");
    });
});
