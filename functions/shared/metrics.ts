import { embeddedMetrics } from "./embedded-metrics";

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

/** One line: metrics by table, and beside them the names of the fields concerned. */
export function metricsLine(report: BatchReport): string {
    const { namespace, table, at, metrics, unknownKeys, unreadableValues, errors } = report;
    return embeddedMetrics(
        { namespace, at, dimension: { name: "Table", value: table }, counts: metrics },
        {
            ...(unknownKeys.size > 0 && { unknownKeys: paths(unknownKeys) }),
            ...(unreadableValues.size > 0 && { unreadableValues: paths(unreadableValues) }),
            ...(errors.length > 0 && { errors: [...new Set(errors)] }),
        },
    );
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
