import { ToolErrorCode, ToolFailure } from "./outcome";
import type { ToolContext } from "./ports";

/** How a model comes by ids that it may use. */
const ways = {
    product: "Call search_products, or view_cart for what is in the cart, and use a product_id from the result.",
    order: "Call order_status without an order_id, and use an order_id from the result.",
} as const;

/**
 * Lets only ids pass that a tool returned in this conversation: everything else was made up, or is another shopper's.
 *
 * @throws a `ToolFailure` with the code `unknown_id`
 */
export async function assertSeen(
    { memory }: ToolContext,
    kind: keyof typeof ways,
    ids: readonly string[],
): Promise<void> {
    const seen = await memory.seen();
    const unknown = ids.filter((id) => !seen.has(id));
    if (unknown.length > 0) throw unknownId(kind, unknown);
}

export function unknownId(kind: keyof typeof ways, ids: readonly string[]): ToolFailure {
    const named = ids.map((id) => JSON.stringify(id)).join(", ");
    return new ToolFailure(
        ToolErrorCode.UnknownId,
        `No tool returned the ${kind} ${named} in this conversation.`,
        ways[kind],
    );
}
