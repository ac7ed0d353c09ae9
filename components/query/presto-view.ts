import type { TableColumn } from "../catalog/table-columns";
import { prestoType } from "./presto-types";

/**
 * The text under which Athena keeps a view in the Glue catalogue: a comment around the Base64 of a JSON document with
 * the SQL and the Trino types of the columns.
 */
export function prestoViewText(view: { sql: string; databaseName: string; columns: TableColumn[] }): string {
    const document = {
        originalSql: view.sql,
        catalog: "awsdatacatalog",
        schema: view.databaseName,
        columns: view.columns.map(({ name, type }) => ({ name, type: prestoType(type) })),
    };
    return `/* Presto View: ${Buffer.from(JSON.stringify(document)).toString("base64")} */`;
}
