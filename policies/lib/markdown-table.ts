/** A Markdown table whose columns line up, as the formatter writes it. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = header.map((title, column) =>
        Math.max(title.length, 3, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[], fill = " ") =>
        `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width, fill)).join(" | ")} |`;
    return [line(header), line([], "-"), ...rows.map((row) => line(row))].join("\n");
}
