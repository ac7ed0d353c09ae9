import {
    type ColumnCondition,
    columnsOf,
    type FilterLiteral,
    type RowFilter,
} from "../../components/governance/row-filter";
import type { CatalogTable } from "./catalog";
import { QueryError, QueryErrorCode } from "./query-error";
import { quoteText } from "./sql-text";

/** A column as SQL, by its name. */
export type ColumnReference = (column: string) => string;

/** The condition as DuckDB's SQL. Nothing of the filter's text gets into it but names and constants, quoted here. */
export function conditionSql(filter: RowFilter, reference: ColumnReference): string {
    switch (filter.kind) {
        case "constant":
            return String(filter.value);
        case "not":
            return `(NOT ${conditionSql(filter.operand, reference)})`;
        case "and":
        case "or":
            return `(${filter.operands.map((operand) => conditionSql(operand, reference)).join(` ${filter.kind} `)})`;
        default:
            return `(${columnConditionSql(filter, reference)})`;
    }
}

/**
 * The part of a condition that speaks of nothing but the given columns, and that every row must meet which meets the whole; undefined if
 * there is none.
 */
export function partOver(columns: ReadonlySet<string>, filter: RowFilter): RowFilter | undefined {
    if (columnsOf(filter).every((column) => columns.has(column))) {
        return filter;
    }
    if (filter.kind !== "and") {
        return undefined;
    }
    const operands = filter.operands.flatMap((operand) => partOver(columns, operand) ?? []);
    return operands.length === 0 ? undefined : { kind: "and", operands };
}

/** The condition that any of several admits a row; none admits nothing. */
export function anyOf(filters: readonly RowFilter[]): RowFilter {
    const [first] = filters;
    if (first === undefined) {
        return { kind: "constant", value: false };
    }
    return filters.length === 1 ? first : { kind: "or", operands: filters };
}

function columnConditionSql(condition: ColumnCondition, reference: ColumnReference): string {
    const [name, ...fields] = condition.column;
    const column = fields.reduce((value, field) => `struct_extract(${value}, ${quoteText(field)})`, reference(name));
    const not = condition.kind !== "comparison" && condition.negated ? "NOT " : "";
    switch (condition.kind) {
        case "comparison":
            return `${column} ${condition.operator} ${literalSql(condition.value)}`;
        case "between":
            return `${column} ${not}BETWEEN ${literalSql(condition.low)} AND ${literalSql(condition.high)}`;
        case "in":
            return `${column} ${not}IN (${condition.values.map(literalSql).join(", ")})`;
        case "like":
            return `${column} ${not}LIKE ${quoteText(condition.pattern)}`;
        case "null":
            return `${column} IS ${not}NULL`;
    }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** @throws Error if a number isn't one. */
function literalSql({ type, value }: FilterLiteral): string {
    switch (type) {
        case "boolean":
            return String(value);
        case "number":
            if (!NUMBER.test(value)) {
                throw new Error(`'${value}' is not a number`);
            }
            return value;
        case "text":
            return quoteText(value);
        case "date":
            return `DATE ${quoteText(value)}`;
        case "timestamp":
            return `TIMESTAMP ${quoteText(value)}`;
    }
}

/**
 * The answer to a question about a table whose row filters can't be applied. Their text stays out of it: it tells of rows that who asks may
 * not see.
 */
export function unusableFilter({ name }: CatalogTable, reason: string): QueryError {
    return new QueryError(
        QueryErrorCode.PermissionDenied,
        `Access Denied: the row filters on '${name}' can't be applied: ${reason}`,
        undefined,
        "`lakefront access` shows the grants; correct the filter in the program.",
    );
}
