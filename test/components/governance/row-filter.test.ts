import { expect } from "chai";
import * as fc from "fast-check";
import {
    type ColumnPath,
    columnsOf,
    type FilterLiteral,
    parseRowFilter,
    printRowFilter,
    type RowFilter,
    RowFilterError,
} from "../../../components/governance/row-filter";

const year: ColumnPath = ["year"];
const country: ColumnPath = ["country"];
const number = (value: string): FilterLiteral => ({ type: "number", value });
const text = (value: string): FilterLiteral => ({ type: "text", value });
const comparison = (column: ColumnPath, operator: "=" | "<>" | "<" | ">", value: FilterLiteral): RowFilter => ({
    kind: "comparison",
    column,
    operator,
    value,
});

describe("parseRowFilter", () => {
    const read: [string, string, RowFilter][] = [
        ["a comparison", "year > 2010", comparison(year, ">", number("2010"))],
        ["both signs for unequal", "country != 'US'", comparison(country, "<>", text("US"))],
        ["quotes within a text", "country = 'it''s'", comparison(country, "=", text("it's"))],
        ["a negative decimal", "year < -1.50", comparison(year, "<", number("-1.50"))],
        ["a truth", "active = TRUE", comparison(["active"], "=", { type: "boolean", value: true })],
        ["a day", "d = DATE '2026-02-28'", comparison(["d"], "=", { type: "date", value: "2026-02-28" })],
        [
            "an instant",
            "t > timestamp '2026-02-28 12:00:00.5'",
            comparison(["t"], ">", { type: "timestamp", value: "2026-02-28 12:00:00.5" }),
        ],
        ["a column of upper-case letters", "Country = 'US'", comparison(country, "=", text("US"))],
        ["a quoted column", '"First" = 1', comparison(["first"], "=", number("1"))],
        ["a field of a struct", "customer.customerId <> 1", comparison(["customer", "customerid"], "<>", number("1"))],
        [
            "BETWEEN",
            "country between 'Z' and 'U'",
            { kind: "between", column: country, negated: false, low: text("Z"), high: text("U") },
        ],
        [
            "NOT IN",
            "year NOT IN (1, 2)",
            { kind: "in", column: year, negated: true, values: [number("1"), number("2")] },
        ],
        ["LIKE", "country LIKE '%ited%'", { kind: "like", column: country, negated: false, pattern: "%ited%" }],
        ["IS NULL", "country IS NULL", { kind: "null", column: country, negated: false }],
        ["IS NOT NULL", "country is not null", { kind: "null", column: country, negated: true }],
        ["all rows", "true", { kind: "constant", value: true }],
        ["no rows", "FALSE", { kind: "constant", value: false }],
        [
            "AND before OR, NOT before AND",
            "NOT year = 1 AND year = 2 OR TRUE",
            {
                kind: "or",
                operands: [
                    {
                        kind: "and",
                        operands: [
                            { kind: "not", operand: comparison(year, "=", number("1")) },
                            comparison(year, "=", number("2")),
                        ],
                    },
                    { kind: "constant", value: true },
                ],
            },
        ],
        [
            "parentheses",
            "year = 1 AND (year = 2 OR TRUE)",
            {
                kind: "and",
                operands: [
                    comparison(year, "=", number("1")),
                    { kind: "or", operands: [comparison(year, "=", number("2")), { kind: "constant", value: true }] },
                ],
            },
        ],
        ["white space of any kind", "\n\tyear\n=\t1 ", comparison(year, "=", number("1"))],
    ];
    for (const [what, filter, expected] of read) {
        it(`reads ${what}`, () => expect(parseRowFilter(filter)).to.deep.equal(expected));
    }

    const refused: [string, string, string][] = [
        ["nothing", "", "expected a column at character 1, found the end"],
        ["white space alone", "  ", "expected a column at character 3, found the end"],
        ["a comment", "year = 1 -- or true", 'expected a filter without comments at character 10, found "--"'],
        ["a long comment", "/* x */ year = 1", 'expected a filter without comments at character 1, found "/*"'],
        [
            "a function",
            "lower(country) = 'us'",
            'expected a column, for row filters have no functions at character 1, found "lower"',
        ],
        [
            "a function as the value",
            "country = lower('US')",
            'expected a value, for columns are compared with constants only (text in single quotes) at character 11, found "lower"',
        ],
        [
            "two columns",
            'country = "city"',
            'expected a value, for columns are compared with constants only (text in single quotes) at character 11, found "city"',
        ],
        ["a value first", "1 = year", 'expected a column before its value at character 1, found "1"'],
        [
            "a subquery",
            "year IN (SELECT 1)",
            'expected a value, for columns are compared with constants only (text in single quotes) at character 10, found "SELECT"',
        ],
        [
            "a reserved word as a column",
            "first = 1",
            'expected a column (one of that name is written "first" in quotes) at character 1, found "first"',
        ],
        [
            "a comparison with null",
            "country = NULL",
            'expected a value (for null, write IS NULL or IS NOT NULL) at character 11, found "NULL"',
        ],
        ["a second statement", "year = 1; drop", 'expected a column, a value or an operator at character 9, found ";"'],
        ["arithmetic", "year = 1 + 1", 'expected a column, a value or an operator at character 10, found "+"'],
        ["text after the end", "year = 1 year", 'expected AND, OR or the end at character 10, found "year"'],
        ["an escape", "country LIKE 'a' ESCAPE '!'", 'expected AND, OR or the end at character 18, found "ESCAPE"'],
        ["an open text", "country = 'US", "expected a closing ' at character 14, found the end"],
        ["an open name", '"country = 1', 'expected a closing " at character 13, found the end'],
        ["an open parenthesis", "(year = 1", 'expected ")" at character 10, found the end'],
        ["an empty list", "year IN ()", 'expected a value at character 10, found ")"'],
        ["an open list", "year IN (1", 'expected "," or ")" at character 11, found the end'],
        ["a number with letters", "year = 1x", 'expected a number such as 1 or 0.5 at character 8, found "1x"'],
        [
            "a column alone",
            "active",
            "expected =, <>, <, <=, >, >=, BETWEEN, IN, LIKE or IS at character 7, found the end",
        ],
        ["NOT before =", "year NOT = 1", 'expected BETWEEN, IN or LIKE at character 10, found "="'],
        ["a pattern of no text", "country LIKE 1", 'expected a pattern in single quotes at character 14, found "1"'],
        [
            "a day that there isn't",
            "d = DATE '2026-02-29'",
            "expected a day such as '2026-01-31' at character 10, found \"2026-02-29\"",
        ],
        [
            "an instant without a time",
            "t = TIMESTAMP '2026-02-28'",
            "expected an instant such as '2026-01-31 12:00:00' at character 15, found \"2026-02-28\"",
        ],
        [
            "2048 characters",
            `country = '${"x".repeat(2036)}'`,
            "expected at most 2047 characters at character 2048, found 2048",
        ],
    ];
    for (const [what, filter, message] of refused) {
        it(`refuses ${what}`, () => expect(() => parseRowFilter(filter)).to.throw(RowFilterError, message));
    }

    it("says where it stopped and what should have stood there", () => {
        try {
            parseRowFilter("year = ");
            expect.fail("the filter was read");
        } catch (error) {
            expect(error).to.include({ name: "RowFilterError", position: 7, expected: "a value" });
        }
    });

    it("reads the longest filter, whatever its nesting", () => {
        const filter = `${"(".repeat(1019)}year = 1${")".repeat(1019)}`;
        expect(parseRowFilter(filter)).to.deep.equal(comparison(year, "=", number("1")));
    });

    it("reads any filter that it prints as the same filter", () => {
        fc.assert(
            fc.property(anyFilter, (filter) => {
                const printed = printRowFilter(filter);
                fc.pre(printed.length < 2048);
                expect(parseRowFilter(printed)).to.deep.equal(filter);
            }),
            { numRuns: 500 },
        );
    });

    it("throws nothing but a RowFilterError, whatever the text", () => {
        const piece = fc.constantFrom(
            "a",
            "'x'",
            '"b"',
            "1",
            "-",
            "(",
            ")",
            ",",
            ".",
            "=",
            "<",
            "AND",
            "NOT",
            "IN",
            "IS",
            "'",
            '"',
        );
        fc.assert(
            fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
                try {
                    parseRowFilter(pieces.join(" "));
                } catch (error) {
                    expect(error).to.be.instanceOf(RowFilterError);
                }
            }),
            { numRuns: 500 },
        );
    });
});

