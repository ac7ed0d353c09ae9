import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** CloudWatch takes no more in one alarm: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MOST_METRICS = 10;

/** A metric of a service or of our own. */
export interface Metric {
    readonly namespace: string;
    readonly metricName: string;
    readonly dimensions: Record<string, pulumi.Input<string>>;
}

/**
 * The metric queries for one sum over several metrics, of which some may be silent: an alarm can't search for metrics, and
 * a sum with one that has no data would have none either.
 *
 * @throws a `RangeError` on more than ten
 */
export function sumQueries(
    label: string,
    metrics: readonly Metric[],
    periodSeconds: number,
): aws.types.input.cloudwatch.MetricAlarmMetricQuery[] {
    if (metrics.length > MOST_METRICS) {
        throw new RangeError(
            `An alarm sums ${MOST_METRICS} metrics at most, and these are ${metrics.length}: ${label}`,
        );
    }
    const queries = metrics.map((metric, place) => ({
        id: `m${place + 1}`,
        metric: { ...metric, period: periodSeconds, stat: "Sum" },
        returnData: false,
    }));
    const expression = queries.map(({ id }) => `FILL(${id}, 0)`).join(" + ");
    return [{ id: "sum", label, expression, returnData: true }, ...queries];
}
