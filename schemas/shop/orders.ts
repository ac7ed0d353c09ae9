import { table } from "../table";
import { t } from "../types";
import { eventIdColumn, shopFacts, shopIngestColumns, shopPartitions } from "./shop-columns";

/** Orders, one row for each change of one. Name, street and e-mail stay in the shop: the lake has no use for them. */
export const orders = table({
    name: "orders",
    domain: "orders",
    description: "Every version of every order: placed, cancelled, sent, returned. `orders_latest` shows the newest.",
    columns: {
        ...eventIdColumn("the version"),
        order_id: { type: t.string(), description: "Id of the order.", required: true },
        status: {
            type: t.string(),
            description: "Status that the order has in this version.",
            required: true,
            values: ["placed", "shipped", "delivered", "cancelled", "return_requested", "returned"],
        },
        placed_ts: { type: t.timestamp(), description: "When it was placed.", required: true },
        updated_ts: { type: t.timestamp(), description: "When this version came to be.", required: true },
        shopper_id: { type: t.string(), description: "Id of the shopper's account.", personal: true },
        conversation_id: {
            type: t.string(),
            description: "Conversation with the assistant in which it was confirmed; null without one.",
        },
        currency: { type: t.string(), description: "Currency of the amounts, ISO 4217.", required: true },
        subtotal_minor: { type: t.bigint(), description: "Products, in the currency's smallest unit.", least: 0 },
        shipping_minor: { type: t.bigint(), description: "Shipping, in the currency's smallest unit.", least: 0 },
        tax_minor: { type: t.bigint(), description: "Tax, in the currency's smallest unit.", least: 0 },
        total_minor: {
            type: t.bigint(),
            description: "All of it, in the currency's smallest unit.",
            required: true,
            least: 0,
        },
        line_count: { type: t.int(), description: "Lines of the order.", required: true, least: 1 },
        shipping_method: { type: t.string(), description: "How it is sent." },
        ship_to_country: { type: t.string(), description: "Country that it is sent to, ISO 3166-1." },
        ship_to_state: { type: t.string(), description: "State or province that it is sent to." },
        ...shopIngestColumns,
    },
    partitions: shopPartitions("placing the order, the same for all its versions"),
    ...shopFacts,
});
