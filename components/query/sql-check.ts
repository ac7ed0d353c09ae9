import { hint } from "../support/nearest";
import { type SqlScope, scopeOf } from "./sql-scope";
import { type Token, tokens } from "./sql-tokens";
import { SQL_WORDS } from "./sql-words";

/** Columns of each table and view that a query may read, by name. */
export type KnownTables = Readonly<Record<string, readonly string[]>>;

/** Tables and views that a query reads, lower case and sorted. */
export function tablesRead(sql: string): string[] {
    return [...scopeOf(tokens(sql)).tables].sort();
}

/**
 * Names in a query that are neither a known table, nor one of its columns, nor anything that the query defines itself.
 *
 * The check is lexical: it knows words, not grammar. So it is sure where a name is known nowhere, or where
 * `alias.column` names a table that it knows; it doesn't see that a column belongs to another table of the same query,
 * that types fit, or that a function exists.
 */
export function sqlProblems(sql: string, known: KnownTables): string[] {
    const pieces = tokens(sql);
    const scope = scopeOf(pieces);
    const unknownTables = [...scope.tables].filter((table) => !Object.hasOwn(known, table));
    const problems = unknownTables.map(
        (table) =>
            `table "${table}" is unknown${hint(table, Object.keys(known))}: known are ${Object.keys(known).sort().join(", ")}`,
    );
    // With an unknown table, each of its columns would be reported as well: one mistake, one message.
    if (unknownTables.length > 0) return problems;
    return [...new Set([...problems, ...columnProblems(pieces, scope, known)])];
}

function columnProblems(pieces: readonly Token[], scope: SqlScope, known: KnownTables): string[] {
    const columns = new Set([...scope.tables].flatMap((table) => known[table] ?? []));
    const problems: string[] = [];
    for (const [index, token] of pieces.entries()) {
        if (!isColumnUse(pieces, index, scope)) continue;
        if (pieces[index + 1]?.text === ".") {
            const field = pieces[index + 2];
            const table = scope.sources.get(token.lower);
            if (table !== undefined && field && isIdentifier(field) && !(known[table] ?? []).includes(field.lower)) {
                problems.push(unknownColumn(field.text, known[table] ?? [], `in table "${table}"`));
            }
            if (scope.sources.has(token.lower)) continue;
        }
        if (columns.has(token.lower) || scope.names.has(token.lower)) continue;
        problems.push(
            unknownColumn(
                token.text,
                [...columns, ...scope.names],
                `in ${[...scope.tables].join(", ") || "any table"}`,
            ),
        );
    }
    return problems;
}

function unknownColumn(column: string, candidates: readonly string[], where: string): string {
    return `column "${column}" is unknown ${where}${hint(column, candidates)}`;
}

function isIdentifier(token: Token): boolean {
    return token.kind === "quoted" || token.kind === "word";
}

/**
 * Whether the name at an index stands for a column: no keyword, no function, no field after a dot, no name being given.
 */
function isColumnUse(pieces: readonly Token[], index: number, scope: SqlScope): boolean {
    const token = pieces[index];
    if (!token || !isIdentifier(token) || scope.defining.has(index)) return false;
    if (token.kind === "word" && (SQL_WORDS.has(token.lower) || pieces[index + 1]?.text === "(")) return false;
    return pieces[index - 1]?.text !== ".";
}
