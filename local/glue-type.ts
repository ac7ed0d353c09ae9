import { quoteIdentifier } from "./query/sql-text";

/** A Hive type as the Glue Data Catalog writes it, parsed. */
export type GlueType =
    | { readonly kind: "primitive"; readonly name: PrimitiveName; readonly parameters: string }
    | { readonly kind: "array"; readonly element: GlueType }
    | { readonly kind: "map"; readonly key: GlueType; readonly value: GlueType }
    | { readonly kind: "struct"; readonly fields: readonly { readonly name: string; readonly type: GlueType }[] };

/** Hive's primitives, as DuckDB and as Athena's engine call them. https://docs.aws.amazon.com/athena/latest/ug/data-types.html */
const PRIMITIVES = {
    boolean: { duckdb: "BOOLEAN", athena: "boolean" },
    tinyint: { duckdb: "TINYINT", athena: "tinyint" },
    smallint: { duckdb: "SMALLINT", athena: "smallint" },
    int: { duckdb: "INTEGER", athena: "integer" },
    integer: { duckdb: "INTEGER", athena: "integer" },
    bigint: { duckdb: "BIGINT", athena: "bigint" },
    float: { duckdb: "FLOAT", athena: "real" },
    double: { duckdb: "DOUBLE", athena: "double" },
    decimal: { duckdb: "DECIMAL", athena: "decimal" },
    string: { duckdb: "VARCHAR", athena: "varchar" },
    varchar: { duckdb: "VARCHAR", athena: "varchar" },
    char: { duckdb: "VARCHAR", athena: "char" },
    binary: { duckdb: "BLOB", athena: "varbinary" },
    date: { duckdb: "DATE", athena: "date" },
    timestamp: { duckdb: "TIMESTAMP", athena: "timestamp(3)" },
} as const;
export type PrimitiveName = keyof typeof PRIMITIVES;

function isPrimitive(name: string): name is PrimitiveName {
    return Object.hasOwn(PRIMITIVES, name);
}

/** @throws Error with the text and the place, if it isn't a Hive type. */
export function parseGlueType(text: string): GlueType {
    let at = 0;
    const fail = (expected: string): never => {
        throw new Error(`'${text}' is not a Glue type: expected ${expected} at character ${at + 1}`);
    };
    const expect = (token: string) => {
        if (text[at] !== token) {
            fail(`'${token}'`);
        }
        at++;
    };
    const name = (pattern: RegExp): string => {
        pattern.lastIndex = at;
        const found = pattern.exec(text)?.[0] ?? fail("a name");
        at += found.length;
        return found.trim();
    };
    const type = (): GlueType => {
        const word = name(/\s*[A-Za-z]+\s*/y).toLowerCase();
        if (word === "array") {
            expect("<");
            const element = type();
            expect(">");
            return { kind: "array", element };
        }
        if (word === "map") {
            expect("<");
            const key = type();
            expect(",");
            const value = type();
            expect(">");
            return { kind: "map", key, value };
        }
        if (word === "struct") {
            const fields: { name: string; type: GlueType }[] = [];
            do {
                at++;
                const field = name(/[^:<>,]+/y);
                expect(":");
                fields.push({ name: field, type: type() });
            } while (text[at] === ",");
            expect(">");
            return { kind: "struct", fields };
        }
        if (!isPrimitive(word)) {
            return fail("a type");
        }
        const parameters = text[at] === "(" ? name(/\([0-9, ]+\)/y) : "";
        return { kind: "primitive", name: word, parameters };
    };
    const parsed = type();
    if (at !== text.length) {
        fail("the end");
    }
    return parsed;
}

/** The DuckDB type that holds a Glue type's values. */
export function duckdbType(type: GlueType): string {
    switch (type.kind) {
        case "array":
            return `${duckdbType(type.element)}[]`;
        case "map":
            return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
        case "struct":
            return `STRUCT(${type.fields.map((field) => `${quoteIdentifier(field.name)} ${duckdbType(field.type)}`).join(", ")})`;
        case "primitive": {
            const { duckdb } = PRIMITIVES[type.name];
            return duckdb === "DECIMAL" ? `DECIMAL${type.parameters || "(10,0)"}` : duckdb;
        }
    }
}

/** The name that Athena shows for a Glue type: `array<string>` is `array(varchar)`. */
export function athenaType(type: GlueType): string {
    switch (type.kind) {
        case "array":
            return `array(${athenaType(type.element)})`;
        case "map":
            return `map(${athenaType(type.key)}, ${athenaType(type.value)})`;
        case "struct":
            return `row(${type.fields.map((field) => `${field.name} ${athenaType(field.type)}`).join(", ")})`;
        case "primitive":
            return `${PRIMITIVES[type.name].athena}${type.parameters.replaceAll(" ", "")}`;
    }
}
