import { type GlueType, type PrimitiveName, parseGlueType } from "../../schemas/glue-type";
import type { TableColumn } from "./table-columns";

/** An Iceberg type as the format's metadata writes it: https://iceberg.apache.org/spec/#appendix-c-json-serialization */
export type IcebergType = string | IcebergStruct | IcebergList | IcebergMap;

interface IcebergStruct {
    readonly type: "struct";
    readonly fields: readonly IcebergField[];
}

interface IcebergList {
    readonly type: "list";
    readonly "element-id": number;
    readonly "element-required": boolean;
    readonly element: IcebergType;
}

interface IcebergMap {
    readonly type: "map";
    readonly "key-id": number;
    readonly key: IcebergType;
    readonly "value-id": number;
    readonly "value-required": boolean;
    readonly value: IcebergType;
}

/** A column, or a field of a struct. */
export interface IcebergField {
    readonly id: number;
    readonly name: string;
    readonly required: boolean;
    readonly type: IcebergType;
    readonly doc?: string;
}

/** Iceberg's name of each Glue type: https://docs.aws.amazon.com/athena/latest/ug/querying-iceberg-supported-data-types.html */
const NAMES: Partial<Record<PrimitiveName, string>> = {
    boolean: "boolean",
    int: "int",
    integer: "int",
    bigint: "long",
    float: "float",
    double: "double",
    string: "string",
    binary: "binary",
    date: "date",
    timestamp: "timestamp",
};

/** What takes the place of a type that Iceberg doesn't have. */
const INSTEAD: Partial<Record<PrimitiveName, string>> = {
    tinyint: "int",
    smallint: "int",
    char: "string",
    varchar: "string",
};

/** What is wrong with the columns' types, or nothing; types inside arrays, maps and structs are looked at too. */
export function icebergTypeProblems(columns: readonly TableColumn[]): string[] {
    return columns.flatMap(({ name, type }) => {
        try {
            return problemsOf(parseGlueType(type)).map((problem) => `column "${name}" is ${type}: ${problem}.`);
        } catch (error) {
            return [`column "${name}": ${error instanceof Error ? error.message : error}.`];
        }
    });
}

/**
 * Iceberg's fields for the columns, every one of them optional, numbered from 1 as Iceberg numbers a new schema: the
 * fields of a struct first, then what is inside each of them. Whoever numbers afresh comes to the same ids, on which the
 * partitions and the sort order rely.
 */
export function icebergFields(columns: readonly TableColumn[]): IcebergField[] {
    let last = 0;
    const next = () => ++last;
    const convert = (type: GlueType): IcebergType => {
        switch (type.kind) {
            case "primitive":
                return type.name === "decimal" ? decimal(type.parameters) : (NAMES[type.name] ?? type.name);
            case "array": {
                const id = next();
                return { type: "list", "element-id": id, "element-required": false, element: convert(type.element) };
            }
            case "map": {
                const [key, value] = [next(), next()];
                return {
                    type: "map",
                    "key-id": key,
                    key: convert(type.key),
                    "value-id": value,
                    "value-required": false,
                    value: convert(type.value),
                };
            }
            case "struct":
                return { type: "struct", fields: numbered(type.fields) };
        }
    };
    const numbered = (fields: readonly { readonly name: string; readonly type: GlueType; readonly doc?: string }[]) => {
        const ids = fields.map(next);
        return fields.map(({ name, type, doc }, index) => ({
            id: ids[index] ?? 0,
            name,
            required: false,
            type: convert(type),
            ...(doc !== undefined && { doc }),
        }));
    };
    return numbered(columns.map(({ name, type, comment }) => ({ name, type: parseGlueType(type), doc: comment })));
}

/** Whether a type holds others. */
export function isNested(glueType: string): boolean {
    return /^\s*(array|map|struct)\s*</i.test(glueType);
}

function decimal(parameters: string): string {
    return `decimal(${parameters === "" ? "10,0" : sizes(parameters).join(",")})`;
}

function sizes(parameters: string): number[] {
    const [precision = 10, scale = 0] = parameters.replace(/[() ]/g, "").split(",").map(Number);
    return [precision, scale];
}

function problemsOf(type: GlueType): string[] {
    switch (type.kind) {
        case "array":
            return problemsOf(type.element);
        case "map":
            return [...problemsOf(type.key), ...problemsOf(type.value)];
        case "struct":
            return type.fields.flatMap((field) => problemsOf(field.type));
        case "primitive":
            return type.name === "decimal" ? decimalProblems(type.parameters) : nameProblems(type.name);
    }
}

function nameProblems(name: PrimitiveName): string[] {
    return NAMES[name] === undefined ? [`Iceberg has no ${name}; take ${INSTEAD[name] ?? "string"}`] : [];
}

function decimalProblems(parameters: string): string[] {
    if (parameters === "") return [];
    const [precision = 0, scale = 0] = sizes(parameters);
    return precision >= 1 && precision <= 38 && scale <= precision
        ? []
        : ["Iceberg's decimal has 1 to 38 digits, no more of them after the point, for example decimal(18,2)"];
}
