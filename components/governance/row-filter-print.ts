import type { ColumnPath, FilterLiteral, RowFilter } from "./row-filter";

/** Writes a row filter so that `parseRowFilter` reads the same from it: names quoted, one form for each operator. */
export function printRowFilter(filter: RowFilter): string {
    switch (filter.kind) {
        case "constant":
            return filter.value ? "TRUE" : "FALSE";
        case "not":
            return `NOT (${printRowFilter(filter.operand)})`;
        case "and":
        case "or":
            return filter.operands
                .map((operand) => `(${printRowFilter(operand)})`)
                .join(` ${filter.kind.toUpperCase()} `);
        default:
            return `${columnText(filter.column)} ${conditionText(filter)}`;
    }
}

function conditionText(filter: Extract<RowFilter, { column: ColumnPath }>): string {
    const not = filter.kind !== "comparison" && filter.negated ? "NOT " : "";
    switch (filter.kind) {
        case "comparison":
            return `${filter.operator} ${literalText(filter.value)}`;
        case "between":
            return `${not}BETWEEN ${literalText(filter.low)} AND ${literalText(filter.high)}`;
        case "in":
            return `${not}IN (${filter.values.map(literalText).join(", ")})`;
        case "like":
            return `${not}LIKE ${quoted(filter.pattern, "'")}`;
        case "null":
            return `IS ${not}NULL`;
    }
}

function literalText({ type, value }: FilterLiteral): string {
    switch (type) {
        case "boolean":
            return value ? "TRUE" : "FALSE";
        case "number":
            return value;
        case "text":
            return quoted(value, "'");
        default:
            return `${type.toUpperCase()} ${quoted(value, "'")}`;
    }
}

function columnText(path: ColumnPath): string {
    return path.map((name) => quoted(name, '"')).join(".");
}

function quoted(text: string, quote: string): string {
    return quote + text.replaceAll(quote, quote + quote) + quote;
}
