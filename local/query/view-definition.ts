import { quoteIdentifier } from "./sql-text";

/** A view in DuckDB. */
export interface ViewDefinition {
    readonly database: string;
    readonly name: string;
    /** What its columns are called, in the order of its query's; absent: as its query calls them. */
    readonly columns?: readonly string[];
    readonly sql: string;
}

export function createView({ database, name, columns, sql }: ViewDefinition): string {
    const schema = quoteIdentifier(database);
    const names = columns === undefined ? "" : ` (${columns.map(quoteIdentifier).join(", ")})`;
    return `CREATE SCHEMA IF NOT EXISTS ${schema}; CREATE VIEW ${schema}.${quoteIdentifier(name)}${names} AS ${sql}`;
}
