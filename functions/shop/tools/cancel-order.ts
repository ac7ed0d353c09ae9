import * as z from "zod";
import { canBecome, statusWords } from "../orders/status";
import { OrderStatus, Refusal, ShopRefusal } from "../orders/types";
import { totalsFacts, totalsOutput } from "./cart-facts";
import { defineTool } from "./define";
import { orderId } from "./inputs";
import { idsIn, ordersEvidence } from "./order-status";
import { assertSeen } from "./seen";

/** Prepares a cancellation: the shopper, and nobody else, carries it out. */
export const cancelOrder = defineTool({
    name: "cancel_order",
    description:
        "Prepares the cancellation of one of the shopper's orders, and shows it for the shopper to confirm. This cancels nothing: only the shopper can, by confirming.",
    input: z.strictObject({ order_id: orderId }),
    output: totalsOutput.extend({ order_id: z.string(), status: z.string(), note: z.string() }),
    readOnly: true,
    timeoutMs: 5_000,
    async run({ order_id }, context) {
        await assertSeen(context, "order", [order_id]);
        const order = await context.shop.order(context.shopper, order_id);
        if (!canBecome(order.status, OrderStatus.Cancelled)) {
            throw new ShopRefusal(
                Refusal.NotCancellable,
                `The order is ${statusWords(order.status)} and can't be cancelled any more.`,
            );
        }
        return {
            output: {
                order_id: order.order_id,
                status: statusWords(order.status),
                ...totalsFacts(order),
                note: "Nothing is cancelled. The shopper confirms the cancellation that is shown, or doesn't.",
            },
            cards: [{ kind: "cancellation", order }],
            seen: idsIn(order),
            evidence: ordersEvidence([order]),
        };
    },
});
