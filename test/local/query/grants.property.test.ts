import { expect } from "chai";
import fc from "fast-check";
import { QueryError } from "../../../local/query/query-error";
import type { AccessResource } from "../../../runner/access";
import { governed, permissions, ROLE, readsColumns, readsRows, tagged, tagPolicy } from "./grants";
import { catalog, column, Lake, table } from "./support";

type Row = Readonly<Record<string, string | number | boolean | null>>;

const calls = table(
    "calls",
    [column("id", "string"), column("n", "int"), column("word", "string"), column("flag", "boolean")],
    { partitionKeys: [column("place", "string")] },
);
const orders = table("orders", [column("id", "string"), column("n", "int")]);
const lakes = catalog(calls, orders);

const ROWS: Readonly<Record<string, readonly Row[]>> = {
    calls: [
        { id: "x1", n: 1, word: "a", flag: true, place: "here" },
        { id: "x2", n: 2, word: null, flag: false, place: "here" },
        { id: "y1", n: null, word: "b_", flag: null, place: "here" },
        { id: "y2", n: 3, word: "it's", flag: true, place: "there" },
        { id: null, n: 1, word: "a", flag: false, place: "there" },
    ],
    orders: [
        { id: "x1", n: 1 },
        { id: "x2", n: null },
        { id: "z", n: 3 },
    ],
};

/** Row filters, each beside what it means: true, false, or null where SQL can't tell. */
const FILTERS: readonly (readonly [text: string, admits: (row: Row) => boolean | null, tables: readonly string[]])[] = [
    ["n > 1", ({ n }) => (n === null ? null : Number(n) > 1), ["calls", "orders"]],
    ["NOT (n = 1)", ({ n }) => (n === null ? null : n !== 1), ["calls", "orders"]],
    ["n IS NULL OR n BETWEEN 2 AND 3", ({ n }) => n === null || n === 2 || n === 3, ["calls", "orders"]],
    ["id IN ('x1', 'z')", ({ id }) => (id === null ? null : id === "x1" || id === "z"), ["calls", "orders"]],
    ["id LIKE 'x%'", ({ id }) => (id === null ? null : String(id).startsWith("x")), ["calls", "orders"]],
    ["word = 'it''s'", ({ word }) => (word === null ? null : word === "it's"), ["calls"]],
    ["word NOT LIKE 'b_'", ({ word }) => (word === null ? null : !/^b.$/.test(String(word))), ["calls"]],
    ["flag = true", ({ flag }) => (flag === null ? null : flag === true), ["calls"]],
    ["place = 'here'", ({ place }) => place === "here", ["calls"]],
    ["place = 'there' AND n < 3", ({ place, n }) => place === "there" && n !== null && Number(n) < 3, ["calls"]],
    ["place <> 'here' OR word = 'a'", ({ place, word }) => place !== "here" || word === "a", ["calls"]],
    ["false", () => false, ["calls", "orders"]],
];

/** A grant of SELECT, as declared, and what it says in so many words. */
interface Declared {
    readonly resources: (principal: string) => readonly AccessResource[];
    readonly covers: (table: string, column: string) => boolean;
    readonly admits: (row: Row) => boolean;
}

const everyRow = () => true;
const namesOf = (name: string) => Object.keys(ROWS[name]?.[0] ?? {});
const someColumns = (name: string) => fc.subarray(namesOf(name), { minLength: 1 });
const tableName = fc.constantFrom("calls", "orders");

const wholeTable = tableName.map(
    (name): Declared => ({
        resources: (principal) => [permissions(principal, ["SELECT"], { table: { databaseName: "lake", name } })],
        covers: (table) => table === name,
        admits: everyRow,
    }),
);
const allTables = fc.constant<Declared>({
    resources: (principal) => [permissions(principal, ["SELECT"], { table: { databaseName: "lake", wildcard: true } })],
    covers: () => true,
    admits: everyRow,
});
const describing = tableName.map(
    (name): Declared => ({
        resources: (principal) => [
            permissions(principal, ["DESCRIBE", "INSERT"], { table: { databaseName: "lake", name } }),
        ],
        covers: () => false,
        admits: everyRow,
    }),
);
const including = tableName.chain((name) =>
    someColumns(name).map(
        (columnNames): Declared => ({
            resources: (principal) => [readsColumns(principal, name, { columnNames })],
            covers: (table, column) => table === name && columnNames.includes(column),
            admits: everyRow,
        }),
    ),
);
const excluding = tableName.chain((name) =>
    someColumns(name).map(
        (excludedColumnNames): Declared => ({
            resources: (principal) => [readsColumns(principal, name, { wildcard: true, excludedColumnNames })],
            covers: (table, column) => table === name && !excludedColumnNames.includes(column),
            admits: everyRow,
        }),
    ),
);
const filtering = tableName.chain((name) =>
    fc
        .tuple(
            fc.constantFrom(...FILTERS.filter(([, , tables]) => tables.includes(name))),
            fc.option(someColumns(name), { nil: undefined }),
        )
        .map(
            ([[text, admits], columns]): Declared => ({
                resources: (principal) => readsRows(principal, name, text, columns),
                covers: (table, column) => table === name && (columns === undefined || columns.includes(column)),
                admits: (row) => admits(row) === true,
            }),
        ),
);
/** `calls.word` is tagged personal and the rest of `calls` internal; `orders` has no tags. */
const byTags = fc.subarray(["internal", "personal"], { minLength: 1 }).map(
    (values): Declared => ({
        resources: (principal) => [tagPolicy(principal, "sensitivity", values)],
        covers: (table, column) => table === "calls" && values.includes(column === "word" ? "personal" : "internal"),
        admits: everyRow,
    }),
);
const TAGS = [tagged("calls", "sensitivity", "internal"), tagged("calls", "sensitivity", "personal", ["word"])];

