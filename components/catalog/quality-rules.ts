import type { ColumnFacts } from "../../schemas";
import { quoted } from "./dqdl";

/** What is known of a table, to be checked. */
export interface TableFacts {
    readonly columns: readonly ColumnFacts[];
    /** Columns that together name one row. */
    readonly key?: readonly string[];
    /** Column that names one delivery, a few of which are repeated. */
    readonly deliveryKey?: string;
    readonly freshness?: { readonly column: string; readonly hours: number };
    readonly minRows: number;
}

/** What DQDL calls the types of numbers; what it can say of others is what the columns' own types say already. */
const NUMBER_TYPES: Readonly<Record<string, string>> = {
    int: "INTEGER",
    integer: "INTEGER",
    bigint: "LONG",
    float: "FLOAT",
    double: "DOUBLE",
};
/** Repetitions of a delivery are far rarer; more of them is a fault. */
const UNIQUE_DELIVERIES = 0.99;

/**
 * The rules that follow from a table's facts, in DQDL: https://docs.aws.amazon.com/glue/latest/dg/dqdl.html. The same for
 * the same facts, in the order of the columns.
 */
export function qualityRules(table: TableFacts): string[] {
    return [
        ...(table.minRows > 0 ? [`RowCount >= ${table.minRows}`] : []),
        ...(table.key === undefined ? [] : [`IsPrimaryKey ${table.key.map(quoted).join(" ")}`]),
        ...(table.deliveryKey === undefined ? [] : [`Uniqueness ${quoted(table.deliveryKey)} > ${UNIQUE_DELIVERIES}`]),
        ...(table.freshness === undefined ? [] : [freshnessRule(table.freshness)]),
        ...table.columns.flatMap(columnRules),
    ];
}

/** `DataFreshness` wants every row to be new; here it is enough that some row is. */
function freshnessRule({ column, hours }: { readonly column: string; readonly hours: number }): string {
    const sql = `select count(*) from primary where ${column} >= current_timestamp() - interval ${hours} hours`;
    return `CustomSql ${quoted(sql)} > 0`;
}

function columnRules(column: ColumnFacts): string[] {
    const name = quoted(column.name);
    const type = NUMBER_TYPES[column.type];
    return [
        `ColumnExists ${name}`,
        ...(column.required ? [`IsComplete ${name}`] : []),
        ...(column.required && type !== undefined ? [`ColumnDataType ${name} = ${quoted(type)}`] : []),
        ...valueConditions(column).map((condition) => `ColumnValues ${name} ${condition}${whereSet(column)}`),
    ];
}

/** Two bounds are two conditions: AWS doesn't say whether DQDL's `between` takes the bounds themselves in. */
function valueConditions({ values, least, most }: ColumnFacts): string[] {
    return [
        ...(values === undefined ? [] : [`in [${values.map(quoted).join(", ")}]`]),
        ...(least === undefined ? [] : [`>= ${least}`]),
        ...(most === undefined ? [] : [`<= ${most}`]),
    ];
}

/** A null fails every condition on a value; `or … = NULL` doesn't help, for each side is asked of the whole column. */
function whereSet({ name, required }: ColumnFacts): string {
    return required ? "" : ` where ${quoted(`${name} is not null`)}`;
}
