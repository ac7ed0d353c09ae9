import { duckdbType, parseGlueType } from "../glue-type";
import { type CatalogTable, TableFormat } from "./catalog";
import { allColumns } from "./information-schema";
import type { ParquetFile } from "./parquet-files";
import { quoteIdentifier, quoteList } from "./sql-text";

/** The query that gives a table's rows: its columns with the catalogue's types and in its order, whatever the files hold. */
export function parquetRelation(table: CatalogTable, files: readonly ParquetFile[]): string {
    if (files.length === 0) {
        return emptyRelation(table);
    }
    const present = new Set(files.flatMap(({ columns }) => [...columns.keys()]));
    const keys = new Set(table.partitionKeys.map(({ name }) => name));
    const select = allColumns(table).map(({ name, type }) => {
        const value = present.has(name) || keys.has(name) ? quoteIdentifier(name) : "NULL";
        return `CAST(${value} AS ${duckdbType(parseGlueType(type))}) AS ${quoteIdentifier(name)}`;
    });
    // Reading footers to unite schemas costs a file access each, so only where they differ.
    const unite = files.some(({ columns }) => columns.size !== present.size);
    return `SELECT ${select.join(", ")} FROM read_parquet(${quoteList(files.map(({ path }) => path))}, union_by_name = ${unite}${hive(table)})`;
}

/** As above, for files of JSON lines, read as Athena's OpenX SerDe does: keys by name, what is missing is NULL. */
export function jsonRelation(table: CatalogTable, paths: readonly string[]): string {
    if (paths.length === 0) {
        return emptyRelation(table);
    }
    const columns = table.columns.map(
        ({ name, type }) => `${quoteIdentifier(name)}: '${duckdbType(parseGlueType(type)).replaceAll("'", "''")}'`,
    );
    const select = allColumns(table).map(({ name }) => quoteIdentifier(name));
    return `SELECT ${select.join(", ")} FROM read_json(${quoteList(paths)}, format = 'newline_delimited', columns = {${columns.join(", ")}}${hive(table)})`;
}

export function relationOf(table: CatalogTable, files: readonly ParquetFile[]): string {
    return table.format === TableFormat.Json
        ? jsonRelation(
              table,
              files.map(({ path }) => path),
          )
        : parquetRelation(
              table,
              files.filter(({ columns }) => columns.size > 0),
          );
}

function emptyRelation(table: CatalogTable): string {
    const columns = allColumns(table).map(
        ({ name, type }) => `CAST(NULL AS ${duckdbType(parseGlueType(type))}) AS ${quoteIdentifier(name)}`,
    );
    return `SELECT ${columns.join(", ")} WHERE false`;
}

function hive(table: CatalogTable): string {
    if (table.partitionKeys.length === 0) {
        return ", hive_partitioning = false";
    }
    const types = table.partitionKeys.map(
        ({ name, type }) => `${quoteIdentifier(name)}: ${duckdbType(parseGlueType(type))}`,
    );
    return `, hive_partitioning = true, hive_types = {${types.join(", ")}}`;
}
