import { duckdbType, parseGlueType } from "../glue-type";
import { type CatalogColumn, type CatalogTable, type GovernedPart, TableFormat } from "./catalog";
import { harmlessConditions } from "./harmless-conditions";
import { allColumns } from "./information-schema";
import type { ParquetFile } from "./parquet-files";
import { type ColumnReference, conditionSql, partOver } from "./row-condition";
import { quoteIdentifier, quoteList } from "./sql-text";

/**
 * More rows than any table has. Rows that a limit has counted can't be filtered before it, so no condition of a question, which may fail
 * on purpose, is ever tried on a row that who asks may not see.
 */
const BARRIER = "LIMIT 9223372036854775807";

/**
 * The query that gives a table's rows: its columns with the catalogue's types and in its order, whatever the files hold.
 * @param conditions what every row that the question reads meets, as far as the plan tells
 */
export function relationOf(
    table: CatalogTable,
    files: readonly ParquetFile[],
    conditions: readonly string[] = [],
): string {
    const stored = table.governed?.stored ?? table;
    const source = stored.format === TableFormat.Json ? jsonSource(stored, files) : parquetSource(stored, files);
    if (source === undefined) {
        return emptyRelation(table);
    }
    const columns = allColumns(table).map((column) => {
        const mask = table.governed?.cells.get(column.name);
        const value = `CAST(${source.value(column.name)} AS ${typeOf(column)})`;
        const shown = mask === undefined ? value : `CASE WHEN ${conditionSql(mask, source.tested)} THEN ${value} END`;
        return `${shown} AS ${quoteIdentifier(column.name)}`;
    });
    return `SELECT ${columns.join(", ")} FROM ${source.from}${permittedRows(source, table, conditions)}`;
}

/** The same over a table of the stored shape, for a question to be planned against. */
export function plannedRelation(table: CatalogTable, { rows, cells }: GovernedPart, from: string): string {
    const columns = allColumns(table).map(({ name }) => {
        const mask = cells.get(name);
        const column = quoteIdentifier(name);
        return mask === undefined
            ? column
            : `CASE WHEN ${conditionSql(mask, quoteIdentifier)} THEN ${column} END AS ${column}`;
    });
    const where = rows === undefined ? "" : ` WHERE ${conditionSql(rows, quoteIdentifier)}`;
    return `SELECT ${columns.join(", ")} FROM ${from}${where}`;
}

/** Files, and how a column's value is had from them. */
interface Source {
    readonly from: string;
    readonly value: ColumnReference;
    /** A value that conditions are tried on: NULL if it isn't of the column's type, since an error would tell of a row that isn't to be seen. */
    readonly tested: ColumnReference;
}

function permittedRows({ tested }: Source, table: CatalogTable, conditions: readonly string[]): string {
    const { governed } = table;
    if (governed?.rows === undefined) {
        return "";
    }
    const permitted = conditionSql(governed.rows, tested);
    return needsBarrier(governed)
        ? ` WHERE ${[...harmlessConditions(table, conditions, tested), permitted].join(" AND ")} ${BARRIER}`
        : ` WHERE ${permitted}`;
}

/** Where the partitions tell it all, only files of permitted rows are at hand. */
function needsBarrier({ stored, rows }: GovernedPart): boolean {
    const keys = new Set(stored.partitionKeys.map(({ name }) => name.toLowerCase()));
    return rows !== undefined && partOver(keys, rows) !== rows;
}

/** Settings for a session that reads these tables. */
export function settingsFor(tables: readonly CatalogTable[]): string[] {
    const barriers = tables.some(({ governed }) => governed !== undefined && needsBarrier(governed));
    // Keeping the files' order would have the barrier let rows through by one thread alone; no question may rely on it.
    return barriers ? ["SET preserve_insertion_order = false"] : [];
}

function parquetSource(table: CatalogTable, all: readonly ParquetFile[]): Source | undefined {
    const files = all.filter(({ columns }) => columns.size > 0);
    if (files.length === 0) {
        return undefined;
    }
    const present = new Set(files.flatMap(({ columns }) => [...columns.keys()]));
    const keys = new Set(table.partitionKeys.map(({ name }) => name));
    // Reading footers to unite schemas costs a file access each, so only where they differ.
    const unite = files.some(({ columns }) => columns.size !== present.size);
    return sourceOf(
        table,
        `read_parquet(${quoteList(files.map(({ path }) => path))}, union_by_name = ${unite}${hive(table)})`,
        (name) => (present.has(name) || keys.has(name) ? quoteIdentifier(name) : "NULL"),
    );
}

/** Files of JSON lines, read as Athena's OpenX SerDe does: keys by name, what is missing is NULL. */
function jsonSource(table: CatalogTable, files: readonly ParquetFile[]): Source | undefined {
    if (files.length === 0) {
        return undefined;
    }
    const columns = table.columns.map(
        (column) => `${quoteIdentifier(column.name)}: '${typeOf(column).replaceAll("'", "''")}'`,
    );
    return sourceOf(
        table,
        `read_json(${quoteList(files.map(({ path }) => path))}, format = 'newline_delimited', columns = {${columns.join(", ")}}${hive(table)})`,
        quoteIdentifier,
    );
}

function sourceOf(table: CatalogTable, from: string, value: ColumnReference): Source {
    const columns = new Map(allColumns(table).map((column) => [column.name.toLowerCase(), column]));
    const tested = (name: string) => {
        const column = columns.get(name);
        return column === undefined ? quoteIdentifier(name) : `TRY_CAST(${value(column.name)} AS ${typeOf(column)})`;
    };
    return { from, value, tested };
}

function emptyRelation(table: CatalogTable): string {
    const columns = allColumns(table).map(
        (column) => `CAST(NULL AS ${typeOf(column)}) AS ${quoteIdentifier(column.name)}`,
    );
    return `SELECT ${columns.join(", ")} WHERE false`;
}

function hive(table: CatalogTable): string {
    if (table.partitionKeys.length === 0) {
        return ", hive_partitioning = false";
    }
    const types = table.partitionKeys.map((column) => `${quoteIdentifier(column.name)}: ${typeOf(column)}`);
    return `, hive_partitioning = true, hive_types = {${types.join(", ")}}`;
}

function typeOf({ type }: CatalogColumn): string {
    return duckdbType(parseGlueType(type));
}
