import type { CatalogTable } from "./catalog";
import type { Projection } from "./projection";

/** A place in S3. */
export interface S3Location {
    readonly bucket: string;
    /** Ends in a slash, unless it is empty. */
    readonly prefix: string;
}

/** @throws Error if the text isn't an S3 address. */
function parseS3Location(text: string): S3Location {
    const match = /^s3[an]?:\/\/([^/]+)\/?(.*)$/.exec(text);
    if (match === null) {
        throw new Error(`'${text}' is not an S3 location; one looks like s3://bucket/prefix/`);
    }
    const [, bucket = "", prefix = ""] = match;
    return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
}

/** What a table's files are found by. */
export interface TableLayout extends S3Location {
    /** The values of the partition keys that a file's key says, in the table's order; undefined if the file isn't in a partition. */
    partitionOf(key: string): readonly string[] | undefined;
}

export function layoutOf(table: CatalogTable, projection: Projection | undefined): TableLayout {
    const names = table.partitionKeys.map(({ name }) => name);
    const template = projection?.template ?? hiveTemplate(table.location, names);
    const { bucket, prefix } = parseS3Location(template);
    const [fixed = ""] = prefix.split("${");
    const pattern = new RegExp(
        `^${prefix
            .split(/\$\{(\w+)\}/)
            .map(toPattern)
            .join("")}[^/]+$`,
    );
    return {
        bucket,
        prefix: fixed,
        partitionOf: (key) => {
            const groups = pattern.exec(key)?.groups;
            if (names.length === 0) {
                // Without partition keys, a table is everything under its location, folders included.
                return [];
            }
            return groups === undefined ? undefined : names.map((name) => decode(groups[name] ?? ""));
        },
    };
}

function hiveTemplate(location: string, names: readonly string[]): string {
    return `${location.replace(/\/*$/, "/")}${names.map((name) => `${name}=\${${name}}/`).join("")}`;
}

/** Splitting by a pattern with a group yields text and names in turn. */
function toPattern(part: string, index: number): string {
    return index % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : `(?<${part}>[^/]+)`;
}

function decode(value: string): string {
    try {
        return decodeURIComponent(value);
    } catch {
        return value;
    }
}
