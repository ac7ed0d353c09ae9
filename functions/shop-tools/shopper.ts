import * as z from "zod";
import type { Shopper } from "../shop/identity/shopper";

const nullableText = z.nullable(z.string());
const address = z.object({
    first_name: z.string(),
    last_name: z.string(),
    address1: z.string(),
    address2: nullableText,
    city: z.string(),
    state: nullableText,
    postal_code: z.string(),
    country: z.string(),
});
const shopper = z.object({
    id: z.string().min(1),
    email: nullableText,
    given_name: nullableText,
    price_list: z.string().min(1),
    addresses: z.record(z.string(), address),
}) satisfies z.ZodType<Shopper>;

/**
 * The shopper in a session's attributes. Only the shop's own backend starts sessions, and it writes the attribute from a
 * token that it has verified; a model can't set it.
 */
export function shopperIn(attributes: Readonly<Record<string, string>>): Shopper | undefined {
    const parsed = shopper.safeParse(json(attributes.shopper));
    return parsed.success ? parsed.data : undefined;
}

function json(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "");
    } catch {
        return undefined;
    }
}
