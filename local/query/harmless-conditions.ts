import type { CatalogTable } from "./catalog";
import { allColumns } from "./information-schema";
import type { ColumnReference } from "./row-condition";

/** A column compared with a constant, as DuckDB's plan writes it: nothing else of a question, and no text with a quote in it. */
const COMPARISON = /^(\w+)(=|!=|<|<=|>|>=)(-?\d{1,15}|'[^']*')$/;
const INTEGER = /^(?:tinyint|smallint|int|integer|bigint)$/;

/**
 * Those of a scan's conditions that can't fail on any row, whatever is in it: they may be tried on rows that who asks may not see, and spare
 * the reading of most. Columns of which only some cells are shown take no part.
 */
export function harmlessConditions(
    table: CatalogTable,
    conditions: readonly string[],
    reference: ColumnReference,
): string[] {
    const types = new Map(
        allColumns(table)
            .filter(({ name }) => table.governed?.cells.has(name) !== true)
            .map(({ name, type }) => [name.toLowerCase(), type.toLowerCase()]),
    );
    return conditions.flatMap((condition) => {
        const [, column = "", operator = "", constant = ""] = COMPARISON.exec(condition) ?? [];
        const type = types.get(column.toLowerCase()) ?? "";
        const fits = constant.startsWith("'") ? type === "string" : INTEGER.test(type);
        return fits ? [`${reference(column.toLowerCase())} ${operator} ${constant}`] : [];
    });
}
