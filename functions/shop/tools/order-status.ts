import * as z from "zod";
import { statusWords } from "../orders/status";
import type { Order } from "../orders/types";
import { cartOutput, lineFacts, linesEvidence, productIdsOf, sumsOf, totalsFacts, totalsOutput } from "./cart-facts";
import { defineTool } from "./define";
import { orderId } from "./inputs";
import { assertSeen } from "./seen";

const mostOrders = 10;
/** Of each order in a list; of one order alone all are told that a model can be told of. */
const fewLines = 3;

const orderOutput = totalsOutput.extend({
    order_id: z.string(),
    status: z.string(),
    placed_at: z.string(),
    updated_at: z.string(),
    lines: cartOutput.shape.lines,
    further_lines: z.int(),
    pieces: z.int(),
});

/** Tells how far the shopper's orders are. */
export const orderStatus = defineTool({
    name: "order_status",
    description:
        "Returns the status of one of the shopper's orders, or of the newest ones where no id is given. Sees this shopper's orders only.",
    input: z.strictObject({ order_id: orderId.optional() }),
    output: z.object({ orders: z.array(orderOutput), note: z.string().optional() }),
    readOnly: true,
    timeoutMs: 5_000,
    async run({ order_id }, context) {
        const { shop, shopper } = context;
        if (order_id !== undefined) await assertSeen(context, "order", [order_id]);
        const orders =
            order_id === undefined ? await shop.orders(shopper, mostOrders) : [await shop.order(shopper, order_id)];
        return {
            output: {
                orders: orders.map((order) =>
                    orderFacts(order, order_id === undefined ? fewLines : order.lines.length),
                ),
                ...(orders.length === 0 && { note: "The shopper has no orders." }),
            },
            cards: orders.map((order) => ({ kind: "order", order })),
            seen: orders.flatMap(idsIn),
            evidence: ordersEvidence(orders),
            facts: { product_ids: [...new Set(orders.flatMap(({ lines }) => productIdsOf(lines)))] },
        };
    },
});

function orderFacts(order: Order, most: number): z.infer<typeof orderOutput> {
    const { lines } = lineFacts(order.lines.slice(0, most));
    return {
        order_id: order.order_id,
        status: statusWords(order.status),
        placed_at: order.placed_at,
        updated_at: order.updated_at,
        ...lineFacts(order.lines),
        lines,
        further_lines: order.lines.length - lines.length,
        ...totalsFacts(order),
    };
}

export function idsIn(order: Order): string[] {
    return [order.order_id, ...productIdsOf(order.lines)];
}

export function ordersEvidence(orders: readonly Order[]) {
    return {
        ...linesEvidence(
            orders.flatMap(({ lines }) => lines),
            orders.flatMap(sumsOf),
        ),
        stock: [],
        ids: orders.flatMap(idsIn),
    };
}
