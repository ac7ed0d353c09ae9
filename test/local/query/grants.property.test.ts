import { expect } from "chai";
import fc from "fast-check";
import type { AccessResource } from "../../../runner/access";
import { governed, permissions, ROLE, readsColumns, readsRows, tagged, tagPolicy } from "./grants";
import { answered, columnsOf, everyRow, expected, type Reading, type Seen } from "./grants-reference";
import { calls, FILTERS, type FilterMeaning, fill, literal, orders } from "./grants-rows";
import { catalog, Lake } from "./support";

const lakes = catalog(calls, orders);

/** A grant, as declared. */
interface Declared extends Reading {
    readonly resources: (principal: string) => readonly AccessResource[];
}

const NOTHING: FilterMeaning = { text: "false", admits: () => false, tables: ["calls", "orders"] };
const someColumns = (name: string) => fc.subarray(columnsOf(name), { minLength: 1 });
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
            fc.constantFrom(...[...FILTERS, NOTHING].filter(({ tables }) => tables.includes(name))),
            fc.option(someColumns(name), { nil: undefined }),
        )
        .map(
            ([{ text, admits }, columns]): Declared => ({
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

/** Conditions that a plan hands to the reader of files. */
const SOUGHT: readonly (readonly [column: string, value: string | number])[] = [
    ["n", 1],
    ["word", "a"],
    ["place", "there"],
];

/** Of each column the number of its values, and before them that of the rows: what is counted is what is shown. */
const counts = ({ columns, rows }: Seen) => [
    rows.length,
    ...columns.map((_, i) => rows.filter((row) => row[i] !== null).length),
];

async function counted(lake: Lake, name: string, columns: readonly string[], principal: string): Promise<unknown> {
    const [row] = await lake.rows(
        `SELECT count(*), ${columns.map((column) => `count(${column})`).join(", ")} FROM ${name}`,
        principal,
    );
    return row;
}

async function expectAnswers(lake: Lake, name: string, principal: string, wanted: Seen | undefined): Promise<void> {
    expect(await answered(lake.engine.query(`SELECT * FROM ${name}`, { principal }))).to.deep.equal(wanted);
    if (wanted === undefined || wanted.rows.length === 0) {
        return;
    }
    const { columns, rows } = wanted;
    expect(await counted(lake, name, columns, principal)).to.deep.equal(counts(wanted));
    for (const [column, value] of SOUGHT.filter(([each]) => columns.includes(each))) {
        const found = rows.filter((row) => row[columns.indexOf(column)] === value);
        const sql = `SELECT count(*) FROM ${name} WHERE ${column} = ${literal(value)}`;
        expect(await lake.rows(sql, principal)).to.deep.equal([[found.length]]);
    }
}

describe("answers under random grants", function () {
    // Hundreds of questions, each planned and answered in a DuckDB of its own, take what the machine takes: 15 s on two processors.
    this.timeout(240_000);
    it("equal what a plain reading of the grants gives, for every principal, table, column and row", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(grants, { minLength: 6, maxLength: 10 }), async (byPrincipal) => {
                const principal = (i: number) => `${ROLE}somebody-${i}`;
                const declared = byPrincipal.flatMap((list, i) =>
                    list.flatMap(({ resources }) => resources(principal(i))),
                );
                const lake = await Lake.of(lakes, governed(lakes, TAGS, declared));
                try {
                    await fill(lake);
                    for (const [i, list] of byPrincipal.entries()) {
                        for (const { name } of [calls, orders]) {
                            await expectAnswers(lake, name, principal(i), expected(list, name));
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
