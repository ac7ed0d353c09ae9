import type { TestEvaluation } from "../support/evaluate";

const HOURS_A_MONTH = 730;

/** List prices of us-east-1 in US dollars; docs/costs.md has their sources. */
const PRICE = {
    shardHour: 0.015,
    shardHourRetained: 0.02,
    onDemandStreamHour: 0.04,
    key: 1,
    alarmMetric: 0.1,
    webAcl: 5,
    webAclRule: 1,
    ocuHour: 0.24,
} as const;

/** What of a stack costs money while it rests. */
export interface Counts {
    /** Shards of each provisioned stream. */
    readonly shards: readonly number[];
    /** Shards of streams that keep records for more than a day. */
    readonly retainedShards: number;
    readonly onDemandStreams: number;
    readonly keys: number;
    readonly alarms: number;
    readonly alarmMetrics: number;
    readonly webAcls: number;
    readonly webAclRules: number;
    readonly ocus: number;
    readonly functions: number;
    readonly deliveryStreams: number;
}

/** Counts what a stack registered. */
export function countsOf({ byType }: TestEvaluation): Counts {
    const inputsOf = (token: string) => byType(token).map(({ inputs }) => inputs);
    const streams = inputsOf("aws:kinesis/stream:Stream");
    const provisioned = streams.filter(({ shardCount }) => shardCount !== undefined);
    const alarms = inputsOf("aws:cloudwatch/metricAlarm:MetricAlarm");
    const acls = inputsOf("aws:wafv2/webAcl:WebAcl");
    const collections = inputsOf("aws:opensearch/serverlessCollection:ServerlessCollection");
    return {
        shards: provisioned.map(({ shardCount }) => Number(shardCount)),
        retainedShards: sum(
            provisioned
                .filter(({ retentionPeriod }) => Number(retentionPeriod) > 24)
                .map(({ shardCount }) => Number(shardCount)),
        ),
        onDemandStreams: streams.length - provisioned.length,
        keys: byType("aws:kms/key:Key").length,
        alarms: alarms.length,
        alarmMetrics: sum(alarms.map(({ metricQueries }) => metricsIn(metricQueries))),
        webAcls: acls.length,
        webAclRules: sum(acls.map(({ rules }) => listOf(rules).length)),
        // Half a unit each for indexing and for searching, and the same again on standby.
        ocus: sum(collections.map(({ standbyReplicas }) => (standbyReplicas === "ENABLED" ? 2 : 1))),
        functions: byType("aws:lambda/function:Function").length,
        deliveryStreams: byType("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream").length,
    };
}

/** What a stack costs a month at rest, as the page shows it: in whole dollars, and the large one in tens. */
export function costsOf(counts: Counts) {
    const hours = (price: number) => price * HOURS_A_MONTH;
    return {
        streams: Math.round(
            sum(counts.shards) * hours(PRICE.shardHour) + counts.onDemandStreams * hours(PRICE.onDemandStreamHour),
        ),
        retention: Math.round(counts.retainedShards * hours(PRICE.shardHourRetained)),
        keys: Math.round(counts.keys * PRICE.key),
        alarms: Math.round(counts.alarmMetrics * PRICE.alarmMetric),
        webAcls: Math.round(counts.webAcls * PRICE.webAcl + counts.webAclRules * PRICE.webAclRule),
        vectors: toTen(counts.ocus * hours(PRICE.ocuHour)),
    };
}

/** A stack's costs, with the shop and without. */
export interface StackCosts {
    readonly all: Counts;
    readonly lake: Counts;
}

/** The sum of what the page shows, to ten dollars. */
export function aboutTogether(costs: ReturnType<typeof costsOf>): number {
    return toTen(sum(Object.values(costs)));
}

/** What the shop adds to each cost. */
export function shopCosts({ all, lake }: StackCosts): ReturnType<typeof costsOf> {
    return costsOf({
        ...all,
        shards: all.shards.slice(lake.shards.length),
        retainedShards: all.retainedShards - lake.retainedShards,
        onDemandStreams: all.onDemandStreams - lake.onDemandStreams,
        keys: all.keys - lake.keys,
        alarmMetrics: all.alarmMetrics - lake.alarmMetrics,
        webAcls: all.webAcls - lake.webAcls,
        webAclRules: all.webAclRules - lake.webAclRules,
        ocus: all.ocus - lake.ocus,
    });
}

/** The rows of the page's table at rest that count something. */
export function restRows(dev: StackCosts, prod: StackCosts): string[] {
    const [ours, theirs] = [costsOf(dev.all), costsOf(prod.all)];
    const [ourShop, theirShop] = [shopCosts(dev), shopCosts(prod)];
    const streams = dev.all.shards.length + dev.all.onDemandStreams;
    const lakeStreams = dev.lake.shards.length + dev.lake.onDemandStreams;
    const { webAcls, webAclRules } = dev.all;
    return [
        [
            `Kinesis, ${streams} streams, ${streams - lakeStreams} of them the shop's`,
            `${streams} × ${dev.all.shards[0]} provisioned shard at ${PRICE.shardHour}/h: ${ours.streams}`,
            ourShop.streams,
            `${prod.all.onDemandStreams} on-demand streams at ${PRICE.onDemandStreamHour}/h: ${theirs.streams}`,
            theirShop.streams,
        ],
        [
            "Kinesis, retention beyond 24 h",
            `${dev.all.retainedShards} shards at ${PRICE.shardHourRetained} a shard-hour: ${ours.retention}`,
            ourShop.retention,
            "0.10 per GB-month of what is retained",
            "",
        ],
        [
            `KMS keys, ${PRICE.key} each, ${dev.all.keys - dev.lake.keys} of them the shop's`,
            `${dev.all.keys} keys: ${ours.keys}`,
            ourShop.keys,
            `${prod.all.keys} keys: ${theirs.keys}`,
            theirShop.keys,
        ],
        [
            `CloudWatch alarms, ${PRICE.alarmMetric.toFixed(2)} a metric`,
            `${dev.all.alarms} alarms on ${dev.all.alarmMetrics} metrics: ${ours.alarms}`,
            ourShop.alarms,
            `${prod.all.alarms} on ${prod.all.alarmMetrics}: ${theirs.alarms}`,
            theirShop.alarms,
        ],
        [
            "WAF before the accounts",
            `${webAcls} web ACL at ${PRICE.webAcl}, ${webAclRules} rules at ${PRICE.webAclRule}: ${ours.webAcls}`,
            ourShop.webAcls,
            theirs.webAcls,
            theirShop.webAcls,
        ],
        [
            "Vector store",
            "S3 Vectors, 0.06 per GB-month: under 0.01",
            ourShop.vectors,
            `OpenSearch Serverless, ${prod.all.ocus} OCU at ${PRICE.ocuHour}/h: ${theirs.vectors}`,
            theirShop.vectors,
        ],
        ["**together, about**", ...[ours, ourShop, theirs, theirShop].map((costs) => `**${aboutTogether(costs)}**`)],
    ].map((cells) => `| ${cells.join(" | ")} |`.replace("|  |", "| |"));
}

function metricsIn(queries: unknown): number {
    return Array.isArray(queries) ? queries.filter(({ metric }) => metric !== undefined).length : 1;
}

function listOf(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [];
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, each) => total + each, 0);
}

function toTen(dollars: number): number {
    return Math.round(dollars / 10) * 10;
}
