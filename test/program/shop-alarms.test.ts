import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Registration } from "../../runner";
import { SHOP_TABLES } from "../../shop";
import { document } from "../components/contact/policy";
import type { TestEvaluation } from "../support/evaluate";
import { stackWithShop } from "./stack";

/** Written in a transaction or alone: IAM knows only the one name for both. */
const WRITES = ["ConditionCheckItem", "DeleteItem", "PutItem", "UpdateItem"];

interface Watched {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Readonly<Record<string, string>>;
}

/** Every metric that an alarm of the stack judges, alone or in a sum. */
function watched({ byType }: TestEvaluation): Watched[] {
    return byType("aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ inputs }) =>
        Array.isArray(inputs.metricQueries)
            ? inputs.metricQueries.flatMap(({ metric }) => (metric === undefined ? [] : [metric]))
            : [inputs],
    );
}

/** The values that a metric is watched for, by one dimension. */
function watchedBy(evaluation: TestEvaluation, metricName: string, dimension: string): string[] {
    return watched(evaluation)
        .filter((metric) => metric.metricName === metricName)
        .map(({ dimensions }) => String(dimensions[dimension]));
}

const nameOf = ({ inputs }: Registration) => String(inputs.name);
const lastOf = (arn: unknown) => String(arn).split(":").at(-1);

/** What roles may do on a table or on its index, by operation. */
function operationsOn(table: string, { byType }: TestEvaluation): string[] {
    const statements = byType("aws:iam/rolePolicy:RolePolicy").flatMap(
        ({ inputs }) => document(inputs.policy).Statement,
    );
    const onTable = statements.filter(({ Resource }) =>
        [Resource ?? []].flat().some((arn) => new RegExp(`:table/${table}(/index/.*)?$`).test(arn)),
    );
    const operations = onTable
        .flatMap(({ Action }) => [Action].flat())
        .filter((action) => action.startsWith("dynamodb:"))
        .map((action) => action.replace("dynamodb:", ""));
    return [...new Set(operations)];
}

describe("the alarms of the shop", () => {
    let stack: TestEvaluation;
    before(async () => {
        stack = await stackWithShop("prod", { runtime: "bedrockAgents" });
    });

    it("hear of every function that fails or is held back, but of those that run at deployment alone", () => {
        for (const metric of ["Errors", "Throttles"]) {
            const heard = watchedBy(stack, metric, "FunctionName");
            const unheard = stack
                .byType("aws:lambda/function:Function")
                .map(nameOf)
                .filter((name) => !heard.includes(name));
            expect(unheard, metric).to.have.members(["lakefront-prod-vectors-index", "lakefront-prod-agent-prepare"]);
        }
    });

    it("hear of every reader of a stream that falls behind, or can't set aside what it gives up on", () => {
        const readers = stack
            .byType("aws:lambda/eventSourceMapping:EventSourceMapping")
            .filter(({ inputs }) => String(inputs.eventSourceArn).includes("/stream/"))
            .map(({ inputs }) => lastOf(inputs.functionName));
        expect(readers).to.have.length(2);
        for (const metric of ["IteratorAge", "DestinationDeliveryFailures"]) {
            expect(watchedBy(stack, metric, "FunctionName"), metric).to.have.members(readers);
        }
    });

    it("hear of every queue that something waits in for people", () => {
        const sources = stack.byType("aws:lambda/eventSourceMapping:EventSourceMapping").map(({ inputs }) => inputs);
        const read = sources.map(({ eventSourceArn }) => lastOf(eventSourceArn));
        const unread = stack
            .byType("aws:sqs/queue:Queue")
            .map(nameOf)
            .filter((name) => !read.includes(name));
        expect(unread).to.have.length(3);
        expect(watchedBy(stack, "ApproximateNumberOfMessagesVisible", "QueueName")).to.have.members(unread);
    });

    it("hear of every table and every index that holds requests back", () => {
        const throttled = (metric: string) =>
            watched(stack)
                .filter(({ metricName }) => metricName === metric)
                .map(({ dimensions }) => dimensions);
        const places = stack.byType("aws:dynamodb/table:Table").flatMap(({ inputs }) => {
            const TableName = String(inputs.name);
            const indexes = Array.isArray(inputs.globalSecondaryIndexes) ? inputs.globalSecondaryIndexes : [];
            return [{ TableName }, ...indexes.map(({ name }) => ({ TableName, GlobalSecondaryIndexName: name }))];
        });
        expect(places).to.have.length(5);
        expect(throttled("ReadThrottleEvents")).to.have.deep.members(places);
        expect(throttled("WriteThrottleEvents")).to.have.deep.members(places);
    });

    it("hear of DynamoDB's errors in every operation that a role may do on a table", () => {
        for (const table of stack.byType("aws:dynamodb/table:Table").map(nameOf)) {
            const heard = watched(stack)
                .filter(({ metricName, dimensions }) => metricName === "SystemErrors" && dimensions.TableName === table)
                .map(({ dimensions }) => String(dimensions.Operation));
            const allowed = operationsOn(table, stack);
            expect(allowed.length, table).to.be.above(2);
            const inTransactions = heard.includes("TransactWriteItems") ? WRITES : [];
            expect(
                allowed.filter((operation) => ![...heard, ...inTransactions].includes(operation)),
                table,
            ).to.deep.equal([]);
            const read = heard.filter((operation) => operation !== "TransactWriteItems");
            expect(
                read.filter((operation) => !allowed.includes(operation)),
                `${table}, watched in vain`,
            ).to.deep.equal([]);
        }
    });

    it("all tell the stack's one topic", () => {
        const told = stack
            .byType("aws:cloudwatch/metricAlarm:MetricAlarm")
            .map(({ inputs }) => JSON.stringify(inputs.alarmActions));
        expect([...new Set(told)]).to.deep.equal([JSON.stringify([stack.one("aws:sns/topic:Topic").outputs.arn])]);
    });

    it("stand in the shop's guide, each by its name, and no other", async () => {
        const named = ({ byType }: TestEvaluation) =>
            byType("aws:cloudwatch/metricAlarm:MetricAlarm").map((alarm) =>
                nameOf(alarm).replace("lakefront-prod-", ""),
            );
        const ofLake = named(await stackWithShop("prod", null));
        const table = new RegExp(`(?<=^shop-)(${SHOP_TABLES.join("|")})(?=-)`);
        const ofShop = named(stack)
            .filter((name) => !ofLake.includes(name))
            .map((name) => name.replace(table, "<table>"));
        const [, section = ""] = readFileSync(join(__dirname, "../../docs/shop.md"), "utf8").split("## What rings\n");
        const told = section
            .split("\n")
            .filter((line) => line.startsWith("| `"))
            .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name]) => name));
        expect(told).to.have.members([...new Set(ofShop)]);
    });
});
