import { hint } from "../support/nearest";
import { type PartitionProjection, ProjectionType, ProjectionUnit, projectionProblems } from "./partition-projection";

/** What is wrong with the projections of a table with these partition keys: all keys have one, or none has. */
export function projectionsProblems(
    partitionKeys: string[],
    projections: Record<string, PartitionProjection>,
): string[] {
    const named = Object.keys(projections);
    if (named.length === 0) return [];
    const problems: string[] = [];
    for (const key of named) {
        if (!partitionKeys.includes(key)) {
            problems.push(
                `projections.${key}: there is no partition key "${key}"${hint(key, partitionKeys)}; the table's are ${partitionKeys.join(", ") || "none"}.`,
            );
        }
    }
    for (const key of partitionKeys) {
        if (!named.includes(key)) {
            problems.push(
                `projections.${key} is missing: Athena projects all keys of a table or none, for example { type: "injected" }.`,
            );
        }
    }
    return [
        ...problems,
        ...named.flatMap((key) => {
            const projection = projections[key];
            return projection ? projectionProblems(`projections.${key}`, projection) : [];
        }),
    ];
}

/**
 * The table parameters that make Athena work the partitions out, without registering any.
 * Names: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-setting-up.html.
 *
 * @param location the table's location, `s3://bucket/prefix/`
 */
export function projectionParameters(
    partitionKeys: string[],
    projections: Record<string, PartitionProjection>,
    location: string,
): Record<string, string> {
    if (Object.keys(projections).length === 0) return {};
    const parameters: Record<string, string> = { "projection.enabled": "true" };
    for (const key of partitionKeys) {
        const projection = projections[key];
        if (!projection) continue;
        for (const [setting, value] of Object.entries(settingsOf(projection))) {
            if (value !== undefined) parameters[`projection.${key}.${setting}`] = value;
        }
    }
    parameters["storage.location.template"] = locationTemplate(location, partitionKeys);
    return parameters;
}

/** Where a partition lies, in Athena's template form: `<location>key=${key}/…`. */
export function locationTemplate(location: string, partitionKeys: string[]): string {
    return location + partitionKeys.map((key) => key + "=$" + "{" + key + "}/").join("");
}

function settingsOf(projection: PartitionProjection): Record<string, string | undefined> {
    const { type, from, to, interval } = projection;
    const range = `${from},${to}`;
    switch (type) {
        case ProjectionType.Enum:
            return { type, values: (projection.values ?? []).join(",") };
        case ProjectionType.Date:
            return {
                type,
                format: projection.format ?? "yyyy-MM-dd",
                range,
                interval: String(interval ?? 1),
                "interval.unit": projection.unit ?? ProjectionUnit.Days,
            };
        case ProjectionType.Integer:
            return { type, range, interval: String(interval ?? 1), digits: projection.digits?.toString() };
        case ProjectionType.Injected:
            return { type };
    }
}
