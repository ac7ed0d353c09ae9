import type { TaggedResource } from "./grants-args";

/** How the plan calls the database of `databaseName`, which has no name in `databases`. */
export const DEFAULT_DATABASE = "";

/** Columns of a table: those named, or all but those named. Sorted. */
export type ColumnChoice = { readonly only: readonly string[] } | { readonly except: readonly string[] };

/** One clause for each key of an expression of LF-tags, sorted by key, its values sorted. */
export interface TagClause {
    readonly key: string;
    readonly values: readonly string[];
}

/** What Lake Formation knows as one resource that permissions are granted on. Databases and locations by name. */
export type GrantTarget =
    | { readonly kind: "database"; readonly database: string }
    | {
          readonly kind: "table";
          readonly database: string;
          readonly table: string;
          /** Absent for the whole table. */
          readonly columns?: ColumnChoice;
      }
    | { readonly kind: "allTables"; readonly database: string }
    /** Rows and columns of a table, through a data cells filter of its own. */
    | {
          readonly kind: "cells";
          readonly database: string;
          readonly table: string;
          readonly columns: ColumnChoice;
          readonly rows: string;
          /** The key of the grant: it names the filter. */
          readonly filter: string;
      }
    | { readonly kind: "location"; readonly location: string }
    | {
          readonly kind: "tags";
          readonly resource: TaggedResource;
          readonly expression: readonly TagClause[];
          /** The key of the grant. */
          readonly grant: string;
      };

/** One grant's wish for one resource. */
export interface GrantEntry {
    /** Key of the grant; absent where other grants imply it. */
    readonly key?: string;
    readonly principal: string;
    readonly on: GrantTarget;
    /** Sorted. */
    readonly permissions: readonly string[];
    /** Those which the principal may pass on, sorted. */
    readonly grantable: readonly string[];
    readonly optIn: boolean;
}

/**
 * The end of a child's name. It says whom and what, as Lake Formation tells grants apart: so no renaming of a grant and
 * no moving of a table between grants makes one child take back what another has just granted. Names of grants,
 * principals and databases have no double hyphen and names of tables no hyphen, so no two targets share a name.
 */
export function suffixOf(principal: string, on: GrantTarget): string {
    switch (on.kind) {
        case "database":
            return `${principal}--${inDatabase(on.database)}on-database`;
        case "table":
            return `${principal}--${inDatabase(on.database)}${on.table}`;
        case "allTables":
            return `${principal}--${inDatabase(on.database)}all-tables`;
        case "cells":
            return `${on.filter}--${inDatabase(on.database)}${on.table}-rows`;
        case "location":
            return `${principal}--at-location--${on.location}`;
        case "tags":
            return on.grant;
    }
}

function inDatabase(database: string): string {
    return database === DEFAULT_DATABASE ? "" : `in-${database}--`;
}
