import type { AlarmSpec } from "../support/alarms";
import type { Metric } from "../support/metric-sum";

/** Operations on a table, as the dimension `Operation` names them. */
export const TableOperation = {
    BatchGetItem: "BatchGetItem",
    BatchWriteItem: "BatchWriteItem",
    GetItem: "GetItem",
    PutItem: "PutItem",
    Query: "Query",
    Scan: "Scan",
    TransactWriteItems: "TransactWriteItems",
    UpdateItem: "UpdateItem",
} as const;
export type TableOperation = (typeof TableOperation)[keyof typeof TableOperation];

/** A table, as far as its alarms depend on it. */
export interface WatchedTable {
    /** Start of the children's names; stays as it is for life. */
    readonly suffix: string;
    readonly tableName: string;
    /** What the table holds, in words. */
    readonly what: string;
    /** Its index. */
    readonly indexName?: string;
    /** What the functions call it with. Another operation's errors would go unheard. */
    readonly operations: readonly TableOperation[];
}

/**
 * The table takes all that is asked of it, and answers. Throttling is counted by table and, apart from that, by index;
 * errors of DynamoDB's own by table and operation alone. Neither is added up over the other dimension.
 * `TransactionConflict` rings no alarm: that buyers of the same piece collide is as it should be, and they are tried again.
 *
 * Metrics: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableAlarms({ suffix, tableName, what, indexName, operations }: WatchedTable): AlarmSpec[] {
    const places: Metric["dimensions"][] = [
        { TableName: tableName },
        ...(indexName === undefined ? [] : [{ TableName: tableName, GlobalSecondaryIndexName: indexName }]),
    ];
    return [
        {
            suffix: `${suffix}-throttled`,
            description: `The table of ${what} holds requests back: its throughput is bounded too low, or one key is asked for too often`,
            sumOf: places.flatMap((dimensions) =>
                ["ReadThrottleEvents", "WriteThrottleEvents"].map((metricName) => tableMetric(metricName, dimensions)),
            ),
            threshold: 1,
        },
        {
            suffix: `${suffix}-errors`,
            description: `DynamoDB answers requests to the table of ${what} with errors of its own: see the AWS Health Dashboard`,
            sumOf: operations.map((operation) =>
                tableMetric("SystemErrors", { TableName: tableName, Operation: operation }),
            ),
            threshold: 1,
        },
    ];
}

function tableMetric(metricName: string, dimensions: Metric["dimensions"]): Metric {
    return { namespace: "AWS/DynamoDB", metricName, dimensions };
}
