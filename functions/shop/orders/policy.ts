import * as z from "zod";
import type { ShopPolicy } from "./types";

/** Different products in one cart. A DynamoDB transaction takes 100 actions, and an order needs four beside its lines. */
export const MAX_CART_LINES = 50;

const minor = z.int().nonnegative();

const schema = z.object({
    currency: z.string().regex(/^[A-Z]{3}$/),
    shipping: z
        .record(
            z.string().min(1),
            z.object({ price_minor: minor, free_from_minor: minor.optional(), delivery: z.string().min(1) }),
        )
        .refine((methods) => Object.keys(methods).length > 0, "needs at least one way of shipping"),
    tax_basis_points: z
        .record(z.string(), z.int().nonnegative().max(10_000))
        .refine((rates) => Object.hasOwn(rates, "default"), 'needs a rate for "default"; 0 if there is no tax'),
    ships_to: z.array(z.string().regex(/^[A-Z]{2}$/)).min(1),
    return_days: z.int().nonnegative(),
    final_sale: z.array(z.string()),
    max_quantity: z.int().positive().max(1_000_000),
    cart_ttl_s: z.int().positive(),
    quote_ttl_s: z.int().positive(),
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
