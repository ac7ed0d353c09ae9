import { readsData } from "./grant-permissions";
import { DEFAULT_DATABASE, type GrantEntry, type GrantTarget } from "./grant-target";

/** The most data cells filters of one table that Lake Formation grants to one principal. */
const MOST_FILTERS = 100;

/**
 * Grants of one principal that can't stand beside each other, each pair named: because they say the same, so that
 * revoking one would take from the other, or because one makes the other have no effect.
 *
 * https://docs.aws.amazon.com/lake-formation/latest/dg/data-filtering-notes.html
 */
export function conflicts(entries: readonly GrantEntry[]): string[] {
    const problems: string[] = [];
    const tables = new Map<string, OnTable>();
    const wildcards = new Map<string, GrantEntry[]>();
    for (const slot of groupBy(entries, sameResource).values()) problems.push(...sameProblems(slot));
    for (const entry of entries) {
        const { on, principal } = entry;
        if (on.kind === "allTables") listIn(wildcards, `${principal} ${on.database}`).push(entry);
        if (on.kind !== "table" && on.kind !== "cells") continue;
        const name = `${principal} ${on.database} ${on.table}`;
        const onTable = tables.get(name) ?? { grants: [], filters: [] };
        tables.set(name, onTable);
        (on.kind === "cells" ? onTable.filters : onTable.grants).push(entry);
    }
    for (const { grants, filters } of tables.values()) {
        const [first] = [...grants, ...filters];
        if (!first || !("database" in first.on)) continue;
        const onAll = wildcards.get(`${first.principal} ${first.on.database}`) ?? [];
        for (const wide of onAll) problems.push(...[...grants, ...filters].flatMap((one) => wideProblems(wide, one)));
        for (const grant of grants) problems.push(...filters.flatMap((filter) => filterProblems(grant, filter)));
        if (filters.length > MOST_FILTERS) problems.push(tooManyFilters(first, filters.length));
    }
    return problems;
}

interface OnTable {
    readonly grants: GrantEntry[];
    readonly filters: GrantEntry[];
}

/** What entries have in common that stand in each other's way: for row filters and tags, saying the same thing. */
function sameResource({ principal, on }: GrantEntry): string {
    switch (on.kind) {
        case "table":
            return JSON.stringify([principal, "table", on.database, on.table]);
        case "cells":
            return JSON.stringify([principal, "cells", on.database, on.table, on.columns, on.rows]);
        case "tags":
            return JSON.stringify([principal, "tags", on.resource, on.expression]);
        default:
            return JSON.stringify([principal, on]);
    }
}

function sameProblems(slot: readonly GrantEntry[]): string[] {
    const [first, ...others] = slot;
    if (!first) return [];
    const problems: string[] = [];
    const holders = new Map(first.permissions.map((permission) => [permission, first]));
    for (const entry of others) {
        const chosen = [first, entry].find(({ on }) => on.kind !== "table" || on.columns !== undefined);
        const common = entry.permissions.filter((permission) => holders.has(permission));
        const holder = holders.get(common.find((permission) => permission !== "DESCRIBE") ?? common[0] ?? "") ?? first;
        if (first.on.kind !== "database" && chosen) {
            problems.push(`${pair(first, entry)} are both for ${whomAndWhat(entry)}: put them into one grant.`);
        } else if (
            common.some((permission) => permission !== "DESCRIBE") ||
            common.length === entry.permissions.length
        ) {
            problems.push(
                `${pair(holder, entry)} both give ${common.join(", ")} to ${whomAndWhat(entry)}: put it into one of them.`,
            );
        }
        for (const permission of entry.permissions) if (!holders.has(permission)) holders.set(permission, entry);
    }
    return problems;
}

function wideProblems(wide: GrantEntry, one: GrantEntry): string[] {
    const chosen = one.on.kind === "cells" || (one.on.kind === "table" && one.on.columns !== undefined);
    const common = one.permissions.filter((permission) => wide.permissions.includes(permission));
    if (chosen && (readsData(wide.permissions) || one.on.kind === "table")) {
        return [
            `${pair(wide, one)}: the first gives "${wide.principal}" ${wide.permissions.join(", ")} on all tables, beside which the second's choice of ${what(one.on)} has no effect: leave one out.`,
        ];
    }
    return common.some((permission) => permission !== "DESCRIBE")
        ? [
              `${pair(wide, one)} both give ${common.join(", ")} to ${whomAndWhat(one)}, the first on all tables: leave the second out, or name tables in the first.`,
          ]
        : [];
}

function filterProblems(grant: GrantEntry, filter: GrantEntry): string[] {
    const whole = grant.on.kind === "table" && grant.on.columns === undefined;
    return whole && grant.permissions.some((permission) => permission !== "DESCRIBE")
        ? [
              `${pair(grant, filter)}: the first gives "${grant.principal}" ${grant.permissions.join(", ")} on all of ${what(grant.on)}, beside which the second's choice of rows has no effect: leave one out.`,
          ]
        : [];
}

function tooManyFilters(first: GrantEntry, count: number): string {
    return `"${first.principal}" has ${count} grants of rows on ${what(first.on)}: Lake Formation takes ${MOST_FILTERS} for each principal and table, so join conditions with OR.`;
}

function pair(left: GrantEntry, right: GrantEntry): string {
    return `grants "${left.key}" and "${right.key}"`;
}

function whomAndWhat({ principal, on }: GrantEntry): string {
    return `"${principal}" on ${what(on)}`;
}

function what(on: GrantTarget): string {
    switch (on.kind) {
        case "table":
        case "cells":
            return on.database === DEFAULT_DATABASE ? `"${on.table}"` : `"${on.database}.${on.table}"`;
        case "allTables":
            return on.database === DEFAULT_DATABASE ? "all tables" : `all tables of "${on.database}"`;
        case "database":
            return on.database === DEFAULT_DATABASE ? "the database" : `the database "${on.database}"`;
        case "location":
            return `the location "${on.location}"`;
        case "tags":
            return `what is tagged ${on.expression.map(({ key, values }) => `${key}=${values.join("|")}`).join(", ")}`;
    }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) listIn(groups, keyOf(item)).push(item);
    return groups;
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
    const list = lists.get(key) ?? [];
    lists.set(key, list);
    return list;
}
