import { hint } from "../support/nearest";
import { readsData } from "./grant-permissions";
import type { KnownTable } from "./grant-tables";
import type { ColumnChoice } from "./grant-target";
import type { LakeGrantArgs } from "./grants-args";
import { Sensitivity } from "./tag-values";

/** Which columns of a table a grant is on: a choice, or nothing for all of them. */
export interface GrantedColumns {
    readonly choice?: ColumnChoice;
    readonly problems: readonly string[];
}

/**
 * Decides the columns of a grant on a table: those named, or all but those left out, and personal ones are left out unless
 * they are asked for. Permissions other than `SELECT` go with whole tables only.
 */
export function columnsOfGrant(
    grant: LakeGrantArgs,
    name: string,
    table: KnownTable,
    permissions: readonly string[],
): GrantedColumns {
    const { columns, excludedColumns, includePersonalColumns = false } = grant;
    const listProblems = [
        ...(columns === undefined ? [] : namingProblems("columns", columns, name, table)),
        ...(excludedColumns === undefined ? [] : namingProblems("excludedColumns", excludedColumns, name, table)),
        ...(columns !== undefined && excludedColumns !== undefined
            ? ["says both columns and excludedColumns: give those to read, or those to leave out."]
            : []),
    ];
    if (table.isView) return viewColumns(grant, name, table, permissions, listProblems);
    if (listProblems.length > 0) return { problems: listProblems };
    if (columns !== undefined) {
        return { choice: { only: sortedSet(columns) }, problems: filterProblems("columns", permissions) };
    }
    const personal = includePersonalColumns || !readsData(permissions) ? [] : table.personal;
    const except = sortedSet([...(excludedColumns ?? []), ...personal]);
    if (except.length === 0) return { problems: [] };
    if (except.length === table.columns.size) {
        return { problems: [`leaves out every column of "${name}": name those to read in columns.`] };
    }
    if (excludedColumns !== undefined) {
        return { choice: { except }, problems: filterProblems("excludedColumns", permissions) };
    }
    return onlySelects(permissions)
        ? { choice: { except }, problems: [] }
        : { problems: [personalProblem(permissions, `the personal columns of "${name}" (${some(personal)})`)] };
}

/** What a grant that reads data must say where it can't leave personal columns out. */
export function personalProblem(permissions: readonly string[], what: string): string {
    return `gives ${permissions.join(", ")} and with it ${what}, which can be left out of reading one table only: set includePersonalColumns to true, or give access: "read" by table.`;
}

/** What a grant by tags must say that would read whatever is tagged as personal. */
export function taggedPersonalProblem(permissions: readonly string[]): string {
    return `gives ${permissions.join(", ")} by tags that personal columns carry too: add sensitivity: ["${Sensitivity.Internal}"] to tags, or set includePersonalColumns to true.`;
}

/** Whether the permissions are such as go with a choice of columns: `DESCRIBE` is implied by `SELECT`. */
export function onlySelects(permissions: readonly string[]): boolean {
    return permissions.includes("SELECT") && permissions.every((one) => one === "SELECT" || one === "DESCRIBE");
}

function viewColumns(
    grant: LakeGrantArgs,
    name: string,
    table: KnownTable,
    permissions: readonly string[],
    listProblems: readonly string[],
): GrantedColumns {
    if (grant.columns !== undefined || grant.excludedColumns !== undefined) {
        return {
            problems: [
                ...listProblems,
                `chooses columns of "${name}", a view, whose columns can't be granted one by one: grant a view that shows fewer.`,
            ],
        };
    }
    if (grant.includePersonalColumns === true || !readsData(permissions) || table.personal.length === 0) {
        return { problems: [] };
    }
    return {
        problems: [
            `gives the personal columns of "${name}" (${some(table.personal)}), and a view's columns can't be left out: grant a view without them, such as contact_records_latest_deidentified, or set includePersonalColumns to true.`,
        ],
    };
}

function namingProblems(property: string, names: readonly string[], tableName: string, table: KnownTable): string[] {
    if (names.length === 0) return [`${property} is empty: leave it out, or name columns of "${tableName}".`];
    return names.flatMap((name) => {
        if (table.columns.has(name)) return [];
        return table.partitionKeys.has(name)
            ? [`${property} holds "${name}", a partition key of "${tableName}", which can't be filtered: leave it out.`]
            : [`${property} holds "${name}", which "${tableName}" lacks${hint(name, table.columns)}.`];
    });
}

function filterProblems(property: string, permissions: readonly string[]): string[] {
    return onlySelects(permissions)
        ? []
        : [
              `says ${property} with ${permissions.join(", ")}: a choice of columns goes with reading only, so give access: "read".`,
          ];
}

function sortedSet(names: readonly string[]): string[] {
    return [...new Set(names)].sort();
}

function some(names: readonly string[]): string {
    return names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
