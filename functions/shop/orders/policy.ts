import * as z from "zod/mini";
import { shopPolicyBounds as bounds, shopPolicyForms as forms } from "../../../schemas/shop/policy";
import type { ShopPolicy } from "./types";

/** Different products in one cart. A DynamoDB transaction takes 100 actions, and an order needs four beside its lines. */
export const MAX_CART_LINES = 50;

const within = ([least, most]: readonly [number, number]) => z.int().check(z.minimum(least), z.maximum(most));
const written = (form: RegExp) => z.string().check(z.regex(form));
const price = within(bounds.priceMinor);
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;

const schema = z.object({
    currency: written(forms.currency),
    shipping: z
        .record(
            written(forms.shippingMethod),
            z.object({
                price_minor: price,
                free_from_minor: z.optional(price),
                delivery: z.string().check(z.minLength(1)),
            }),
        )
        .check(z.refine((methods) => Object.keys(methods).length > 0, "needs at least one way of shipping")),
    tax_basis_points: z
        .record(written(forms.taxPlace), within(bounds.taxBasisPoints))
        .check(
            z.refine((rates) => Object.hasOwn(rates, "default"), 'needs a rate for "default"; 0 if there is no tax'),
        ),
    ships_to: z.array(written(forms.country)).check(z.minLength(1)),
    return_days: within(bounds.returnDays),
    final_sale: z.array(z.string()),
    max_quantity: within(bounds.maxQuantity),
    // Shorter than the settings take, for a shop that is only looked at; never longer.
    cart_ttl_s: within([1, bounds.cartHours[1] * HOUR_S]),
    quote_ttl_s: within([1, bounds.quoteMinutes[1] * MINUTE_S]),
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
