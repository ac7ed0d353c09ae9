import * as z from "zod";
import type { Cart } from "../orders/types";
import { cartOutput } from "./cart-facts";
import { defineTool } from "./define";
import { productId } from "./inputs";
import { ToolErrorCode, ToolFailure } from "./outcome";
import type { ToolContext } from "./ports";
import { assertSeen } from "./seen";
import { cartResult } from "./view-cart";

const CartAction = { Add: "add", Change: "change", Remove: "remove" } as const;

const input = z.strictObject({
    action: z.enum(CartAction).describe("add: adds pieces; change: sets the number of pieces; remove: takes it out."),
    product_id: productId,
    quantity: z
        .int()
        .min(1)
        .max(1_000_000)
        .optional()
        .describe("Pieces. 1 unless given with add; needed with change; left out with remove."),
});

/** Changes the cart. */
export const changeCart = defineTool({
    name: "change_cart",
    description:
        "Adds a product to the cart, changes how many pieces of it are in the cart, or removes it. Only at the shopper's wish. Returns the cart as it is then.",
    input,
    output: cartOutput,
    readOnly: false,
    timeoutMs: 8_000,
    async run(asked, context) {
        await assertSeen(context, "product", [asked.product_id]);
        return cartResult(await changed(asked, context));
    },
});

function changed(
    { action, product_id, quantity }: z.infer<typeof input>,
    { shop, shopper }: ToolContext,
): Promise<Cart> {
    if (action === CartAction.Remove) return shop.removeFromCart(shopper, product_id);
    if (action === CartAction.Add) return shop.addToCart(shopper, product_id, quantity ?? 1);
    if (quantity === undefined) {
        throw new ToolFailure(
            ToolErrorCode.InvalidInput,
            "quantity: needed to change how many pieces are in the cart.",
            "Ask the shopper how many, or use remove.",
        );
    }
    return shop.changeInCart(shopper, product_id, quantity);
}
