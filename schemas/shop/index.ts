import { assistantToolCalls } from "./assistant-tool-calls";
import { assistantTurns } from "./assistant-turns";
import { catalogSyncs } from "./catalog-syncs";
import { orderLines } from "./order-lines";
import { orders } from "./orders";

/** The tables of the shop and its assistant, by name. */
export const shopTables = {
    assistant_turns: assistantTurns,
    assistant_tool_calls: assistantToolCalls,
    orders,
    order_lines: orderLines,
    catalog_syncs: catalogSyncs,
} as const;

/** Name of a table of the shop. */
export type ShopTable = keyof typeof shopTables;
