/**
 * The conditions of a scan as DuckDB's plan tells them: one a line, and a text with line breaks in it on several. Put together again here,
 * for a line from the midst of a text would be a condition of whoever asks that nobody has looked at.
 *
 * DuckDB doubles quotes within texts and names, so that the open ones can be counted.
 */
export function planConditions(lines: readonly string[]): string[] {
    const conditions: string[] = [];
    let open: string | undefined;
    for (const line of lines) {
        open = open === undefined ? line : `${open}\n${line}`;
        if (!endsWithin(open)) {
            conditions.push(open);
            open = undefined;
        }
    }
    return conditions;
}

/** Whether a text or a quoted name is still open at the end. */
function endsWithin(sql: string): boolean {
    return /['"]/.test(sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ""));
}
