import { athenaType, parseGlueType } from "../glue-type";
import type { Catalog, CatalogColumn, CatalogTable } from "./catalog";
import { quoteIdentifier, quoteText } from "./sql-text";

export const INFORMATION_SCHEMA = "information_schema";
/** What stands for it in DuckDB, which has an `information_schema` of its own. `local/python/athena_sql/names.py` knows the name too. */
export const INFORMATION_SCHEMA_IN_DUCKDB = "athena_information_schema";
const CATALOG_NAME = "awsdatacatalog";

/** A table whose rows are known without reading anything. */
export interface LiteralTable {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
    readonly rows: readonly (readonly (string | number | null)[])[];
}

/** All columns of a table, partition keys last, as every reader lists them. */
export function allColumns(table: CatalogTable): readonly CatalogColumn[] {
    return [...table.columns, ...table.partitionKeys];
}

/** The catalogue as Athena's `information_schema` shows it. */
export function informationSchema(catalog: Catalog): readonly LiteralTable[] {
    const schemas = [...catalog.databases.map(({ name }) => name), INFORMATION_SCHEMA];
    const tables = catalog.databases.flatMap((database) =>
        database.tables.map((table) => ({ database: database.name, table })),
    );
    return [
        {
            name: "schemata",
            columns: texts("catalog_name", "schema_name"),
            rows: schemas.map((name) => [CATALOG_NAME, name]),
        },
        {
            name: "tables",
            columns: texts("table_catalog", "table_schema", "table_name", "table_type"),
            rows: tables.map(({ database, table }) => [
                CATALOG_NAME,
                database,
                table.name,
                table.view === undefined ? "BASE TABLE" : "VIEW",
            ]),
        },
        {
            name: "views",
            columns: texts("table_catalog", "table_schema", "table_name", "view_definition"),
            rows: tables.flatMap(({ database, table }) =>
                table.view === undefined ? [] : [[CATALOG_NAME, database, table.name, table.view.sql]],
            ),
        },
        {
            name: "columns",
            columns: [
                ...texts("table_catalog", "table_schema", "table_name", "column_name"),
                { name: "ordinal_position", type: "bigint" },
                ...texts("column_default", "is_nullable", "data_type", "comment", "extra_info"),
            ],
            rows: tables.flatMap(({ database, table }) =>
                allColumns(table).map((column, i) => [
                    CATALOG_NAME,
                    database,
                    table.name,
                    column.name,
                    i + 1,
                    null,
                    "YES",
                    athenaType(parseGlueType(column.type)),
                    column.comment === "" ? null : column.comment,
                    i < table.columns.length ? null : "partition key",
                ]),
            ),
        },
    ];
}

/** The table as a query. */
export function literalQuery({ columns, rows }: LiteralTable): string {
    const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
    if (rows.length === 0) {
        return `SELECT ${columns.map(({ name }) => `CAST(NULL AS VARCHAR) AS ${quoteIdentifier(name)}`).join(", ")} WHERE false`;
    }
    const values = rows.map(
        (row) =>
            `(${row.map((value) => (typeof value === "string" ? quoteText(value) : String(value ?? "NULL"))).join(", ")})`,
    );
    return `SELECT * FROM (VALUES ${values.join(", ")}) AS t(${names})`;
}

function texts(...names: string[]): { name: string; type: string }[] {
    return names.map((name) => ({ name, type: "string" }));
}
