import type { ShopPolicy } from "../../../functions/shop/orders/types";

export interface ExpectedTotals {
    readonly subtotal: number;
    readonly shipping: number;
    readonly tax: number;
    readonly total: number;
}

/** Pieces of one product, at the price that the catalogue has for the shopper. */
export interface PricedLine {
    readonly unit_minor: number;
    readonly quantity: number;
}

/**
 * What a quote has to say, in minor units, worked out from the policy's text alone and by other means than the shop's own
 * sums: so that a fault in those shows.
 */
export function expectedTotals(
    policy: ShopPolicy,
    lines: readonly PricedLine[],
    method: string,
    { country, state }: { readonly country: string; readonly state: string | null },
): ExpectedTotals {
    const offer = policy.shipping[method];
    if (offer === undefined) throw new Error(`A case names the way of shipping "${method}", which the policy hasn't.`);
    let subtotal = 0;
    for (const { unit_minor, quantity } of lines) for (let piece = 0; piece < quantity; piece++) subtotal += unit_minor;
    const isFree = offer.free_from_minor !== undefined && !(subtotal < offer.free_from_minor);
    const shipping = isFree ? 0 : offer.price_minor;
    const rates = new Map(Object.entries(policy.tax_basis_points));
    const rate = rates.get(`${country}-${state ?? ""}`) ?? rates.get(country) ?? rates.get("default") ?? 0;
    const tax = halfUp((subtotal + shipping) * rate, 10_000);
    return { subtotal, shipping, tax, total: subtotal + shipping + tax };
}

/** Whole quotient; a remainder of a half or more counts as one. */
function halfUp(dividend: number, divisor: number): number {
    const remainder = dividend % divisor;
    return (dividend - remainder) / divisor + (2 * remainder >= divisor ? 1 : 0);
}
