import { shopPolicyBounds as bounds, shopPolicyForms as forms } from "../../schemas/shop/policy";
import { rangeProblem } from "../problems";

/** One way of shipping. */
export interface ShippingMethodArgs {
    /** Price in minor units of the currency, such as cents. */
    priceMinor: number;
    /** Subtotal in minor units from which it costs nothing. Default: never. */
    freeFromMinor?: number;
    /** How long it takes, for people: `5 to 7 business days`. */
    delivery: string;
}

/** What the shop charges beyond the products, and for how long things hold. */
export interface ShopPolicyArgs {
    /** Currency of all amounts, ISO 4217: `USD`. */
    currency: string;
    /** Ways of shipping, by the name that shoppers choose: `standard`. At least one. */
    shipping: Record<string, ShippingMethodArgs>;
    /**
     * Tax in basis points (825 is 8.25 %), by `country` or `country-state`: `{ default: 0, "US-CA": 725 }`. A place
     * that isn't named pays `default`. Default: `{ default: 0 }`, no tax.
     */
    taxBasisPoints?: Record<string, number>;
    /** Countries that parcels go to, ISO 3166-1 alpha-2: `["US"]`. At least one. */
    shipsTo: string[];
    /** Days within which an order can be returned, up to 3650; 0: never. Default: 30. */
    returnDays?: number;
    /** Categories that can't be returned. Default: none. */
    finalSale?: string[];
    /** Most pieces of one product in a cart, 1 to 1,000,000. Default: 20. */
    maxQuantity?: number;
    /** Hours for which a cart is kept after its last change, 1 to 8760. Default: 168 (7 days). */
    cartHours?: number;
    /** Minutes for which a quote holds, 1 to 1440. Default: 15. */
    quoteMinutes?: number;
}

const HOUR_S = 3600;
const MINUTE_S = 60;

/** Everything that is wrong with a policy. */
export function shopPolicyProblems(policy: ShopPolicyArgs): string[] {
    return [
        ...(forms.currency.test(policy.currency)
            ? []
            : [`policy.currency is "${policy.currency}": give an ISO 4217 code, for example "USD"`]),
        ...shippingProblems(policy.shipping),
        ...taxProblems(policy.taxBasisPoints ?? {}),
        ...countryProblems(policy.shipsTo),
        ...rangeProblem("policy.returnDays", policy.returnDays, ...bounds.returnDays),
        ...rangeProblem("policy.maxQuantity", policy.maxQuantity, ...bounds.maxQuantity),
        ...rangeProblem("policy.cartHours", policy.cartHours, ...bounds.cartHours),
        ...rangeProblem("policy.quoteMinutes", policy.quoteMinutes, ...bounds.quoteMinutes),
    ];
}

/** The policy as the shop's functions read it. */
export function shopPolicyJson(policy: ShopPolicyArgs): string {
    return JSON.stringify({
        currency: policy.currency,
        shipping: Object.fromEntries(
            Object.entries(policy.shipping).map(([name, { priceMinor, freeFromMinor, delivery }]) => [
                name,
                { price_minor: priceMinor, free_from_minor: freeFromMinor, delivery },
            ]),
        ),
        tax_basis_points: { default: 0, ...policy.taxBasisPoints },
        ships_to: policy.shipsTo,
        return_days: policy.returnDays ?? 30,
        final_sale: policy.finalSale ?? [],
        max_quantity: policy.maxQuantity ?? 20,
        cart_ttl_s: (policy.cartHours ?? 168) * HOUR_S,
        quote_ttl_s: (policy.quoteMinutes ?? 15) * MINUTE_S,
    });
}

function shippingProblems(shipping: Record<string, ShippingMethodArgs>): string[] {
    const methods = Object.entries(shipping);
    if (methods.length === 0) {
        return [
            'policy.shipping is empty: give at least one way, for example { standard: { priceMinor: 599, delivery: "5 to 7 business days" } }',
        ];
    }
    return methods.flatMap(([name, { priceMinor, freeFromMinor, delivery }]) => {
        const property = `policy.shipping.${name}`;
        return [
            ...(forms.shippingMethod.test(name)
                ? []
                : [
                      `policy.shipping has "${name}": use up to 30 lower-case letters, digits, "-" and "_", for example "standard"`,
                  ]),
            ...rangeProblem(`${property}.priceMinor`, priceMinor, ...bounds.priceMinor),
            ...rangeProblem(`${property}.freeFromMinor`, freeFromMinor, ...bounds.priceMinor),
            ...(delivery.trim() === ""
                ? [`${property}.delivery is empty: say how long it takes, for example "5 to 7 business days"`]
                : []),
        ];
    });
}

function taxProblems(rates: Record<string, number>): string[] {
    return Object.entries(rates).flatMap(([place, rate]) => [
        ...(forms.taxPlace.test(place)
            ? []
            : [
                  `policy.taxBasisPoints has "${place}": give "default", a country or a country and state, for example "US-CA"`,
              ]),
        ...rangeProblem(`policy.taxBasisPoints.${place}`, rate, ...bounds.taxBasisPoints),
    ]);
}

function countryProblems(countries: readonly string[]): string[] {
    if (countries.length === 0) return ['policy.shipsTo is empty: give at least one country, for example ["US"]'];
    return countries
        .filter((country) => !forms.country.test(country))
        .map((country) => `policy.shipsTo has "${country}": give two-letter codes of countries, for example "US"`);
}
