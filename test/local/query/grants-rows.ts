import { quoteText } from "../../../local/query/sql-text";
import { column, type Lake, table } from "./support";

/** A row of a table, or what someone sees of it. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Tables over which grants are tried; `calls` is partitioned by place, and `people` may be in another database. */
export const calls = table(
    "calls",
    [column("id", "string"), column("n", "int"), column("word", "string"), column("flag", "boolean")],
    { partitionKeys: [column("place", "string")] },
);
export const orders = table("orders", [column("id", "string"), column("n", "int")]);

export const people = table("people", [column("id", "string"), column("name", "string"), column("n", "int")]);

/** What the tables hold, columns in the catalogue's order. */
export const ROWS: Readonly<Record<string, readonly Row[]>> = {
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
    people: [
        { id: "x1", name: "Ada", n: 1 },
        { id: "z", name: null, n: 2 },
    ],
};

/** A row filter, beside what it means: true, false, or null where SQL can't tell. */
export interface FilterMeaning {
    readonly text: string;
    readonly admits: (row: Row) => boolean | null;
    readonly tables: readonly string[];
}

const any = ["calls", "orders", "people"];
const only = ["calls"];

export const FILTERS: readonly FilterMeaning[] = [
    { text: "n > 1", admits: ({ n }) => (n === null ? null : Number(n) > 1), tables: any },
    { text: "NOT (n = 1)", admits: ({ n }) => (n === null ? null : n !== 1), tables: any },
    { text: "n IS NULL OR n BETWEEN 2 AND 3", admits: ({ n }) => n === null || n === 2 || n === 3, tables: any },
    { text: "id IN ('x1', 'z')", admits: ({ id }) => (id === null ? null : id === "x1" || id === "z"), tables: any },
    { text: "id LIKE 'x%'", admits: ({ id }) => (id === null ? null : String(id).startsWith("x")), tables: any },
    { text: "word = 'it''s'", admits: ({ word }) => (word === null ? null : word === "it's"), tables: only },
    {
        text: "word NOT LIKE 'b_'",
        admits: ({ word }) => (word === null ? null : !/^b.$/.test(String(word))),
        tables: only,
    },
    { text: "flag = true", admits: ({ flag }) => (flag === null ? null : flag === true), tables: only },
    { text: "place = 'here'", admits: ({ place }) => place === "here", tables: only },
    {
        text: "place = 'there' AND n < 3",
        admits: ({ place, n }) => place === "there" && n !== null && Number(n) < 3,
        tables: only,
    },
    {
        text: "place <> 'here' OR word = 'a'",
        admits: ({ place, word }) => place !== "here" || word === "a",
        tables: only,
    },
];

/** Writes the rows where the catalogue says that they lie. */
export async function fill(lake: Lake): Promise<void> {
    for (const place of ["here", "there"]) {
        const rows = ROWS.calls?.filter((row) => row.place === place) ?? [];
        await lake.put(`calls/place=${place}/a.parquet`, calls.columns, valuesOf(rows));
    }
    for (const { name, columns } of [orders, people]) {
        await lake.put(`${name}/a.parquet`, columns, valuesOf(ROWS[name] ?? []));
    }
}

function valuesOf(rows: readonly Row[]): string {
    return rows
        .map(({ place: _, ...row }) => Object.values(row).map(literal).join(", "))
        .map((values) => `(${values})`)
        .join(", ");
}

export function literal(value: Row[string]): string {
    return typeof value === "string" ? quoteText(value) : String(value);
}
