import type { ColumnSelection, Decider, RowCondition, Undetermined, Via } from "./types";

/** Who may read what, all principals side by side, as plain data that can be kept and compared. */
export interface AccessMatrix {
    /** The tables that rows are about; the columns that a row selects are of these. */
    tables: MatrixTable[];
    /** By principal, database and table. */
    rows: AccessRow[];
    /** Rights on databases themselves. */
    databases: DatabaseRow[];
    /** Where a principal may create tables. */
    locations: LocationRow[];
    /** They see all metadata, and data only where a row says so. */
    administrators: Administrator[];
    /** What holds for all of it: sentences. */
    warnings: string[];
    undetermined: Undetermined[];
}

export interface MatrixTable {
    database: string;
    table: string;
    /** False for a table that a grant names and the program doesn't declare. */
    declared: boolean;
    isView: boolean;
    columns: string[];
    personal: string[];
}

export interface AccessRow {
    principal: string;
    database: string;
    table: string;
    verbs: string[];
    grantable: string[];
    /** Columns that can be read, grouped by the rows in which they can. Empty when nothing can be read. */
    cells: CellGroup[];
    /** The personal ones among the readable columns. */
    personal: string[];
    decidedBy: Decider;
    notes: string[];
    via: Via[];
}

/** Columns that can be read in the same rows; elsewhere they are NULL. */
export interface CellGroup {
    columns: ColumnSelection;
    rows: RowCondition;
}

export interface DatabaseRow {
    principal: string;
    database: string;
    verbs: string[];
    grantable: string[];
    decidedBy: Decider;
    via: Via[];
}

export interface LocationRow {
    principal: string;
    /** `bucket/prefix`. */
    path: string;
}

export interface Administrator {
    principal: string;
    readOnly: boolean;
}

/** Which part of the matrix to make. */
export interface AccessFilter {
    /** An ARN, a name or a glob with `*` and `?`. */
    principal?: string;
    /** `table`, `database.table` or a glob. */
    table?: string;
}
