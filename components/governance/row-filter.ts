export { parseRowFilter } from "./row-filter-parser";
export { printRowFilter } from "./row-filter-print";
export { RowFilterError } from "./row-filter-tokens";

/** A column, or a field of a struct within it: `["customer", "address", "city"]`. In lower case, as Glue keeps names. */
export type ColumnPath = readonly [string, ...string[]];

/** A constant. A number keeps its text, so that decimals stay exact. */
export type FilterLiteral =
    | { readonly type: "text"; readonly value: string }
    | { readonly type: "number"; readonly value: string }
    | { readonly type: "boolean"; readonly value: boolean }
    /** `yyyy-mm-dd` */
    | { readonly type: "date"; readonly value: string }
    /** `yyyy-mm-dd hh:mm:ss`, with up to nine digits of a fraction. */
    | { readonly type: "timestamp"; readonly value: string };

export type ComparisonOperator = "=" | "<>" | "<" | "<=" | ">" | ">=";

/** What a row must fulfil to be seen. A row is seen where this is true; not where it is false or null. */
export type RowFilter =
    | { readonly kind: "constant"; readonly value: boolean }
    | {
          readonly kind: "comparison";
          readonly column: ColumnPath;
          readonly operator: ComparisonOperator;
          readonly value: FilterLiteral;
      }
    | {
          readonly kind: "between";
          readonly column: ColumnPath;
          readonly negated: boolean;
          readonly low: FilterLiteral;
          readonly high: FilterLiteral;
      }
    | {
          readonly kind: "in";
          readonly column: ColumnPath;
          readonly negated: boolean;
          readonly values: readonly FilterLiteral[];
      }
    /** `%` stands for any text and `_` for one character; there is no escape. Upper and lower case differ. */
    | { readonly kind: "like"; readonly column: ColumnPath; readonly negated: boolean; readonly pattern: string }
    | { readonly kind: "null"; readonly column: ColumnPath; readonly negated: boolean }
    | { readonly kind: "not"; readonly operand: RowFilter }
    | { readonly kind: "and" | "or"; readonly operands: readonly RowFilter[] };

/** Names of the columns that a filter reads, each once, in the order of their names. */
export function columnsOf(filter: RowFilter): string[] {
    return [...new Set(conditionsOf(filter).map(({ column }) => column[0]))].sort();
}

/** A condition on one column. */
export type ColumnCondition = Extract<RowFilter, { column: ColumnPath }>;

/** Every condition on a column within a filter, in the order in which they stand. */
export function conditionsOf(filter: RowFilter): ColumnCondition[] {
    switch (filter.kind) {
        case "constant":
            return [];
        case "not":
            return conditionsOf(filter.operand);
        case "and":
        case "or":
            return filter.operands.flatMap(conditionsOf);
        default:
            return [filter];
    }
}

/** The constants of a condition. */
export function literalsOf(condition: ColumnCondition): readonly FilterLiteral[] {
    switch (condition.kind) {
        case "comparison":
            return [condition.value];
        case "between":
            return [condition.low, condition.high];
        case "in":
            return condition.values;
        case "like":
            return [{ type: "text", value: condition.pattern }];
        case "null":
            return [];
    }
}
