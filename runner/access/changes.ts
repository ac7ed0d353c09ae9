import { cellChanges, sameCells } from "./cell-changes";
import { ChangeKind, type Difference, gain, loss, nameOf, type TableRow } from "./difference";
import type { AccessRow } from "./matrix-types";
import { reachesFiles } from "./permissions";
import { describeCells, describeColumns } from "./words";

/**
 * What differs between the access that one principal had to a table and the access that it has.
 *
 * @param sameColumns true when the table itself has the same columns on both sides
 */
export function rowChanges(
    before: TableRow | undefined,
    after: TableRow | undefined,
    sameColumns: boolean,
): Difference[] {
    if (before === undefined) return after === undefined ? [] : [wholeGain(after)];
    if (after === undefined) return [loss(`loses all access to ${nameOf(before.table)}`)];
    return [
        ...(sameColumns && sameCells(before, after) ? [] : cellChanges(before, after)),
        ...verbChanges(before.row, after.row, nameOf(after.table), keptFromSelect(after)),
        ...deciderChanges(before.row, after.row, nameOf(after.table)),
    ];
}

/**
 * Verbs, and the right to pass them on.
 *
 * @param personalInFiles true when the files hold personal columns that SELECT doesn't show
 */
export function verbChanges(
    before: Pick<AccessRow, "verbs" | "grantable">,
    after: Pick<AccessRow, "verbs" | "grantable">,
    on: string,
    personalInFiles = false,
): Difference[] {
    const verbs = setChange(before.verbs.filter(isTold), after.verbs.filter(isTold));
    const grantable = setChange(before.grantable, after.grantable);
    return [
        ...said(verbs.added, (names) =>
            gain(`may now ${names} on ${on}`, [], personalInFiles && reachesFiles(verbs.added)),
        ),
        ...said(verbs.removed, (names) => loss(`may no longer ${names} on ${on}`)),
        ...said(grantable.added, (names) => gain(`may now grant ${names} on ${on} to others`)),
        ...said(grantable.removed, (names) => loss(`may no longer grant ${names} on ${on} to others`)),
    ];
}

function wholeGain({ row, table }: TableRow): Difference {
    const verbs = row.verbs.join(", ");
    const name = nameOf(table);
    const decider = row.decidedBy === "iam" ? "; IAM policies decide there" : "";
    const possible = row.decidedBy === "iam" || (reachesFiles(row.verbs) && keptFromSelect({ row, table }));
    if (row.cells.length === 0) return gain(`may now ${verbs} on ${name}${decider}`, [], possible);
    const what = `${describeColumns(row, table)}, ${describeCells(row.cells, table)} (${verbs})${decider}`;
    return gain(`gains ${name}: ${what}`, row.personal, possible);
}

function keptFromSelect({ row, table }: TableRow): boolean {
    return table.personal.some((column) => !row.personal.includes(column));
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