describe("columnsOf", () => {
    it("names every column once, in order", () => {
        const filter = parseRowFilter("b.c = 1 AND (NOT a IN (1) OR b.d IS NULL) OR z LIKE 'x' OR FALSE");
        expect(columnsOf(filter)).to.deep.equal(["a", "b", "z"]);
    });
});

const anyName = fc.string({ minLength: 1, maxLength: 8 }).map((name) => name.toLowerCase());
const anyPath: fc.Arbitrary<ColumnPath> = fc
    .tuple(anyName, fc.array(anyName, { maxLength: 2 }))
    .map(([first, rest]) => [first, ...rest]);
const anyDay = fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
const anyLiteral: fc.Arbitrary<FilterLiteral> = fc.oneof(
    fc.string().map(text),
    fc.integer().map((value) => number(String(value))),
    fc.constantFrom("0.50", "-1.5e10", "12345678901234567890.123").map(number),
    fc.boolean().map((value): FilterLiteral => ({ type: "boolean", value })),
    anyDay.map((value): FilterLiteral => ({ type: "date", value })),
    anyDay.map((day): FilterLiteral => ({ type: "timestamp", value: `${day} 23:59:59.123` })),
);
const anyFilter: fc.Arbitrary<RowFilter> = fc.letrec<{ filter: RowFilter; condition: RowFilter }>((tie) => ({
    filter: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        tie("condition"),
        tie("filter").map((operand): RowFilter => ({ kind: "not", operand })),
        fc
            .tuple(
                fc.constantFrom("and" as const, "or" as const),
                fc.array(tie("filter"), { minLength: 2, maxLength: 3 }),
            )
            .map(([kind, operands]): RowFilter => ({ kind, operands })),
    ),
    condition: fc.oneof(
        fc.boolean().map((value): RowFilter => ({ kind: "constant", value })),
        fc.record({
            kind: fc.constant("comparison" as const),
            column: anyPath,
            operator: fc.constantFrom("=", "<>", "<", "<=", ">", ">="),
            value: anyLiteral,
        }),
        fc.record({
            kind: fc.constant("between" as const),
            column: anyPath,
            negated: fc.boolean(),
            low: anyLiteral,
            high: anyLiteral,
        }),
        fc.record({
            kind: fc.constant("in" as const),
            column: anyPath,
            negated: fc.boolean(),
            values: fc.array(anyLiteral, { minLength: 1, maxLength: 3 }),
        }),
        fc.record({
            kind: fc.constant("like" as const),
            column: anyPath,
            negated: fc.boolean(),
            pattern: fc.string(),
        }),
        fc.record({ kind: fc.constant("null" as const), column: anyPath, negated: fc.boolean() }),
    ),
})).filter;