const grants = fc.array(
    fc.oneof(
        { arbitrary: filtering, weight: 4 },
        { arbitrary: fc.oneof(including, excluding), weight: 3 },
        { arbitrary: fc.oneof(wholeTable, allTables, describing, byTags), weight: 1 },
    ),
    { maxLength: 4 },
);

const readableOf = (declared: readonly Declared[], name: string) =>
    namesOf(name).filter((column) => declared.some(({ covers }) => covers(name, column)));

/** What a principal gets of a table, cell by cell, straight from what was granted to it; undefined if it may read nothing of it. */
function expected(declared: readonly Declared[], name: string): (readonly unknown[])[] | undefined {
    const columns = readableOf(declared, name);
    if (columns.length === 0) {
        return undefined;
    }
    const admitted = (row: Row, column: string) =>
        declared.some(({ covers, admits }) => covers(name, column) && admits(row));
    return (ROWS[name] ?? [])
        .filter((row) => columns.some((column) => admitted(row, column)))
        .map((row) => columns.map((column) => (admitted(row, column) ? row[column] : null)));
}

async function answered(lake: Lake, name: string, principal: string): Promise<(readonly unknown[])[] | undefined> {
    try {
        return [...(await lake.rows(`SELECT * FROM ${name}`, principal))];
    } catch (error) {
        if (error instanceof QueryError && /does not exist$|no accessible columns$/.test(error.detail)) {
            return undefined;
        }
        throw error;
    }
}

/** Conditions that a plan hands to the reader of files. */
const SOUGHT: readonly (readonly [column: string, value: string | number])[] = [
    ["n", 1],
    ["word", "a"],
    ["place", "there"],
];

/** Of each column the number of its values, and before them that of the rows: what is counted is what is shown. */
const counts = (rows: readonly (readonly unknown[])[]) => [
    rows.length,
    ...(rows[0] ?? []).map((_, i) => rows.filter((row) => row[i] !== null).length),
];

async function counted(lake: Lake, name: string, columns: readonly string[], principal: string): Promise<unknown> {
    const [row] = await lake.rows(
        `SELECT count(*), ${columns.map((column) => `count(${column})`).join(", ")} FROM ${name}`,
        principal,
    );
    return row;
}

const sorted = (rows: (readonly unknown[])[] | undefined) => rows?.map((row) => JSON.stringify(row)).sort();

describe("answers under random grants", () => {
    const values = (rows: readonly Row[]) =>
        rows
            .map(
                ({ place: _, ...row }) =>
                    `(${Object.values(row)
                        .map((value) =>
                            typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value),
                        )
                        .join(", ")})`,
            )
            .join(", ");

    it("equal what a plain reading of the grants gives, for every principal, table, column and row", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(grants, { minLength: 6, maxLength: 10 }), async (byPrincipal) => {
                const principal = (i: number) => `${ROLE}somebody-${i}`;
                const declared = byPrincipal.flatMap((list, i) =>
                    list.flatMap(({ resources }) => resources(principal(i))),
                );
                const lake = await Lake.of(lakes, governed(lakes, TAGS, declared));
                try {
                    for (const place of ["here", "there"]) {
                        const rows = ROWS.calls?.filter((row) => row.place === place) ?? [];
                        await lake.put(`calls/place=${place}/a.parquet`, calls.columns, values(rows));
                    }
                    await lake.put("orders/a.parquet", orders.columns, values(ROWS.orders ?? []));
                    for (const [i, list] of byPrincipal.entries()) {
                        for (const name of Object.keys(ROWS)) {
                            const answer = await answered(lake, name, principal(i));
                            const wanted = expected(list, name);
                            expect(sorted(answer)).to.deep.equal(sorted(wanted));
                            if (wanted !== undefined && wanted.length > 0) {
                                const columns = readableOf(list, name);
                                expect(await counted(lake, name, columns, principal(i))).to.deep.equal(counts(wanted));
                                for (const [column, value] of SOUGHT.filter(([each]) => columns.includes(each))) {
                                    const literal = typeof value === "string" ? `'${value}'` : value;
                                    const found = wanted.filter((row) => row[columns.indexOf(column)] === value);
                                    expect(
                                        await lake.rows(
                                            `SELECT count(*) FROM ${name} WHERE ${column} = ${literal}`,
                                            principal(i),
                                        ),
                                    ).to.deep.equal([[found.length]]);
                                }
                            }
                        }
                    }
                } finally {
                    await lake.close();
                }
            }),
            { numRuns: 6 },
        );
    });
});
