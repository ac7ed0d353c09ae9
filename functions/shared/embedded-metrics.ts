/** What happened, as metrics. */
export interface Metrics {
    readonly namespace: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    /** The one dimension that all of them have. */
    readonly dimension: { readonly name: string; readonly value: string };
    /** By metric name. */
    readonly counts: Readonly<Record<string, number>>;
    /** Durations, by metric name. */
    readonly milliseconds?: Readonly<Record<string, number>>;
}

/**
 * One line in CloudWatch's embedded metric format: metrics, and beside them facts that are none.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics(metrics: Metrics, facts: object = {}): string {
    const { namespace, at, dimension, counts, milliseconds = {} } = metrics;
    return JSON.stringify({
        _aws: {
            Timestamp: at,
            CloudWatchMetrics: [
                {
                    Namespace: namespace,
                    Dimensions: [[dimension.name]],
                    Metrics: [
                        ...Object.keys(counts).map((Name) => ({ Name, Unit: "Count" })),
                        ...Object.keys(milliseconds).map((Name) => ({ Name, Unit: "Milliseconds" })),
                    ],
                },
            ],
        },
        [dimension.name]: dimension.value,
        ...counts,
        ...milliseconds,
        ...facts,
    });
}
