import { paint, type Style } from "../answers/style";
import { displayWidth, fitted } from "../answers/text";
import type { OutputFormat } from "./output";
import type { QueryEngine } from "./types";

interface ListedTable {
    readonly database: string;
    readonly name: string;
    readonly isView: boolean;
    readonly columns: { readonly name: string; readonly type: string; readonly comment: string }[];
}

const LONGEST_TYPE = 28;

/** Which part of the catalogue to list. */
export interface Listed {
    /** Default: all of them. */
    readonly database?: string | undefined;
    /** Who is to see it. Default: the lake's administrator. */
    readonly principal?: string | undefined;
}

/** What can be asked about, for reading or, as JSON or CSV, for programs. */
export async function listCatalog(
    engine: QueryEngine,
    { database, principal }: Listed,
    format: OutputFormat,
    style: Style,
): Promise<string[]> {
    const tables = (await listedTables(engine, principal)).filter(
        (table) => database === undefined || table.database === database,
    );
    switch (format) {
        case "json":
            return [JSON.stringify(tables, undefined, 2)];
        case "csv":
            return ["database,table,column,type", ...tables.flatMap(csvLines)];
        case "table":
            return tables.length === 0
                ? [principal === undefined ? "There are no tables." : `'${principal}' sees no tables.`]
                : tables.flatMap((table, i) => describe(table, tables[i - 1]?.database, style));
    }
}

async function listedTables(engine: QueryEngine, principal: string | undefined): Promise<ListedTable[]> {
    const { rows } = await engine.query(
        `SELECT t.table_schema, t.table_name, t.table_type, c.column_name, c.data_type, c.comment
         FROM information_schema.tables AS t
         JOIN information_schema.columns AS c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
         ORDER BY t.table_schema, t.table_name, c.ordinal_position`,
        principal === undefined ? {} : { principal },
    );
    const tables = new Map<string, ListedTable>();
    for (const [database, name, kind, column, type, comment] of rows.map((row) =>
        row.map((cell) => String(cell ?? "")),
    )) {
        const key = `${database}.${name}`;
        const table = tables.get(key) ?? {
            database: database ?? "",
            name: name ?? "",
            isView: kind === "VIEW",
            columns: [],
        };
        tables.set(key, table);
        table.columns.push({ name: column ?? "", type: type ?? "", comment: comment ?? "" });
    }
    return [...tables.values()];
}

function describe(table: ListedTable, previousDatabase: string | undefined, style: Style): string[] {
    const ellipsis = style.unicode ? "…" : "~";
    const names = Math.max(...table.columns.map(({ name }) => displayWidth(name)));
    const room = Math.max(20, style.width - names - LONGEST_TYPE - 8);
    const head = table.database === previousDatabase ? [] : [paint(table.database, "bold", style)];
    const lines = table.columns.map(({ name, type, comment }) =>
        `    ${fitted(name, names, "left", ellipsis)}  ${fitted(type, LONGEST_TYPE, "left", ellipsis)}  ${paint(fitted(comment, room, "left", ellipsis).trimEnd(), "dim", style)}`.trimEnd(),
    );
    return [...head, `  ${paint(table.name, "cyan", style)}${table.isView ? " (view)" : ""}`, ...lines, ""];
}

function csvLines({ database, name, columns }: ListedTable): string[] {
    return columns.map((column) => [database, name, column.name, `"${column.type.replaceAll('"', '""')}"`].join(","));
}
