import type { CollectedTable } from "./collector";
import type { Lookup } from "./lookup";
import { distinct } from "./read";
import type { GovernedTable, ViewRead } from "./types";
import { describeRows, listNames } from "./words";

export const NO_NOTES: string[] = [];

/**
 * What a grant on a view or a link leaves open: views run with the rights of whoever asks, and links only point, so what
 * is behind has to be readable as well.
 */
export function notesOnBase(
    table: GovernedTable,
    tables: ReadonlyMap<GovernedTable | string, CollectedTable>,
    lookup: Lookup,
): string[] {
    const { reads, link } = table;
    if (reads.length === 0 && link === undefined) return NO_NOTES;
    const notes = readsBehind(table, lookup).flatMap((read) => noteOnRead(read, tables, lookup));
    if (link !== undefined) notes.push(`It is a link to ${link}: reading takes a grant there.`);
    return distinct(notes);
}

/** What a view reads, and the views that it reads in their turn. */
function readsBehind(view: GovernedTable, lookup: Lookup): ViewRead[] {
    const seen = new Set([view]);
    const found: ViewRead[] = [];
    for (const { reads } of seen) {
        for (const read of reads) {
            found.push(read);
            const base = lookup.table(read.table);
            if (base?.isView) seen.add(base);
        }
    }
    return found;
}

function noteOnRead(
    { table: name, columns }: ViewRead,
    tables: ReadonlyMap<GovernedTable | string, CollectedTable>,
    lookup: Lookup,
): string[] {
    const base = lookup.table(name);
    const selections = (base && tables.get(base)?.selections) ?? [];
    if (base === undefined || selections.length === 0) {
        return [`The view reads ${name}, on which this principal has no SELECT.`];
    }
    const readable = lookup.selections.readable(base, selections);
    const names = new Set(readable.columns.map((column) => column.name));
    const missing = columns.filter((column) => !names.has(column));
    if (missing.length > 0) return [`The view reads what this principal can't read of ${name}: ${listNames(missing)}.`];
    if (readable.rows === "all") return [];
    return [`The view shows what this principal sees of ${name}: ${describeRows(readable.rows)}.`];
}
