/** A name for use in SQL, whatever is in it. */
export function quoteIdentifier(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** Text for use in SQL, whatever is in it. */
export function quoteText(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}

export function quoteList(texts: readonly string[]): string {
    return `[${texts.map(quoteText).join(", ")}]`;
}
