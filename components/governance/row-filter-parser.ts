import type { ColumnPath, ComparisonOperator, FilterLiteral, RowFilter } from "./row-filter";
import { type FilterToken, filterTokens, RowFilterError } from "./row-filter-tokens";
import { RESERVED_WORDS } from "./row-filter-words";

/**
 * Reads a row filter of Lake Formation: columns compared with constants by `=`, `<>`, `!=`, `<`, `<=`, `>`, `>=`,
 * `BETWEEN`, `IN`, `LIKE` and `IS [NOT] NULL`, joined by `AND`, `OR` and `NOT`. No functions, no subqueries, no comments,
 * no comparison of two columns. https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html
 *
 * Takes literals of dates and timestamps too, which Lake Formation reads as PartiQL but refuses for columns of these
 * types: whether a filter fits a table is a question for `rowFilterProblems`.
 *
 * @throws RowFilterError with the place, and what should have stood there
 */
export function parseRowFilter(text: string): RowFilter {
    const reader = new Reader(filterTokens(text));
    const filter = disjunction(reader);
    if (reader.next.kind !== "end") reader.fail("AND, OR or the end");
    return filter;
}

/** Walks through the pieces of a filter. */
class Reader {
    private index = 0;

    constructor(private readonly tokens: readonly FilterToken[]) {}

    get next(): FilterToken {
        const token = this.tokens[Math.min(this.index, this.tokens.length - 1)];
        if (!token) throw new RowFilterError("a filter", 0, "nothing");
        return token;
    }

    /** Whether the piece after the next is this sign. */
    followedBy(sign: string): boolean {
        const token = this.tokens[this.index + 1];
        return token?.kind === "sign" && token.text === sign;
    }

    take(): FilterToken {
        const token = this.next;
        this.index += 1;
        return token;
    }

    /** Takes the next piece if it is this keyword or sign. */
    takeIf(text: string): boolean {
        const { kind, upper } = this.next;
        const matches = (kind === "word" || kind === "sign") && upper === text;
        if (matches) this.index += 1;
        return matches;
    }

    expect(text: string): void {
        if (!this.takeIf(text)) this.fail(text.length > 1 ? text : `"${text}"`);
    }

    fail(expected: string): never {
        const { kind, text, position } = this.next;
        throw new RowFilterError(expected, position, kind === "end" ? "the end" : `"${text}"`);
    }
}

function disjunction(reader: Reader): RowFilter {
    return joined(reader, "or", conjunction);
}

function conjunction(reader: Reader): RowFilter {
    return joined(reader, "and", negation);
}

function joined(reader: Reader, kind: "and" | "or", operand: (reader: Reader) => RowFilter): RowFilter {
    const first = operand(reader);
    const operands = [first];
    while (reader.takeIf(kind.toUpperCase())) operands.push(operand(reader));
    return operands.length === 1 ? first : { kind, operands };
}

function negation(reader: Reader): RowFilter {
    return reader.takeIf("NOT") ? { kind: "not", operand: negation(reader) } : condition(reader);
}

function condition(reader: Reader): RowFilter {
    if (reader.takeIf("(")) {
        const inner = disjunction(reader);
        reader.expect(")");
        return inner;
    }
    if (reader.takeIf("TRUE")) return { kind: "constant", value: true };
    if (reader.takeIf("FALSE")) return { kind: "constant", value: false };
    return columnCondition(reader, columnPath(reader));
}

function columnCondition(reader: Reader, column: ColumnPath): RowFilter {
    if (reader.takeIf("IS")) {
        const negated = reader.takeIf("NOT");
        reader.expect("NULL");
        return { kind: "null", column, negated };
    }
    const operator = operatorOf(reader.next);
    if (operator) {
        reader.take();
        return { kind: "comparison", column, operator, value: literal(reader) };
    }
    const negated = reader.takeIf("NOT");
    if (reader.takeIf("BETWEEN")) {
        const low = literal(reader);
        reader.expect("AND");
        return { kind: "between", column, negated, low, high: literal(reader) };
    }
    if (reader.takeIf("IN")) return { kind: "in", column, negated, values: literalList(reader) };
    if (reader.takeIf("LIKE")) {
        if (reader.next.kind !== "text") reader.fail("a pattern in single quotes");
        return { kind: "like", column, negated, pattern: reader.take().text };
    }
    return reader.fail(negated ? "BETWEEN, IN or LIKE" : "=, <>, <, <=, >, >=, BETWEEN, IN, LIKE or IS");
}

const OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
    "=": "=",
    "<>": "<>",
    "!=": "<>",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
};

function operatorOf({ kind, text }: FilterToken): ComparisonOperator | undefined {
    return kind === "sign" && Object.hasOwn(OPERATORS, text) ? OPERATORS[text] : undefined;
}

function columnPath(reader: Reader): ColumnPath {
    const path: [string, ...string[]] = [columnName(reader)];
    while (reader.takeIf(".")) path.push(columnName(reader));
    return path;
}

function columnName(reader: Reader): string {
    const { kind, text, upper } = reader.next;
    if (kind === "quoted") return reader.take().text.toLowerCase();
    if (kind !== "word") {
        const isValue = kind === "text" || kind === "number";
        return reader.fail(isValue ? "a column before its value" : "a column");
    }
    if (reader.followedBy("(")) return reader.fail("a column, for row filters have no functions");
    if (RESERVED_WORDS.has(upper)) return reader.fail(`a column (one of that name is written "${text}" in quotes)`);
    return reader.take().text.toLowerCase();
}

function literalList(reader: Reader): FilterLiteral[] {
    reader.expect("(");
    const values = [literal(reader)];
    while (reader.takeIf(",")) values.push(literal(reader));
    if (!reader.takeIf(")")) reader.fail('"," or ")"');
    return values;
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;
const TIMESTAMP = /^(\S+) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?$/;

function literal(reader: Reader): FilterLiteral {
    const { kind, text } = reader.next;
    if (kind === "text" || kind === "number") {
        reader.take();
        return { type: kind, value: text };
    }
    if (reader.takeIf("TRUE")) return { type: "boolean", value: true };
    if (reader.takeIf("FALSE")) return { type: "boolean", value: false };
    if (reader.takeIf("DATE")) {
        return { type: "date", value: typedText(reader, "a day such as '2026-01-31'", isDay) };
    }
    if (reader.takeIf("TIMESTAMP")) {
        const isInstant = (value: string) => isDay(TIMESTAMP.exec(value)?.[1] ?? "");
        return { type: "timestamp", value: typedText(reader, "an instant such as '2026-01-31 12:00:00'", isInstant) };
    }
    if (reader.next.upper === "NULL") return reader.fail("a value (for null, write IS NULL or IS NOT NULL)");
    return reader.fail(
        kind === "word" || kind === "quoted"
            ? "a value, for columns are compared with constants only (text in single quotes)"
            : "a value",
    );
}

function typedText(reader: Reader, expected: string, isValid: (value: string) => boolean): string {
    if (reader.next.kind !== "text" || !isValid(reader.next.text)) reader.fail(expected);
    return reader.take().text;
}

/** The pattern takes the 31st of any month; only a day that there is stands the way there and back. */
function isDay(value: string): boolean {
    if (!DATE.test(value)) return false;
    const instant = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
}
