import { ChangeKind, type Difference, gain, loss, nameOf, type TableRow } from "./difference";
import { eitherRows } from "./rows";
import type { RowCondition } from "./types";
import { count, describeRows, listColumns, selectedColumns } from "./words";

/** The rows in which each readable column can be read. */
type Conditions = ReadonlyMap<string, RowCondition>;

/** Columns that come and go, and columns whose rows change. */
export function cellChanges(before: TableRow, after: TableRow): Difference[] {
    const old = conditionsOf(before);
    const now = conditionsOf(after);
    return [...columnChanges(before, after, old, now), ...conditionChanges(after, old, now)];
}

/** Whether two rows of tables with the same columns make the same readable. */
export function sameCells(before: TableRow, after: TableRow): boolean {
    return before.row.cells === after.row.cells || JSON.stringify(before.row.cells) === JSON.stringify(after.row.cells);
}

function columnChanges(before: TableRow, after: TableRow, old: Conditions, now: Conditions): Difference[] {
    const added = [...now.keys()].filter((name) => !old.has(name));
    const removed = [...old.keys()].filter((name) => !now.has(name));
    const personal = new Set(after.row.personal);
    const formerly = new Set(before.row.personal);
    const name = nameOf(after.table);
    const gained = `can read ${count(added.length, "more column")} of ${name}: ${listColumns(added, personal)}`;
    const lost = `can no longer read ${count(removed.length, "column")} of ${name}: ${listColumns(removed, formerly)}`;
    const reached = added.filter((column) => personal.has(column));
    return [...(added.length === 0 ? [] : [gain(gained, reached)]), ...(removed.length === 0 ? [] : [loss(lost)])];
}

/** Columns readable before and after, in other rows. Columns of the same change are told in one sentence. */
function conditionChanges(after: TableRow, old: Conditions, now: Conditions): Difference[] {
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
        const reached = columns.filter((column) => personal.has(column));
        if (admitsAll(to, from)) return gain(what, reached);
        return admitsAll(from, to) ? loss(what) : { ...loss(what), kind: ChangeKind.Change };
    });
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
