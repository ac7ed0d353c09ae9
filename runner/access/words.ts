import type { AccessRow, CellGroup, MatrixTable } from "./matrix-types";
import type { ColumnSelection, RowCondition } from "./types";

/** Names that a sentence spells out before it goes over to counting. */
const LISTED = 8;

export function count(number: number, singular: string, plural = `${singular}s`): string {
    return `${number} ${number === 1 ? singular : plural}`;
}

/** Columns by name, personal ones marked, the rest counted. */
export function listColumns(names: readonly string[], personal: ReadonlySet<string>, limit = LISTED): string {
    const marked = names.map((name) => (personal.has(name) ? `${name} (personal)` : name));
    return listNames(marked, limit);
}

export function listNames(names: readonly string[], limit = LISTED): string {
    if (names.length <= limit) return names.join(", ");
    return `${names.slice(0, limit).join(", ")} and ${names.length - limit} more`;
}

/** The columns that a selection takes from a table. Of a table that isn't declared, `*` stands for all. */
export function selectedColumns(selection: ColumnSelection, { columns, declared }: MatrixTable): string[] {
    if ("only" in selection) return selection.only;
    if (!declared) return ["*"];
    const except = new Set(selection.except);
    return columns.filter((name) => !except.has(name));
}

/** What a row makes readable, in the shortest true words: `all 5 columns`, `all but a, b`, `3 of 127, none personal`. */
export function describeColumns(
    { cells, personal }: Pick<AccessRow, "cells" | "personal">,
    table: MatrixTable,
): string {
    const names = new Set(cells.flatMap(({ columns }) => selectedColumns(columns, table)));
    const total = table.columns.length;
    const marks = new Set(personal);
    if (names.size === 0) return "no columns";
    if (!table.declared) return names.has("*") ? "all columns" : [...names].join(", ");
    if (names.size === total) return `all ${count(total, "column")}${personalPart(personal, table)}`;
    const readable = table.columns.filter((name) => names.has(name));
    if (readable.length <= LISTED) return `${readable.length} of ${total}: ${listColumns(readable, marks)}`;
    const missing = table.columns.filter((name) => !names.has(name));
    const rest =
        missing.length <= LISTED ? `all but ${listNames(missing)}` : `${readable.length} of ${count(total, "column")}`;
    return `${rest}${personalPart(personal, table)}`;
}

function personalPart(personal: readonly string[], table: MatrixTable): string {
    if (table.personal.length === 0) return "";
    if (personal.length === 0) return ", none personal";
    return `, ${personal.length} personal: ${listNames(personal)}`;
}

/** `all rows`, `rows where channel = 'VOICE'`; filters are joined by OR. */
export function describeRows(rows: RowCondition): string {
    if (rows === "all") return "all rows";
    if (rows.length === 0) return "no rows";
    return `rows where ${rows.length === 1 ? rows[0] : rows.map((filter) => `(${filter})`).join(" OR ")}`;
}

/** The rows of each group of columns; one phrase when all columns share them. */
export function describeCells(cells: readonly CellGroup[], table: MatrixTable): string {
    const [first, ...others] = cells;
    if (first === undefined) return "";
    if (others.length === 0) return describeRows(first.rows);
    return cells
        .map(({ columns, rows }) => `${listNames(selectedColumns(columns, table))}: ${describeRows(rows)}`)
        .join("; ");
}
