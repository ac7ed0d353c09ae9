import type { Column, GlueColumn, TableSchema, ViewSchema } from "./table";

/** The reference page of tables and views, in Markdown. */
export function tablesPage(tables: readonly TableSchema[], views: readonly ViewSchema[]): string {
    const names = [...tables, ...views].map(({ name }) => `[\`${name}\`](#${name})`);
    const parts = [
        "# Tables and views",
        "<!-- Generated from schemas/ by `node -r ./bin/register.cjs scripts/generate-docs.cjs`. Changes here are lost. -->",
        `All times are UTC. **Personal** columns can identify or describe a person; grants leave them out unless asked for. On this page: ${names.join(", ")}.`,
        ...tables.map(tableSection),
        ...views.map(viewSection),
    ];
    return `${parts.join("\n\n")}\n`;
}

function tableSection({ name, description, columns, partitions }: TableSchema): string {
    const partitionList = Object.keys(partitions)
        .map((key) => `\`${key}\``)
        .join(", then ");
    return [
        `## ${name}`,
        description,
        `Partitioned by ${partitionList}.`,
        grid(
            ["Column", "Type", "Unit", "Personal", "Meaning"],
            [...Object.entries(partitions), ...Object.entries(columns)].map(columnCells),
        ),
    ].join("\n\n");
}

function columnCells([name, { type, unit, personal, description }]: [string, Column]): string[] {
    return [`\`${name}\``, `\`${type.glue}\``, unit ?? "", personal === true ? "**personal**" : "", description];
}

function viewSection({ name, description, columns, sql }: ViewSchema): string {
    const repeated = columns.length > maximumViewColumns;
    return [
        `## ${name}`,
        description,
        repeated
            ? "Same columns as its table."
            : grid(
                  ["Column", "Type", "Meaning"],
                  columns.map(({ name: column, type, comment }: GlueColumn) => [
                      `\`${column}\``,
                      `\`${type}\``,
                      comment,
                  ]),
              ),
        ...(repeated ? [] : [`\`\`\`sql\n${sql}\n\`\`\``]),
    ].join("\n\n");
}

/** A view with more columns than this only repeats its table, and the page would too. */
const maximumViewColumns = 20;

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
