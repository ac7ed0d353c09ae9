import type { CatalogTable } from "./catalog";

/** Which values of a partition key exist, by partition projection. https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
export type KeyProjection =
    | { readonly kind: "enum"; readonly values: ReadonlySet<string> }
    | { readonly kind: "date"; readonly format: string; readonly from: string; readonly to: string }
    | { readonly kind: "integer"; readonly from: bigint; readonly to: bigint }
    | { readonly kind: "injected" };

export interface Projection {
    readonly keys: ReadonlyMap<string, KeyProjection>;
    /** `s3://bucket/prefix/${key}/…`, or undefined for Hive's layout under the table's location. */
    readonly template?: string;
}

/**
 * The table's partition projection, or undefined if it has none.
 * @throws Error that names table and property, if a property is missing or can't be read.
 */
export function projectionOf(table: CatalogTable, now: Date): Projection | undefined {
    const { parameters } = table;
    if (parameters["projection.enabled"]?.toLowerCase() !== "true") {
        return undefined;
    }
    const property = (name: string): string => {
        const value = parameters[name];
        if (value === undefined) {
            throw new Error(`Table '${table.name}': partition projection needs the property '${name}'`);
        }
        return value;
    };
    const keys = new Map<string, KeyProjection>();
    for (const { name } of table.partitionKeys) {
        const prefix = `projection.${name}`;
        const kind = property(`${prefix}.type`).toLowerCase();
        switch (kind) {
            case "enum":
                keys.set(name, {
                    kind,
                    values: new Set(
                        property(`${prefix}.values`)
                            .split(",")
                            .map((value) => value.trim()),
                    ),
                });
                break;
            case "injected":
                keys.set(name, { kind });
                break;
            case "integer": {
                const [from = "", to = ""] = property(`${prefix}.range`).split(",");
                keys.set(name, { kind, from: BigInt(from.trim()), to: BigInt(to.trim()) });
                break;
            }
            case "date": {
                const format = property(`${prefix}.format`);
                const [from = "", to = ""] = property(`${prefix}.range`).split(",");
                keys.set(name, { kind, format, from: instant(from, format, now), to: instant(to, format, now) });
                break;
            }
            default:
                throw new Error(
                    `Table '${table.name}': '${prefix}.type' is '${kind}'; it can be enum, date, integer or injected`,
                );
        }
    }
    const template = parameters["storage.location.template"];
    return { keys, ...(template === undefined ? {} : { template }) };
}

/** Whether projection makes a partition with this value for the key. */
export function isProjected(projection: KeyProjection, value: string): boolean {
    switch (projection.kind) {
        case "enum":
            return projection.values.has(value);
        case "integer":
            return /^-?\d+$/.test(value) && BigInt(value) >= projection.from && BigInt(value) <= projection.to;
        case "date": {
            const sortable = toSortable(value, projection.format);
            return sortable !== undefined && sortable >= projection.from && sortable <= projection.to;
        }
        case "injected":
            return true;
    }
}

const UNITS: Readonly<Record<string, (date: Date, n: number) => void>> = {
    YEAR: (date, n) => date.setUTCFullYear(date.getUTCFullYear() + n),
    MONTH: (date, n) => date.setUTCMonth(date.getUTCMonth() + n),
    WEEK: (date, n) => date.setUTCDate(date.getUTCDate() + 7 * n),
    DAY: (date, n) => date.setUTCDate(date.getUTCDate() + n),
    HOUR: (date, n) => date.setUTCHours(date.getUTCHours() + n),
    MINUTE: (date, n) => date.setUTCMinutes(date.getUTCMinutes() + n),
    SECOND: (date, n) => date.setUTCSeconds(date.getUTCSeconds() + n),
};

/** An end of a date range, `NOW-3YEARS` or a date in the column's format, as text that sorts by time. */
function instant(text: string, format: string, now: Date): string {
    const relative = /^NOW(?:\s*([+-])\s*(\d+)\s*(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$/i.exec(text.trim());
    if (relative === null) {
        const sortable = toSortable(text.trim(), format);
        if (sortable === undefined) {
            throw new Error(`partition projection: '${text}' is not a date of the format '${format}'`);
        }
        return sortable;
    }
    const date = new Date(now);
    const [, sign, count = "0", unit = "DAY"] = relative;
    UNITS[unit.toUpperCase()]?.(date, (sign === "-" ? -1 : 1) * Number(count));
    // To the column's own precision: today's partition belongs to a range that ends now.
    const fields = date.toISOString().replace(/\D/g, "");
    return fields.slice(0, sortableLength(format));
}

const FIELD_ORDER = ["yyyy", "MM", "dd", "HH", "mm", "ss"] as const;

function sortableLength(format: string): number {
    return FIELD_ORDER.filter((field) => format.includes(field)).reduce((length, field) => length + field.length, 0);
}

/** A date's digits, largest unit first, so that text order is time order; undefined if it isn't of the format. */
function toSortable(value: string, format: string): string | undefined {
    const sameShape =
        value.length === format.length && [...format].every((char, i) => /[A-Za-z]/.test(char) || char === value[i]);
    if (!sameShape) {
        return undefined;
    }
    let digits = "";
    for (const field of FIELD_ORDER) {
        const at = format.indexOf(field);
        if (at >= 0) {
            digits += value.slice(at, at + field.length);
        }
    }
    return /^\d+$/.test(digits) ? digits : undefined;
}
