import { table } from "../table";
import { t } from "../types";
import { eventIdColumn, shopFacts, shopIngestColumns, shopPartitions } from "./shop-columns";

/** What was ordered: one row for each line of an order, written when it is placed. */
export const orderLines = table({
    name: "order_lines",
    domain: "orders",
    description: "One line of an order: which product, how many, at which price. Lines never change.",
    columns: {
        ...eventIdColumn("the line"),
        order_id: { type: t.string(), description: "Id of the order.", required: true },
        line_number: {
            type: t.int(),
            description: "Place of the line in its order, from 1.",
            required: true,
            least: 1,
        },
        placed_ts: { type: t.timestamp(), description: "When the order was placed.", required: true },
        product_id: { type: t.string(), description: "Id of the product.", required: true },
        product_name: { type: t.string(), description: "Name of the product at that time." },
        quantity: { type: t.int(), description: "How many pieces.", required: true, least: 1 },
        currency: { type: t.string(), description: "Currency of the amounts, ISO 4217.", required: true },
        unit_price_minor: {
            type: t.bigint(),
            description: "Price of a piece, in the currency's smallest unit.",
            required: true,
            least: 0,
        },
        line_total_minor: {
            type: t.bigint(),
            description: "Price of the line, in the currency's smallest unit.",
            required: true,
            least: 0,
        },
        ...shopIngestColumns,
    },
    partitions: shopPartitions("placing the order"),
    ...shopFacts,
});
