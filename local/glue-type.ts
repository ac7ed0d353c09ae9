import type { GlueType, PrimitiveName } from "../schemas/glue-type";
import { quoteIdentifier } from "./query/sql-text";

export { type GlueType, type PrimitiveName, parseGlueType } from "../schemas/glue-type";

/** Hive's primitives, as DuckDB and as Athena's engine call them. */
const PRIMITIVES: Readonly<Record<PrimitiveName, { duckdb: string; athena: string }>> = {
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
};

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
