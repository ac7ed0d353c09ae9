import type { Address } from "../identity/shopper";
import type { Money } from "../money";
import { type CartLine, Refusal, type ShopPolicy, ShopRefusal } from "./types";

/** What an order comes to. `total` is the sum of the other three. */
export interface Totals {
    readonly subtotal: Money;
    readonly shipping: Money;
    readonly tax: Money;
    readonly total: Money;
}

const BASIS_POINTS = 10_000n;

/** The price of some pieces of one product. */
export function lineTotal(unitPriceMinor: number, quantity: number): number {
    return whole(unitPriceMinor * quantity);
}

/** The price of all lines. */
export function subtotalOf(lines: readonly CartLine[]): number {
    return lines.reduce((sum, { line_total }) => whole(sum + line_total.amount_minor), 0);
}

/** What a way of shipping costs at this subtotal; undefined if the shop doesn't offer it. */
export function shippingPrice(policy: ShopPolicy, method: string, subtotalMinor: number): number | undefined {
    const offer = Object.hasOwn(policy.shipping, method) ? policy.shipping[method] : undefined;
    if (offer === undefined) {
        return undefined;
    }
    const isFree = offer.free_from_minor !== undefined && subtotalMinor >= offer.free_from_minor;
    return isFree ? 0 : offer.price_minor;
}

/** The cheapest way of shipping at this subtotal; of several at one price, the one that the policy names first. */
export function cheapestShipping(policy: ShopPolicy, subtotalMinor: number): string | undefined {
    let best: { readonly method: string; readonly price: number } | undefined;
    for (const method of Object.keys(policy.shipping)) {
        const price = shippingPrice(policy, method, subtotalMinor);
        if (price !== undefined && (best === undefined || price < best.price)) {
            best = { method, price };
        }
    }
    return best?.method;
}

/**
 * The rate at an address, in basis points: of its state, else of its country, else `default`. People write the state: it is
 * known by its code in small letters too, and with the country before it, as ISO 3166-2 has it.
 */
export function taxRate(policy: ShopPolicy, { country, state }: Pick<Address, "country" | "state">): number {
    const rates = policy.tax_basis_points;
    const code = state?.toUpperCase().replace(new RegExp(`^${country}-`), "");
    const places = [...(code === undefined ? [] : [`${country}-${code}`]), country, "default"];
    const place = places.find((name) => Object.hasOwn(rates, name));
    return place === undefined ? 0 : (rates[place] ?? 0);
}

/**
 * Tax on an amount, once for the whole order and not line by line, half a minor unit rounded up.
 *
 * Both are as the Streamlined Sales and Use Tax Agreement, section 324, has them: computed on the invoice, and rounded up
 * to a whole cent where the third decimal place is greater than four
 * (https://www.streamlinedsalestax.org/about-us/about-sstgb/agreement). By its definition of the sales price, delivery
 * charges are part of what is taxed; so they are under Article 78 of the EU's VAT directive 2006/112/EC.
 */
export function taxOn(amountMinor: number, basisPoints: number): number {
    return whole(Number((BigInt(amountMinor) * BigInt(basisPoints) + BASIS_POINTS / 2n) / BASIS_POINTS));
}

/** All sums of an order, in whole minor units; undefined if the shop doesn't offer the way of shipping. */
export function totalsOf(
    policy: ShopPolicy,
    lines: readonly CartLine[],
    method: string,
    shipTo: Pick<Address, "country" | "state">,
): Totals | undefined {
    const subtotal = subtotalOf(lines);
    const shipping = shippingPrice(policy, method, subtotal);
    if (shipping === undefined) {
        return undefined;
    }
    const tax = taxOn(subtotal + shipping, taxRate(policy, shipTo));
    const money = (amount_minor: number): Money => ({ amount_minor, currency: policy.currency });
    return {
        subtotal: money(subtotal),
        shipping: money(shipping),
        tax: money(tax),
        total: money(whole(subtotal + shipping + tax)),
    };
}

/** Beyond 2^53 sums would silently lose their last digits: so many pieces at such a price are refused. */
function whole(amount: number): number {
    if (!Number.isInteger(amount) || amount < 0) {
        throw new RangeError("An amount of money isn't a whole number from 0.");
    }
    if (amount > Number.MAX_SAFE_INTEGER) {
        throw new ShopRefusal(
            Refusal.InvalidQuantity,
            "So many pieces cost more than can be counted exactly. Take fewer.",
        );
    }
    return amount;
}
