import { QueryError } from "../../../local/query/query-error";
import { ROWS, type Row } from "./grants-rows";

/** What one grant lets someone read, in so many words: cells of the columns that it covers, in the rows that it admits. */
export interface Reading {
    readonly covers: (table: string, column: string) => boolean;
    readonly admits: (row: Row) => boolean;
}

/** Part of a table, cell by cell. */
export interface Seen {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
}

export const everyRow = (): boolean => true;

/** Columns of a table, in the catalogue's order. */
export const columnsOf = (table: string): string[] => Object.keys(ROWS[table]?.[0] ?? {});

/**
 * What someone gets of a table, straight from what each grant says; undefined if it is nothing. A row is seen if a column of it is, and a cell
 * that no grant admits is NULL.
 */
export function expected(readings: readonly Reading[], table: string): Seen | undefined {
    const columns = columnsOf(table).filter((column) => readings.some(({ covers }) => covers(table, column)));
    const admitted = (row: Row, column: string) =>
        readings.some(({ covers, admits }) => covers(table, column) && admits(row));
    const rows = (ROWS[table] ?? [])
        .filter((row) => columns.some((column) => admitted(row, column)))
        .map((row) => columns.map((column) => (admitted(row, column) ? row[column] : null)));
    return columns.length === 0 ? undefined : { columns, rows: sorted(rows) };
}

/** How a question is refused for want of a grant: of the table, of its columns, or of what a view reads. */
const REFUSED = /does not exist$|no accessible columns$|^Failed analyzing stored view/;

/** What a question gives, in the order of its rows' text; undefined if it is refused for want of a grant. */
export async function answered(ask: Promise<AnswerOfEngine>): Promise<Seen | undefined> {
    try {
        const { columns, rows } = await ask;
        return { columns: columns.map(({ name }) => name), rows: sorted(rows) };
    } catch (error) {
        if (error instanceof QueryError && REFUSED.test(error.detail)) {
            return undefined;
        }
        throw error;
    }
}

interface AnswerOfEngine {
    readonly columns: readonly { readonly name: string }[];
    readonly rows: Seen["rows"];
}

export function sorted(rows: Seen["rows"]): Seen["rows"] {
    const byText = new Map(rows.map((row) => [row, JSON.stringify(row)]));
    return [...rows].sort((one, other) => ((byText.get(one) ?? "") < (byText.get(other) ?? "") ? -1 : 1));
}
