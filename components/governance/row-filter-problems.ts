import { type GlueType, parseGlueType } from "../../schemas/glue-type";
import { hint } from "../support/nearest";
import {
    type ColumnCondition,
    conditionsOf,
    type FilterLiteral,
    literalsOf,
    parseRowFilter,
    type RowFilter,
    RowFilterError,
} from "./row-filter";

/** A column that a row filter may name. */
export interface FilterColumn {
    readonly name: string;
    /** Glue's name of the type. */
    readonly type: string;
    readonly partitionKey?: boolean;
}

/**
 * Types of columns that a row filter takes, each with the type of the constants that fit. A struct is reached through its
 * fields. Dates and timestamps are not among them: the service refuses a timestamp by name.
 * https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 */
const LITERALS: Readonly<Record<string, FilterLiteral["type"]>> = {
    string: "text",
    char: "text",
    varchar: "text",
    int: "number",
    integer: "number",
    bigint: "number",
    float: "number",
    double: "number",
    decimal: "number",
    boolean: "boolean",
};

/** Names of PostgreSQL's hidden columns, which a table under a row filter can't have. */
const RESTRICTED = "ctid oid xmin cmin xmax cmax tableoid insertxid deletexid importoid redcatuniqueid".split(" ");

/**
 * Why a table can't have a row filter: it can't be read, or doesn't fit the table's columns. Sentences without a subject,
 * such as `names the column "regoin", which the table lacks (did you mean "region"?)`; none when all is well.
 */
export function rowFilterProblems(text: string, columns: readonly FilterColumn[]): string[] {
    let filter: RowFilter;
    try {
        filter = parseRowFilter(text);
    } catch (error) {
        if (error instanceof RowFilterError)
            return [`can't be read: ${error.message} (a text stands in single quotes, as in name = 'value')`];
        throw error;
    }
    const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
    const restricted = columns.filter(({ name }) => RESTRICTED.includes(name)).map(({ name }) => name);
    const problems = conditionsOf(filter).flatMap((condition) => conditionProblems(condition, byName));
    return [
        ...new Set([
            ...problems,
            ...restricted.map(
                (name) => `can't stand on a table with a column "${name}", a name that Lake Formation keeps for itself`,
            ),
        ]),
    ];
}

function conditionProblems(condition: ColumnCondition, columns: ReadonlyMap<string, FilterColumn>): string[] {
    const [name, ...fields] = condition.column;
    const column = columns.get(name);
    if (!column) return [`names the column "${name}", which the table lacks${hint(name, columns.keys())}`];
    if (column.partitionKey && fields.length > 0) return [`names a field of the partition key "${name}"`];
    if (column.partitionKey && condition.kind === "null") {
        return [`asks whether the partition key "${name}" is null, which Lake Formation takes for no partition key`];
    }
    const type = fieldType(parseGlueType(column.type), fields);
    const path = condition.column.join(".");
    if (typeof type === "string") return [`names "${path}": ${type}`];
    return typeProblems(path, type, condition);
}

/** The type that a path of fields leads to, or why it leads nowhere. */
function fieldType(type: GlueType, fields: readonly string[]): GlueType | string {
    const [field, ...rest] = fields;
    if (field === undefined) return type;
    if (type.kind !== "struct") return `only a struct has fields, and what "${field}" is asked of is ${article(type)}`;
    const found = type.fields.find(({ name }) => name.toLowerCase() === field);
    const names = type.fields.map(({ name }) => name.toLowerCase());
    return found
        ? fieldType(found.type, rest)
        : `the struct has no field "${field}"${hint(field, names)}: it has ${names.join(", ")}`;
}

function typeProblems(path: string, type: GlueType, condition: ColumnCondition): string[] {
    if (type.kind === "struct") {
        return [`compares "${path}", a struct: compare one of its fields, as in ${path}.${type.fields[0]?.name}`];
    }
    const expected = type.kind === "primitive" ? LITERALS[type.name] : undefined;
    if (expected === undefined) {
        return [
            `compares "${path}", ${article(type)}: Lake Formation's row filters take text, numbers and booleans only`,
        ];
    }
    if (condition.kind === "like" && expected !== "text") return [`uses LIKE on "${path}", ${article(type)}`];
    return literalsOf(condition)
        .filter((literal) => literal.type !== expected)
        .map((literal) => `compares "${path}", ${article(type)}, with the ${literal.type} ${String(literal.value)}`);
}

function article(type: GlueType): string {
    const name = type.kind === "primitive" ? type.name : type.kind;
    return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}
