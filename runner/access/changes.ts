import type { AccessRow, MatrixTable } from "./matrix-types";
import { eitherRows } from "./rows";
import type { RowCondition } from "./types";
import { count, describeCells, describeColumns, describeRows, listColumns, selectedColumns } from "./words";

/** Which way a change goes. What is neither wider nor narrower, as another row filter, is a `change`. */
export const ChangeKind = { Gain: "gain", Loss: "loss", Change: "change" } as const;

export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** One difference between two matrices. */
export interface AccessChange {
    kind: ChangeKind;
    principal: string;
    /** `database.table`, `database`, or nothing for rights on the lake as a whole. */
    on?: string;
    /** What follows the principal in a sentence, such as `can read 2 more columns: a, b`. */
    what: string;
    /** Personal columns that a gain makes readable. */
    personal: string[];
    /** True when a gain may reach personal columns that nothing here can name, since IAM policies decide. */
    personalPossible: boolean;
}

/** A change before it is said whose it is. */
export type Difference = Omit<AccessChange, "principal" | "on">;

/** A row with the table that its columns are of. */
export interface TableRow {
    row: AccessRow;
    table: MatrixTable;
}

/** What differs between the access that one principal had to a table and the access that it has. */
export function rowChanges(before: TableRow | undefined, after: TableRow | undefined): Difference[] {
    if (before === undefined) return after === undefined ? [] : [wholeGain(after)];
    if (after === undefined) return [loss(`loses all access to ${nameOf(before.table)}`)];
    return [
        ...columnChanges(before, after),
        ...conditionChanges(before, after),
        ...verbChanges(before.row, after.row, nameOf(after.table)),
        ...deciderChanges(before.row, after.row, nameOf(after.table)),
    ];
}

/** Verbs, and the right to pass them on. */
export function verbChanges(
    before: Pick<AccessRow, "verbs" | "grantable">,
    after: Pick<AccessRow, "verbs" | "grantable">,
    on: string,
): Difference[] {
    const verbs = setChange(before.verbs.filter(isTold), after.verbs.filter(isTold));
    const grantable = setChange(before.grantable, after.grantable);
    return [
        ...said(verbs.added, (names) => gain(`may now ${names} on ${on}`)),
        ...said(verbs.removed, (names) => loss(`may no longer ${names} on ${on}`)),
        ...said(grantable.added, (names) => gain(`may now grant ${names} on ${on} to others`)),
        ...said(grantable.removed, (names) => loss(`may no longer grant ${names} on ${on} to others`)),
    ];
}

export function gain(what: string, personal: string[] = [], personalPossible = false): Difference {
    return { kind: ChangeKind.Gain, what, personal, personalPossible };
}

export function loss(what: string): Difference {
    return { kind: ChangeKind.Loss, what, personal: [], personalPossible: false };
}

function wholeGain({ row, table }: TableRow): Difference {
    const verbs = row.verbs.join(", ");
    const name = nameOf(table);
    const decider = row.decidedBy === "iam" ? "; IAM policies decide there" : "";
    if (row.cells.length === 0) return gain(`may now ${verbs} on ${name}${decider}`, [], row.decidedBy === "iam");
    const what = `${describeColumns(row, table)}, ${describeCells(row.cells, table)} (${verbs})${decider}`;
    return gain(`gains ${name}: ${what}`, row.personal, row.decidedBy === "iam");
}

function columnChanges(before: TableRow, after: TableRow): Difference[] {
    const old = conditionsOf(before);
    const now = conditionsOf(after);
    const added = [...now.keys()].filter((name) => !old.has(name));
    const removed = [...old.keys()].filter((name) => !now.has(name));
    const personal = new Set(after.row.personal);
    const formerly = new Set(before.row.personal);
    const name = nameOf(after.table);
    const gained = `can read ${count(added.length, "more column")} of ${name}: ${listColumns(added, personal)}`;
    const lost = `can no longer read ${count(removed.length, "column")} of ${name}: ${listColumns(removed, formerly)}`;
    return [
        ...(added.length === 0
            ? []
            : [
                  gain(
                      gained,
                      added.filter((column) => personal.has(column)),
                  ),
              ]),
        ...(removed.length === 0 ? [] : [loss(lost)]),
    ];
}

/** Columns readable before and after, in other rows. Columns of the same change are told in one sentence. */
function conditionChanges(before: TableRow, after: TableRow): Difference[] {
    const old = conditionsOf(before);
    const now = conditionsOf(after);
    const personal = new Set(after.row.personal);
    const changed = new Map<string, { from: RowCondition; to: RowCondition; columns: string[] }>();
    for (const [name, to] of now) {
        const from = old.get(name);
        const key = JSON.stringify([from, to]);
        if (from === undefined || JSON.stringify(from) === JSON.stringify(to)) continue;
        const same = changed.get(key) ?? { from, to, columns: [] };
        changed.set(key, same);
        same.columns.push(name);
    }
    const all = Math.max(now.size, 1);
    return [...changed.values()].map(({ from, to, columns }) => {
        const which = columns.length === all ? "" : ` for ${listColumns(columns, personal)}`;
        const what = `in ${nameOf(after.table)} sees ${describeRows(to)}${which}, before ${describeRows(from)}`;
        if (admitsAll(to, from))
            return gain(
                what,
                columns.filter((column) => personal.has(column)),
            );
        return admitsAll(from, to) ? loss(what) : { ...loss(what), kind: ChangeKind.Change };
    });
}

function deciderChanges(before: AccessRow, after: AccessRow, name: string): Difference[] {
    if (before.decidedBy === after.decidedBy) return [];
    if (after.decidedBy === "iam") {
        return [gain(`is no longer held by the grants on ${name}: IAM policies decide there`, [], true)];
    }
    const what =
        after.decidedBy === "notKnown"
            ? `may or may not be held by the grants on ${name}: that is not known before the update`
            : `is held by the grants on ${name}`;
    return [{ ...loss(what), kind: after.decidedBy === "notKnown" ? ChangeKind.Change : ChangeKind.Loss }];
}

/** Whether one condition surely admits every row that the other does; texts are compared, not what they mean. */
function admitsAll(one: RowCondition, other: RowCondition): boolean {
    if (one === "all" || other === "all") return one === "all";
    return other.every((filter) => one.includes(filter));
}

function conditionsOf({ row, table }: TableRow): Map<string, RowCondition> {
    const conditions = new Map<string, RowCondition>();
    for (const { columns, rows } of row.cells) {
        for (const name of selectedColumns(columns, table)) {
            conditions.set(name, eitherRows(conditions.get(name), rows));
        }
    }
    return conditions;
}

/** SELECT itself shows in the columns. */
function isTold(verb: string): boolean {
    return verb !== "SELECT";
}

function setChange(before: readonly string[], after: readonly string[]) {
    return {
        added: after.filter((name) => !before.includes(name)),
        removed: before.filter((name) => !after.includes(name)),
    };
}

function said(names: readonly string[], say: (names: string) => Difference): Difference[] {
    return names.length === 0 ? [] : [say(names.join(", "))];
}

function nameOf({ database, table }: MatrixTable): string {
    return `${database}.${table}`;
}
