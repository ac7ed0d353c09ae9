/** A select list, one column a line, indented to stand inside a view's SQL. */
export function selectList(columns: readonly { readonly name: string }[]): string {
    return columns.map(({ name }) => `    ${name}`).join(",\n");
}
