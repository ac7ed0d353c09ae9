import type { Row, ShopTable, shopTables } from "../../../schemas";
import type { IngestColumns } from "../../shared/mapping";

/** A row of a table of the shop as its sender writes it: what says how it arrived is filled in on the way. */
export type ShopRow<Table extends ShopTable> = Omit<Row<(typeof shopTables)[Table]>, keyof IngestColumns>;

/** One document for the lake: the table that it belongs to, and its row. */
export type ShopEvent = {
    readonly [Table in ShopTable]: { readonly table: Table; readonly row: ShopRow<Table> };
}[ShopTable];

/** The document as it goes over the stream. */
export function eventText({ table, row }: ShopEvent): string {
    return JSON.stringify({ table, row });
}
