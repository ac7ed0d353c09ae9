/** A select list, one column a line, indented to stand inside a view's SQL. */
export function selectList(columns: readonly { readonly name: string }[], indent = "    "): string {
    return columns.map(({ name }) => `${indent}${name}`).join(",\n");
}
