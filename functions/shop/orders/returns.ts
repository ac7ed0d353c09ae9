import { canBecome, statusWords } from "./status";
import { type Order, OrderStatus, Refusal, type ShopPolicy, ShopRefusal } from "./types";

const DAY_MS = 86_400_000;

/** What a return is decided by, beside the order itself. */
export interface ReturnFacts {
    /** UTC instant, ISO 8601; null while the parcel is on its way. */
    readonly delivered_at: string | null;
    /** Products of the order that were on final sale when it was placed. */
    readonly final_sale: readonly string[];
}

/**
 * The products of an order that can be sent back now: all but those on final sale, until `return_days` whole days after
 * delivery have passed.
 *
 * @throws `ShopRefusal` `not_returnable` with the reason: its status, the time that has passed, or final sale
 */
export function returnable(
    order: Pick<Order, "status" | "lines">,
    facts: ReturnFacts,
    policy: Pick<ShopPolicy, "return_days">,
    nowMs: number,
): string[] {
    if (!canBecome(order.status, OrderStatus.ReturnRequested) || facts.delivered_at === null) {
        throw new ShopRefusal(
            Refusal.NotReturnable,
            `An order can be returned once it is delivered; this one is ${statusWords(order.status)}.`,
            { reason: "status", status: order.status },
        );
    }
    if (nowMs - Date.parse(facts.delivered_at) > policy.return_days * DAY_MS) {
        throw new ShopRefusal(
            Refusal.NotReturnable,
            `Orders can be returned for ${policy.return_days} days after delivery; that time has passed.`,
            { reason: "window", return_days: policy.return_days },
        );
    }
    const products = order.lines.map(({ product_id }) => product_id).filter((id) => !facts.final_sale.includes(id));
    if (products.length === 0) {
        throw new ShopRefusal(Refusal.NotReturnable, "Everything in this order was a final sale.", {
            reason: "final_sale",
        });
    }
    return products;
}
