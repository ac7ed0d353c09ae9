import type { Column, TableSchema } from "./table";

/** What is known of a column's values, to be checked against the data. */
export interface ColumnFacts {
    readonly name: string;
    /** Glue's name of the type. */
    readonly type: string;
    readonly required: boolean;
    readonly values?: readonly string[];
    readonly least?: number;
    readonly most?: number;
}

const UNITS_OF_LENGTH_AND_SIZE: readonly string[] = ["s", "ms", "bytes"];

/** The facts of a table's columns, then of its partition keys, which no row lacks. */
export function columnFacts(schema: Pick<TableSchema, "columns" | "partitions">): ColumnFacts[] {
    return [
        ...Object.entries(schema.columns).map(([name, column]) => factsOf(name, column)),
        ...Object.entries(schema.partitions).map(([name, column]) => factsOf(name, { ...column, required: true })),
    ];
}

function factsOf(name: string, { type, unit, required, values, least, most }: Column): ColumnFacts {
    const lowest = least ?? (unit !== undefined && UNITS_OF_LENGTH_AND_SIZE.includes(unit) ? 0 : undefined);
    return {
        name,
        type: type.glue,
        required: required === true,
        ...(values !== undefined && { values }),
        ...(lowest !== undefined && { least: lowest }),
        ...(most !== undefined && { most }),
    };
}
