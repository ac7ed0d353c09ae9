import type { GlueColumn } from "../table";
import { selectList } from "./select";

/** Of each set of rows that stand for one thing, which one a view shows. */
export interface Choice {
    readonly table: string;
    /** Columns whose values the rows of one thing share. */
    readonly key: readonly string[];
    /** Sort terms in SQL: the row that comes first is shown. */
    readonly order: readonly string[];
}

/**
 * The SQL of a view that shows one row of each set, with the given columns. It names no other column but those of the
 * choice, in its subquery neither: Lake Formation refuses a view to whoever lacks any column that its SQL touches.
 */
export function firstOfEach({ table, key, order }: Choice, columns: readonly GlueColumn[]): string {
    return `SELECT
${selectList(columns)}
FROM (
    SELECT
${selectList(columns, "        ")},
        row_number() OVER (
            PARTITION BY ${key.join(", ")}
            ORDER BY ${order.join(", ")}
        ) AS place_in_order
    FROM ${table}
) AS ordered
WHERE place_in_order = 1`;
}
