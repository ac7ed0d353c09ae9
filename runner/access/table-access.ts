import { type Collector, united } from "./collector";
import type { Readable, Selection } from "./columns";
import { decisionOn } from "./deciders";
import type { Lookup } from "./lookup";
import { reachesFiles } from "./permissions";
import { byText } from "./read";
import { eitherRows } from "./rows";
import type { GovernedTable, RowCondition, TableAccess } from "./types";
import { NO_NOTES, notesOnBase } from "./view-notes";

/** Turns what grants add up to on each table into what can be read of it, and who decides. */
export function tableAccessOf(collector: Collector, identities: readonly string[], lookup: Lookup): TableAccess[] {
    const found = Array.from(collector.tables.values(), (table): TableAccess => {
        const { database, name, declared, selections, given } = table;
        const readable = declared ? lookup.selections.readable(declared, selections) : namedColumns(selections);
        const { decidedBy, note } = decisionOn(declared, identities, lookup);
        const around = declared && selections.length > 0 ? notesOnBase(declared, collector.tables, lookup) : NO_NOTES;
        const verbs = united(given, "verbs");
        return {
            database,
            table: name,
            isView: declared?.isView ?? false,
            declared: declared !== undefined,
            verbs,
            grantable: united(given, "grantable"),
            columns: readable.columns,
            columnCount: declared?.columns.length ?? 0,
            rows: readable.rows,
            decidedBy,
            notes: [
                ...(note === undefined ? [] : [note]),
                ...(reachesFiles(verbs) && !isWhole(readable, declared) ? [FILES_ARE_OPEN] : []),
                ...readable.notes,
                ...around,
            ],
            via: given.map(({ via }) => via),
        };
    });
    return found.sort((one, other) => byText(one.database, other.database) || byText(one.table, other.table));
}

const FILES_ARE_OPEN =
    "INSERT and DELETE include reading the table's files: whatever isn't readable above is open to this principal there.";

function isWhole({ columns }: Readable, declared: GovernedTable | undefined): boolean {
    return columns.length === declared?.columns.length && columns.every(({ rows }) => rows === "all");
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
