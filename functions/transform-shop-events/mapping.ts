import { type Column, type ShopTable, shopTables, type Timestamp } from "../../schemas";
import { type Draft, type Field, fieldsOf, objectReader } from "../shared/fields";
import {
    ELSEWHERE,
    type IngestColumns,
    impossibleDay,
    isPossibleDay,
    Reason,
    rowFactory,
    type TableMapping,
} from "../shared/mapping";
import { dateOf, timestamp } from "../shared/timestamps";
import { bigint, type Convert, decimal, flag, integer, isObject, list, text } from "../shared/values";

/** A row of any table of the shop while it is being filled. */
type ShopDraft = Record<string, unknown> & IngestColumns;

/** What the quarantine calls all tables of the shop: a document that can't be read names none. */
export const QUARANTINE_NAME = "shop_events";

/** The column that decides each table's day. It never changes, so all versions of one thing lie in one partition. */
const TIME_COLUMNS: Readonly<Record<ShopTable, string>> = {
    assistant_turns: "turn_ts",
    assistant_tool_calls: "call_ts",
    orders: "placed_ts",
    order_lines: "placed_ts",
    catalog_syncs: "started_ts",
};

const CONVERSIONS: Readonly<Record<string, Convert<NonNullable<unknown>>>> = {
    string: text,
    int: integer,
    bigint,
    double: decimal,
    boolean: flag,
    timestamp,
    "array<string>": list(text),
};

/** Filled in on the way, and never by the sender. */
const INGEST_COLUMNS: ReadonlySet<string> = new Set(["ingest_ts", "ingest_sequence", "source", "raw_json"]);

/** Documents of the shop, `{"table": …, "row": {…}}`, to rows of one of its tables. */
export function shopMapping(table: ShopTable): TableMapping {
    const schema = shopTables[table];
    const columns: readonly (readonly [string, Column])[] = Object.entries(schema.columns).filter(
        ([name]) => !INGEST_COLUMNS.has(name),
    );
    const { to } = fieldsOf<ShopDraft>();
    const fields = Object.fromEntries(
        columns.map(([name, column]): [string, Field<ShopDraft>] => [name, to(name, conversionOf(name, column))]),
    );
    const required = columns.filter(([, column]) => column.required === true).map(([name]) => name);
    const read = objectReader(fields, "row.");
    const newRow = rowFactory<ShopDraft>(schema);
    const timeColumn = TIME_COLUMNS[table];
    return {
        table,
        quarantineName: QUARANTINE_NAME,
        map(document, arrivedAt, notes) {
            if (!isShopTable(document.table)) {
                return { reason: Reason.UnknownTable, detail: "table names no table of the shop" };
            }
            if (document.table !== table) return ELSEWHERE;
            if (!isObject(document.row)) return { reason: Reason.MissingValue, detail: `${table}: row is missing` };
            const row: Draft<ShopDraft> = newRow();
            read(document.row, row, notes);
            const missing = required.find((name) => row[name] === undefined || row[name] === null);
            if (missing !== undefined) {
                return { reason: Reason.MissingValue, detail: `${table}: row.${missing} is missing, or no such value` };
            }
            const day = dateOf(row[timeColumn] as Timestamp);
            if (!isPossibleDay(day, arrivedAt)) return impossibleDay(`row.${timeColumn}`);
            return { row, partition: { event_date: day } };
        },
    };
}

/** Whether it is the name of a table of the shop. */
export function isShopTable(name: unknown): name is ShopTable {
    return typeof name === "string" && Object.hasOwn(shopTables, name);
}

function conversionOf(name: string, { type, values }: Column): Convert<NonNullable<unknown>> {
    const convert = CONVERSIONS[type.glue];
    if (convert === undefined) throw new Error(`No conversion to ${type.glue} for the column ${name}`);
    if (values === undefined) return convert;
    return (value, notes, path) => {
        const converted = convert(value, notes, path);
        return typeof converted === "string" && !values.includes(converted) ? undefined : converted;
    };
}
