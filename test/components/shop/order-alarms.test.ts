import { expect } from "chai";
import { OrderStore } from "../../../components/shop/order-store";
import type { OrderStoreArgs } from "../../../components/shop/order-store-args";
import { mailLogLine } from "../../../functions/order-mail/log";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { ALARM, mail, orders, summed, TOPIC_ARN } from "./fixture";

const EVENT_DESTINATION = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";
const TABLE_ALARMS = ["orders", "conversations"].flatMap((table) =>
    ["throttled", "errors"].map((what) => `store-${table}-${what}`),
);

function store(change: Partial<OrderStoreArgs> = {}): Promise<TestEvaluation> {
    return evaluateProgram(() => void new OrderStore("store", { ...orders, ...change }));
}

describe("the alarms of an OrderStore", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await store();
    });

    it("tell when a table holds back or fails, and when a reader fails, falls behind or gives up", () => {
        expect(standard.byType(ALARM).map(({ name }) => name)).to.have.members([
            ...TABLE_ALARMS,
            ...["events", "mail"].flatMap((kind) =>
                ["errors", "throttles", "behind", "not-set-aside", "waiting"].map((what) => `store-${kind}-${what}`),
            ),
            "store-mail-refused",
            "store-mail-undelivered",
        ]);
    });

    it("are those of the tables alone where nothing follows from an order", async () => {
        const { byType } = await store({ events: undefined, mail: undefined });
        expect(byType(ALARM).map(({ name }) => name)).to.have.members(TABLE_ALARMS);
    });

    it("tell the topic when they go off and when they are over, and take silence for rest", () => {
        for (const { name, inputs } of standard.byType(ALARM)) {
            expect(inputs, name).to.deep.include({
                alarmActions: [TOPIC_ARN],
                okActions: [TOPIC_ARN],
                treatMissingData: "notBreaching",
            });
        }
    });

    it("hear of mail that SES refuses by the metric that the function writes", () => {
        const line = JSON.parse(
            mailLogLine(
                { message: "mail", order_id: "ord_1", result: "refused" },
                "Lakefront/acme-order-mail",
                () => 0,
            ),
        );
        const { namespace, metricName, dimensions, threshold } = standard.named("store-mail-refused").inputs;
        const [written] = line._aws.CloudWatchMetrics;
        expect(namespace).to.equal(written.Namespace);
        expect(written.Metrics).to.deep.include({ Name: metricName, Unit: "Count" });
        expect(written.Dimensions).to.deep.equal([Object.keys(Object(dimensions))]);
        expect(line).to.deep.include(dimensions);
        expect(line[String(metricName)]).to.equal(threshold);
    });

    it("hear of mail that comes back by the events that SES counts for this set of rules alone", () => {
        const { configurationSetName, eventDestination } = standard.one(EVENT_DESTINATION).inputs;
        expect(configurationSetName).to.equal("acme");
        expect(eventDestination).to.deep.equal({
            enabled: true,
            matchingEventTypes: ["BOUNCE", "REJECT"],
            cloudWatchDestination: {
                dimensionConfigurations: [
                    {
                        dimensionName: "ses:configuration-set",
                        dimensionValueSource: "MESSAGE_TAG",
                        defaultDimensionValue: "acme",
                    },
                ],
            },
        });
        expect(summed(standard.named("store-mail-undelivered"))).to.deep.equal(
            ["Bounce", "Reject"].map((metricName) => ({
                namespace: "AWS/SES",
                metricName,
                dimensions: { "ses:configuration-set": "acme" },
            })),
        );
    });

    it("ring at as many mails as the shop says", async () => {
        const { named } = await store({ mail: { ...mail, undeliveredMails: 5 } });
        expect(named("store-mail-undelivered").inputs.threshold).to.equal(5);
        expect(standard.named("store-mail-undelivered").inputs.threshold).to.equal(1);
    });

    it("hear of throttling on each table and on the index, which throttles by itself", () => {
        const throttled = (dimensions: object) =>
            ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => ({
                namespace: "AWS/DynamoDB",
                metricName,
                dimensions,
            }));
        expect(summed(standard.named("store-orders-throttled"))).to.deep.equal([
            ...throttled({ TableName: "acme-orders" }),
            ...throttled({ TableName: "acme-orders", GlobalSecondaryIndexName: "by_shopper" }),
        ]);
        expect(summed(standard.named("store-conversations-throttled"))).to.deep.equal(
            throttled({ TableName: "acme-conversations" }),
        );
    });

    it("hear of DynamoDB's errors operation by operation, for by table alone there is no such metric", () => {
        expect(summed(standard.named("store-conversations-errors"))).to.deep.equal(
            ["GetItem", "PutItem", "Query", "UpdateItem"].map((Operation) => ({
                namespace: "AWS/DynamoDB",
                metricName: "SystemErrors",
                dimensions: { TableName: "acme-conversations", Operation },
            })),
        );
    });
});
