import type { CollectedTable } from "./collector";
import { type Readable, readableColumns, type Selection } from "./columns";
import { decisionOn } from "./deciders";
import type { Lookup } from "./lookup";
import { byText, distinct } from "./read";
import { eitherRows } from "./rows";
import type { GovernedTable, RowCondition, TableAccess, Via } from "./types";

/** Turns what grants add up to on each table into what can be read of it, and who decides. */
export function tableAccessOf(
    tables: ReadonlyMap<string, CollectedTable>,
    identities: readonly string[],
    lookup: Lookup,
): TableAccess[] {
    const found = Array.from(tables.values(), (table): TableAccess => {
        const { database, name, declared, selections, verbs, grantable, via } = table;
        const readable = declared ? readableColumns(declared, selections) : namedColumns(selections);
        const { decidedBy, note } = decisionOn(declared, identities, lookup);
        const around = declared && selections.length > 0 ? notesOnBase(declared, tables) : [];
        return {
            database,
            table: name,
            isView: declared?.isView ?? false,
            declared: declared !== undefined,
            verbs: distinct(verbs),
            grantable: distinct(grantable),
            columns: readable.columns,
            columnCount: declared?.columns.length ?? 0,
            rows: readable.rows,
            decidedBy,
            notes: [...(note === undefined ? [] : [note]), ...readable.notes, ...around],
            via: sortedVia(via),
        };
    });
    return found.sort((one, other) => byText(one.database, other.database) || byText(one.table, other.table));
}

/** In an order that doesn't depend on that of the program. */
export function sortedVia(via: readonly Via[]): Via[] {
    return via.toSorted((one, other) => byText(one.grant, other.grant) || byText(one.through, other.through));
}

/** Of a table that the program doesn't declare, the columns that grants name are all that is known. */
function namedColumns(selections: readonly Selection[]): Readable {
    const byName = new Map<string, RowCondition>();
    let all: RowCondition = [];
    for (const { columns, rows } of selections) {
        all = eitherRows(all, rows);
        for (const name of "only" in columns ? columns.only : []) byName.set(name, eitherRows(byName.get(name), rows));
    }
    const columns = Array.from(byName, ([name, rows]) => ({ name, personal: false, rows }));
    return { columns: columns.sort((one, other) => byText(one.name, other.name)), rows: all, notes: [] };
}

/** Views run with the rights of whoever asks, and links only point: what is behind has to be readable as well. */
function notesOnBase({ reads, link }: GovernedTable, tables: ReadonlyMap<string, CollectedTable>): string[] {
    const missing = reads.filter((name) => (tables.get(name)?.selections.length ?? 0) === 0);
    const partly = reads.filter((name) => leavesColumnsOut(tables.get(name)));
    return [
        ...missing.map((name) => `The view reads ${name}, on which this principal has no SELECT.`),
        ...partly.map((name) => `The view reads ${name}, of which this principal can't read every column.`),
        ...(link === undefined ? [] : [`It is a link to ${link}: reading takes a grant there.`]),
    ];
}

function leavesColumnsOut(table: CollectedTable | undefined): boolean {
    if (table?.declared === undefined || table.selections.length === 0) return false;
    return readableColumns(table.declared, table.selections).columns.length < table.declared.columns.length;
}
