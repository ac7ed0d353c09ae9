import * as z from "zod/mini";
import type { ShopPolicy } from "./types";

/** Different products in one cart. A DynamoDB transaction takes 100 actions, and an order needs four beside its lines. */
export const MAX_CART_LINES = 50;

const count = z.int().check(z.nonnegative());
const positive = z.int().check(z.positive());

const schema = z.object({
    currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
    shipping: z
        .record(
            z.string().check(z.minLength(1)),
            z.object({
                price_minor: count,
                free_from_minor: z.optional(count),
                delivery: z.string().check(z.minLength(1)),
            }),
        )
        .check(z.refine((methods) => Object.keys(methods).length > 0, "needs at least one way of shipping")),
    tax_basis_points: z
        .record(z.string(), count.check(z.maximum(10_000)))
        .check(
            z.refine((rates) => Object.hasOwn(rates, "default"), 'needs a rate for "default"; 0 if there is no tax'),
        ),
    ships_to: z.array(z.string().check(z.regex(/^[A-Z]{2}$/))).check(z.minLength(1)),
    return_days: count,
    final_sale: z.array(z.string()),
    max_quantity: positive.check(z.maximum(1_000_000)),
    cart_ttl_s: positive,
    quote_ttl_s: positive,
});

/**
 * Reads the shop's policy from its JSON, the environment variable `SHOP_POLICY`.
 *
 * @throws an `Error` that names each setting that is wrong
 */
export function parseShopPolicy(json: string): ShopPolicy {
    const result = schema.safeParse(JSON.parse(json));
    if (!result.success) {
        throw new Error(`SHOP_POLICY is wrong:\n${z.prettifyError(result.error)}`);
    }
    const { shipping, ...rest } = result.data;
    return {
        ...rest,
        shipping: Object.fromEntries(
            Object.entries(shipping).map(([name, { price_minor, free_from_minor, delivery }]) => [
                name,
                { price_minor, delivery, ...(free_from_minor !== undefined && { free_from_minor }) },
            ]),
        ),
    };
}
