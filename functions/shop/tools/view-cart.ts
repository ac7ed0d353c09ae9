import * as z from "zod";
import type { Cart } from "../orders/types";
import { cartFacts, cartOutput, linesEvidence, productIdsOf } from "./cart-facts";
import { defineTool, type ToolResult } from "./define";

/** Shows the cart. */
export const viewCart = defineTool({
    name: "view_cart",
    description: "Returns what is in the shopper's cart, with prices and the subtotal.",
    input: z.strictObject({}),
    output: cartOutput,
    readOnly: true,
    timeoutMs: 5_000,
    async run(_none, { shop, shopper }) {
        return cartResult(await shop.cart(shopper));
    },
});

/** A cart as the result of whatever looked at it or changed it. */
export function cartResult(cart: Cart): ToolResult<z.infer<typeof cartOutput>> {
    return {
        output: cartFacts(cart),
        cards: [{ kind: "cart", cart }],
        seen: productIdsOf(cart.lines),
        evidence: linesEvidence(cart.lines, [cart.subtotal]),
        facts: { product_ids: productIdsOf(cart.lines) },
    };
}
