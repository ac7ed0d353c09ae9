import type { ShopTable } from "../../schemas";
import type { FirehoseEvent } from "../shared/firehose";
import { transformHandlerFor } from "../shared/lambda";
import type { TableMapping } from "../shared/mapping";
import { isShopTable, shopMapping } from "./mapping";

const mappings = new Map<ShopTable, TableMapping>();

/**
 * Firehose's data transformation for the feeds of the shop, which share one stream: a delivery stream for each table, that
 * drops what belongs to others.
 *
 * Settings, beside those of every feed: `DELIVERY_TABLES`, a JSON object of tables by the delivery stream's name.
 */
export const handler = transformHandlerFor((event) => {
    const table = tableOf(event, process.env.DELIVERY_TABLES ?? "{}");
    const mapping = mappings.get(table) ?? shopMapping(table);
    mappings.set(table, mapping);
    return mapping;
});

function tableOf({ deliveryStreamArn }: FirehoseEvent, setting: string): ShopTable {
    const name = deliveryStreamArn.slice(deliveryStreamArn.lastIndexOf("/") + 1);
    const tables: Record<string, unknown> = JSON.parse(setting);
    const table = tables[name];
    if (!isShopTable(table))
        throw new Error(`DELIVERY_TABLES names no table of the shop for the delivery stream ${name}`);
    return table;
}
