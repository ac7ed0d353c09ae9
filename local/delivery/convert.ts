import type { GlueType, PrimitiveName } from "../glue-type";
import { isRecord } from "../is-record";
import { toDate, toTimestamp } from "./timestamps";

/** A column of the table that documents are converted to. */
export interface ConversionColumn {
    readonly name: string;
    readonly type: GlueType;
}

/** A value that doesn't fit its column. Names the column, never the value: values may be personal. */
export class ConversionError extends Error {}

type Convert = (value: unknown, path: string) => unknown;

/**
 * Makes the converter from a document to a row, as the OpenX JSON SerDe reads one in Firehose: keys match
 * columns whatever their case, unknown keys are left out, a missing key is null.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_OpenXJsonSerDe.html
 * The converter throws ConversionError for a value that doesn't fit.
 */
export function rowConverter(
    columns: readonly ConversionColumn[],
): (document: Record<string, unknown>) => Record<string, unknown> {
    const row = structConverter(columns);
    return (document) => row(document, "");
}

function structConverter(
    fields: readonly ConversionColumn[],
): (value: unknown, path: string) => Record<string, unknown> {
    const converters = new Map(
        fields.map((field) => [field.name.toLowerCase(), { name: field.name, convert: converterOf(field.type) }]),
    );
    return (value, path) => {
        if (!isRecord(value)) throw misfit(path, "an object");
        const row: Record<string, unknown> = {};
        for (const [key, item] of Object.entries(value)) {
            const field = converters.get(key) ?? converters.get(key.toLowerCase());
            if (!field || item === null) continue;
            row[field.name] = field.convert(item, path ? `${path}.${field.name}` : field.name);
        }
        return row;
    };
}

function converterOf(type: GlueType): Convert {
    switch (type.kind) {
        case "primitive":
            return PRIMITIVES[type.name];
        case "array": {
            const element = nullable(converterOf(type.element));
            return (value, path) => {
                if (!Array.isArray(value)) throw misfit(path, "a list");
                return value.map((item: unknown) => element(item, `${path}[]`));
            };
        }
        case "map": {
            const convert = nullable(converterOf(type.value));
            return (value, path) => {
                if (!isRecord(value)) throw misfit(path, "an object");
                return Object.fromEntries(
                    Object.entries(value).map(([key, item]) => [key, convert(item, `${path}{}`)]),
                );
            };
        }
        case "struct":
            return structConverter(type.fields);
    }
}

const PRIMITIVES: Record<PrimitiveName, Convert> = {
    string: toText,
    varchar: toText,
    char: toText,
    tinyint: integer(2 ** 7),
    smallint: integer(2 ** 15),
    int: integer(2 ** 31),
    integer: integer(2 ** 31),
    // Beyond 2^53 JSON.parse has already lost digits: a failed record is better than a wrong number.
    bigint: integer(2 ** 53),
    float: toDouble,
    double: toDouble,
    decimal: toDecimal,
    boolean: (value, path) => {
        if (value === true || value === "true") return true;
        if (value === false || value === "false") return false;
        throw misfit(path, "true or false");
    },
    timestamp: (value, path) => toTimestamp(value) ?? fail(path, "a timestamp"),
    date: (value, path) => toDate(value) ?? fail(path, "a date (yyyy-MM-dd)"),
    binary: (value, path) => (typeof value === "string" ? value : fail(path, "a string")),
};

function toText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function integer(limit: number): Convert {
    return (value, path) => {
        const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
        if (typeof number !== "number" || !Number.isInteger(number) || number >= limit || number < -limit) {
            throw misfit(path, `a whole number within ±${limit}`);
        }
        return number;
    };
}

function toDouble(value: unknown, path: string): number {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) throw misfit(path, "a number");
    return number;
}

function toDecimal(value: unknown, path: string): unknown {
    toDouble(value, path);
    return value;
}

function nullable(convert: Convert): Convert {
    return (value, path) => (value === null ? null : convert(value, path));
}

function fail(path: string, expected: string): never {
    throw misfit(path, expected);
}

function misfit(path: string, expected: string): ConversionError {
    return new ConversionError(`column ${path}: expected ${expected}`);
}
