import { eitherRows } from "./rows";
import { ALL_COLUMNS } from "./targets";
import type { ColumnAccess, ColumnSelection, GovernedTable, RowCondition } from "./types";

/** Columns and rows of a table that one grant makes readable. The same ones are the same object. */
export interface Selection {
    id: number;
    columns: ColumnSelection;
    rows: RowCondition;
}

/** What selections together make readable. */
export interface Readable {
    columns: ColumnAccess[];
    rows: RowCondition;
    /** Sentences on columns that a selection names and the table lacks, or that are readable in part only. */
    notes: string[];
}

/** Unites selections once for each combination on a table: most principals share theirs with many others. */
export class Selections {
    private readonly known = new Map<string, Selection>();
    private readonly united = new Map<GovernedTable, Map<string, Readable>>();

    /** Every column and row. */
    readonly whole = this.of(ALL_COLUMNS, "all");

    of(columns: ColumnSelection, rows: RowCondition): Selection {
        const key = JSON.stringify([columns, rows]);
        const known = this.known.get(key);
        if (known !== undefined) return known;
        const made = { id: this.known.size, columns, rows };
        this.known.set(key, made);
        return made;
    }

    readable(table: GovernedTable, selections: readonly Selection[]): Readable {
        const each = new Set(selections);
        const key =
            each.size === 1
                ? `${selections[0]?.id}`
                : Array.from(each, ({ id }) => id)
                      .sort()
                      .join();
        const ofTable = this.united.get(table) ?? new Map<string, Readable>();
        this.united.set(table, ofTable);
        const known = ofTable.get(key);
        if (known !== undefined) return known;
        const made = unite(table, [...each]);
        ofTable.set(key, made);
        return made;
    }
}

/**
 * A row can be seen if any selection admits it, and a cell reads as NULL unless a selection with its column does.
 *
 * Source: https://docs.aws.amazon.com/glue/latest/webapi/API_GetUnfilteredTableMetadata.html (`CellFilters`)
 */
function unite(table: GovernedTable, selections: readonly Selection[]): Readable {
    const tests = selections.map(({ columns, rows }) => ({ covers: coverage(columns), rows }));
    let rows: RowCondition | undefined;
    const columns: ColumnAccess[] = [];
    for (const { name, personal } of table.columns) {
        let ofColumn: RowCondition | undefined;
        for (const test of tests) {
            if (test.covers(name)) ofColumn = eitherRows(ofColumn, test.rows);
        }
        if (ofColumn === undefined) continue;
        columns.push({ name, personal, rows: ofColumn });
        rows = eitherRows(rows, ofColumn);
    }
    return { columns, rows: rows ?? [], notes: notesOn(table, selections) };
}

/** A struct of which a field is left out isn't readable as a whole, and so not at all as far as this model goes. */
function coverage(selection: ColumnSelection): (column: string) => boolean {
    if ("only" in selection) {
        const only = new Set(selection.only);
        return (column) => only.has(column);
    }
    const except = new Set(selection.except.map(rootOf));
    return (column) => !except.has(column);
}

function notesOn(table: GovernedTable, selections: readonly Selection[]): string[] {
    const own = new Set(table.columns.map(({ name }) => name));
    const notes = new Set<string>();
    for (const { columns } of selections) {
        for (const name of "only" in columns ? columns.only : columns.except) {
            if (own.has(name)) continue;
            notes.add(
                own.has(rootOf(name))
                    ? `The column ${rootOf(name)} is granted in part (${name}): it is shown as not readable.`
                    : `A grant names the column ${name}, which the table doesn't have.`,
            );
        }
    }
    return [...notes];
}

/** The column of a nested field, which is written `address.zip` or `"address"."zip"`. */
function rootOf(column: string): string {
    return column.replaceAll('"', "").split(".", 1)[0] ?? column;
}
