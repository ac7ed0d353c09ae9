import { type ColumnFacts, columnFacts } from "./column-facts";
import type { Column, GlueColumn, TableSchema, ViewSchema } from "./table";

/** The reference page of tables and views, in Markdown. */
export function tablesPage(tables: readonly TableSchema[], views: readonly ViewSchema[]): string {
    const names = [...tables, ...views].map(({ name }) => `[\`${name}\`](#${name})`);
    const parts = [
        "# Tables and views",
        "<!-- Generated from schemas/ by `node -r ./bin/register.cjs scripts/generate-docs.cjs`. Changes here are lost. -->",
        `All times are UTC. **Personal** columns can identify or describe a person; grants leave them out unless asked for. A **rule** is what the component \`LakeDataQuality\` checks. On this page: ${names.join(", ")}.`,
        ...tables.map(tableSection),
        ...views.map((view) => viewSection(view, tables)),
    ];
    return `${parts.join("\n\n")}\n`;
}

function tableSection(table: TableSchema): string {
    const { name, description, columns, partitions } = table;
    const rules = new Map(columnFacts(table).map((facts) => [facts.name, ruleOf(facts)]));
    const partitionList = Object.keys(partitions)
        .map((key) => `\`${key}\``)
        .join(", then ");
    return [
        `## ${name}`,
        description,
        `Partitioned by ${partitionList}.`,
        grid(
            ["Column", "Type", "Unit", "Personal", "Rule", "Meaning"],
            [...Object.entries(partitions), ...Object.entries(columns)].map(([column, facts]) =>
                columnCells(column, facts, rules.get(column) ?? ""),
            ),
        ),
    ].join("\n\n");
}

function columnCells(name: string, { type, unit, personal, description }: Column, rule: string): string[] {
    return [`\`${name}\``, `\`${type.glue}\``, unit ?? "", personalMark(personal), rule, description];
}

/** What is known of a column's values, in words. */
function ruleOf({ required, values, least, most }: ColumnFacts): string {
    const all = [
        required && "always set",
        values?.map((value) => `\`${value}\``).join(" or "),
        least !== undefined && `${least} or more`,
        most !== undefined && `${most} or less`,
    ];
    return all.filter((rule) => rule !== false && rule !== undefined).join("; ");
}

function viewSection({ name, description, columns, sql }: ViewSchema, tables: readonly TableSchema[]): string {
    const parts =
        columns.length > maximumViewColumns
            ? [columnsByTable(columns, tables)]
            : [
                  grid(
                      ["Column", "Type", "Personal", "Meaning"],
                      columns.map(({ name: column, type, personal, comment }) => [
                          `\`${column}\``,
                          `\`${type}\``,
                          personalMark(personal),
                          comment,
                      ]),
                  ),
                  `\`\`\`sql\n${sql}\n\`\`\``,
              ];
    return [`## ${name}`, description, ...parts].join("\n\n");
}

/** A long view's columns, told by the table whose columns it repeats. */
function columnsByTable(columns: readonly GlueColumn[], tables: readonly TableSchema[]): string {
    const shown = new Set(columns.map(({ name }) => name));
    for (const table of tables) {
        const all = [...Object.keys(table.columns), ...Object.keys(table.partitions)];
        const missing = all.filter((name) => !shown.has(name));
        if (all.length - missing.length !== shown.size) continue;
        return missing.length === 0
            ? `Same columns as \`${table.name}\`.`
            : `Same columns as \`${table.name}\` but for ${missing.map((name) => `\`${name}\``).join(", ")}.`;
    }
    return `Columns: ${[...shown].map((name) => `\`${name}\``).join(", ")}.`;
}

function personalMark(personal: boolean | undefined): string {
    return personal === true ? "**personal**" : "";
}

/** A view with more columns than this only repeats its table, and the page would too. */
const maximumViewColumns = 20;

function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
