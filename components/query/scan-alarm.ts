import type * as aws from "@pulumi/aws";
import { sumQueries } from "../support/metric-sum";

const DAY_S = 86_400;
const STATES = ["SUCCEEDED", "FAILED", "CANCELED"];
const TYPES = ["DML", "DDL", "UTILITY"];

/**
 * The metric query for the bytes that a workgroup read in a day. Athena publishes `ProcessedBytes` by workgroup, state
 * and type of the query (https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html), so the sum names each
 * of them. A cancelled query has read, and is paid for, as well.
 */
export function dailyScanQueries(workgroup: string): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
    const metrics = STATES.flatMap((state) =>
        TYPES.map((type) => ({
            namespace: "AWS/Athena",
            metricName: "ProcessedBytes",
            dimensions: { WorkGroup: workgroup, QueryState: state, QueryType: type },
        })),
    );
    return sumQueries("Bytes read in a day", metrics, DAY_S);
}
