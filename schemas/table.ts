import type { ColumnType, ValueOf } from "./types";

/** One column of a table. */
export interface Column {
    readonly type: ColumnType<unknown>;
    /** What the value means, in one sentence; it becomes the comment in the catalogue. */
    readonly description: string;
    /** Unit of a number: `s`, `ms`, `bytes`. */
    readonly unit?: string;
    /** True where the value can identify or describe a person. Grants leave these columns out unless asked for. */
    readonly personal?: boolean;
    /** True where no row that was accepted lacks the value. */
    readonly required?: boolean;
    /** The values there are, where the list is ours and so complete. */
    readonly values?: readonly string[];
    /** The smallest number. What has a unit of length or size is never below 0 anyway. */
    readonly least?: number;
    /** The largest number. */
    readonly most?: number;
}

/** A table as the lake stores it: one declaration from which types, catalogue columns and documentation derive. */
export interface TableSchema {
    /** Lower snake_case; also the name in the catalogue and the first folder of the table's location. */
    readonly name: string;
    readonly description: string;
    /** What the table is about, in a lower-case word: the LF-tag `domain`, by which grants can select it. */
    readonly domain: string;
    readonly columns: Readonly<Record<string, Column>>;
    /** Partition keys, outermost first. Their values stand in the object's path and not in the file. */
    readonly partitions: Readonly<Record<string, Column>>;
    /** Column that names one delivery of a row; a few are repeated, for deliveries are made at least once. */
    readonly deliveryKey?: string;
    /** Column that says when a row arrived. */
    readonly arrival?: string;
}

/** A column of a table or a view as the catalogue describes it, with Glue's name of the type. */
export interface GlueColumn {
    readonly name: string;
    readonly type: string;
    readonly comment: string;
    /** Present, and true, where the value can identify or describe a person. */
    readonly personal?: boolean;
}

/** A view: a stored query that reads like a table. */
export interface ViewSchema {
    readonly name: string;
    readonly description: string;
    /** What the view is about, for one that reads tables of several domains. Default: the domain of what it reads. */
    readonly domain?: string;
    /** Athena's SQL (Trino). Tables are named without a database. */
    readonly sql: string;
    /** The columns that `sql` yields, in its order. */
    readonly columns: readonly GlueColumn[];
}

/** A row as it is written: every column of the table, without its partition keys. */
export type Row<Table extends TableSchema> = {
    [Name in keyof Table["columns"]]: ValueOf<Table["columns"][Name]["type"]> | null;
};

/** The values of a table's partition keys, as they stand in the object's path. */
export type PartitionKeys<Table extends TableSchema> = { [Name in keyof Table["partitions"]]: string };

/** Declares a table and keeps the exact type of each column, which `Row` reads. */
export function table<const Table extends TableSchema>(schema: Table): Table {
    return schema;
}

/** A table's columns (without its partition keys) in the form that Glue takes. */
export function glueColumns(schema: Pick<TableSchema, "columns">): GlueColumn[] {
    return toGlue(schema.columns);
}

/** A table's partition keys in the form that Glue takes. */
export function gluePartitionKeys(schema: Pick<TableSchema, "partitions">): GlueColumn[] {
    return toGlue(schema.partitions);
}

/** Names of the columns that hold personal data, in the table's order. */
export function personalColumns(schema: TableSchema): string[] {
    return Object.entries(schema.columns)
        .filter(([, column]) => column.personal === true)
        .map(([name]) => name);
}

function toGlue(columns: Readonly<Record<string, Column>>): GlueColumn[] {
    return Object.entries(columns).map(([name, { type, description, personal }]) => ({
        name,
        type: type.glue,
        comment: description,
        ...(personal === true && { personal }),
    }));
}
