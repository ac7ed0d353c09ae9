/** What one batch came to. */
export interface BatchReport {
    readonly namespace: string;
    readonly table: string;
    /** Milliseconds since 1970. */
    readonly at: number;
    /** Counts, by metric name. */
    readonly metrics: Readonly<Record<string, number>>;
    /** By path. */
    readonly unknownKeys: ReadonlyMap<string, number>;
    /** By path. */
    readonly unreadableValues: ReadonlyMap<string, number>;
    /** Kinds of error, one for each record that failed. */
    readonly errors: readonly string[];
}

const maximumPaths = 50;
/** What a field's name looks like. A key of any other form could be data, and is counted without being named. */
const pathForm = /^[A-Za-z][A-Za-z.]{0,99}$/;

/**
 * One line in CloudWatch's embedded metric format: metrics by table, and beside them the names of the fields concerned.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricsLine(report: BatchReport): string {
    return JSON.stringify({
        _aws: {
            Timestamp: report.at,
            CloudWatchMetrics: [
                {
                    Namespace: report.namespace,
                    Dimensions: [["Table"]],
                    Metrics: Object.keys(report.metrics).map((Name) => ({ Name, Unit: "Count" })),
                },
            ],
        },
        Table: report.table,
        ...report.metrics,
        ...(report.unknownKeys.size > 0 && { unknownKeys: paths(report.unknownKeys) }),
        ...(report.unreadableValues.size > 0 && { unreadableValues: paths(report.unreadableValues) }),
        ...(report.errors.length > 0 && { errors: [...new Set(report.errors)] }),
    });
}

function paths(counts: ReadonlyMap<string, number>): Record<string, number> {
    const named = new Map<string, number>();
    for (const [path, count] of counts) {
        const isNamed = pathForm.test(path) && (named.size < maximumPaths || named.has(path));
        const name = isNamed ? path : "(other)";
        named.set(name, (named.get(name) ?? 0) + count);
    }
    return Object.fromEntries(named);
}
