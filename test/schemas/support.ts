import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbType, parseGlueType } from "../../local/glue-type";
import { tables as allTables, glueColumns, gluePartitionKeys, type TableSchema, type ViewSchema } from "../../schemas";

const python = resolve(__dirname, "../../.lakefront/venv/bin/python3");
const translate = "import sqlglot, sys; print(sqlglot.transpile(sys.stdin.read(), read='athena', write='duckdb')[0])";

/** A table of rows, as the transform writes them, partition keys added. */
export type Rows = readonly Readonly<Record<string, unknown>>[];

/** A DuckDB database of tables and views, to ask questions in Athena's SQL. */
export interface SmallLake {
    ask(sql: string): Promise<Record<string, unknown>[]>;
    close(): void;
}

/**
 * Loads tables from JSON lines by their declared types, and makes the views out of Athena's SQL. Tables that are not given
 * are there without rows, as in a lake that has just been made.
 */
export async function smallLake(
    tables: readonly { readonly schema: TableSchema; readonly rows: Rows }[],
    views: readonly ViewSchema[],
): Promise<SmallLake> {
    const folder = mkdtempSync(join(tmpdir(), "lakefront-schemas-"));
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    const given = new Map(tables.map(({ schema, rows }) => [schema.name, rows]));
    for (const schema of Object.values(allTables)) {
        const rows = given.get(schema.name) ?? [];
        const file = join(folder, `${schema.name}.jsonl`);
        writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
        const types = [...glueColumns(schema), ...gluePartitionKeys(schema)].map(
            ({ name, type }) => `${name}: '${duckdbType(parseGlueType(type))}'`,
        );
        await connection.run(
            `CREATE TABLE ${schema.name} AS FROM read_json('${file}', format = 'newline_delimited', columns = {${types.join(", ")}})`,
        );
    }
    for (const { name, sql } of views) {
        await connection.run(`CREATE VIEW ${name} AS ${toDuckDb(sql)}`);
    }
    return {
        ask: async (sql) => (await connection.runAndReadAll(toDuckDb(sql))).getRowObjectsJson(),
        close: () => {
            connection.closeSync();
            instance.closeSync();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

const translations = new Map<string, string>();

/** Athena's SQL in DuckDB's words; each text is translated once, for starting Python takes longest of all. */
function toDuckDb(sql: string): string {
    const known = translations.get(sql);
    if (known !== undefined) {
        return known;
    }
    const translated = execFileSync(python, ["-c", translate], { input: sql, encoding: "utf8", timeout: 60_000 });
    translations.set(sql, translated);
    return translated;
}
