import { shopPolicyBounds as bounds, shopPolicyForms as forms } from "../schemas/shop/policy";
import { anObject, aText, type Form, recordProblems, textLike, texts, textsLike, wholeNumber } from "./forms";
import { isRecord } from "./readers";

/**
 * What a shop charges beyond its products, and for how long things hold. Money is in the currency's smallest unit. What is
 * left out has the defaults of the OrderStore.
 */
export interface ShopPolicySetting {
    /** ISO 4217. Required. */
    currency: string;
    /** Ways of shipping, by name; the first is the one that is taken unless asked for otherwise. Required. */
    shipping: Record<string, ShippingSetting>;
    /** Tax in basis points (825 is 8.25 %), by `country` or `country-state`; `default` for all others. Required. */
    taxBasisPoints: Record<string, number>;
    /** Countries that parcels go to, ISO 3166-1. Required. */
    shipsTo: string[];
    /** Days within which a delivered order may be returned. */
    returnDays?: number;
    /** Categories that can't be returned. */
    finalSale?: string[];
    /** The most pieces of one product in a cart. */
    maxQuantity?: number;
    /** Hours after which a cart that nobody touched is forgotten. */
    cartHours?: number;
    /** Minutes for which a quote holds. */
    quoteMinutes?: number;
}

/** A way of shipping. */
export interface ShippingSetting {
    priceMinor: number;
    /** Subtotal from which it costs nothing. Default: it always costs. */
    freeFromMinor?: number;
    /** How long it takes, for people. */
    delivery: string;
}

const SHIPPING_EXAMPLE = '{"priceMinor": 599, "freeFromMinor": 7500, "delivery": "5 to 7 business days"}';

const TAX_RATE = wholeNumber(...bounds.taxBasisPoints, 825);

const FORMS: Readonly<Record<keyof ShopPolicySetting, Form>> = {
    currency: textLike(forms.currency, "three capital letters of ISO 4217", "USD"),
    shipping: {
        takes: "an object with a way of shipping for each name, one at least",
        example: `{"standard": ${SHIPPING_EXAMPLE}}`,
        accepts: (value) => isRecord(value) && Object.keys(value).length > 0,
    },
    taxBasisPoints: {
        takes: `an object with ${TAX_RATE.takes} for each place, one of them named default`,
        example: '{"default": 0, "US-WA": 650}',
        accepts: (value) =>
            isRecord(value) &&
            Object.hasOwn(value, "default") &&
            Object.entries(value).every(([place, rate]) => forms.taxPlace.test(place) && TAX_RATE.accepts(rate)),
    },
    shipsTo: textsLike(forms.country, "a list of countries in two capital letters", '["US", "CA"]'),
    returnDays: wholeNumber(...bounds.returnDays, 30),
    finalSale: texts("electronics"),
    maxQuantity: wholeNumber(...bounds.maxQuantity, 20),
    cartHours: wholeNumber(...bounds.cartHours, 72),
    quoteMinutes: wholeNumber(...bounds.quoteMinutes, 15),
};

const SHIPPING_FORMS: Readonly<Record<keyof ShippingSetting, Form>> = {
    priceMinor: wholeNumber(...bounds.priceMinor, 599),
    freeFromMinor: wholeNumber(...bounds.priceMinor, 7500),
    delivery: aText("5 to 7 business days"),
};

/** The policy, and every problem with it. Nothing is said of one that isn't an object: whoever holds it says so. */
export function readShopPolicy(value: unknown): { policy?: ShopPolicySetting; problems: string[] } {
    if (!isRecord(value)) return { problems: [] };
    const required = ["currency", "shipping", "taxBasisPoints", "shipsTo"];
    const problems = [
        ...recordProblems(value, FORMS, { required, what: "a policy" }),
        ...shippingProblems(isRecord(value.shipping) ? value.shipping : {}),
    ];
    if (problems.length > 0) return { problems };
    // Every part has just been checked by its form.
    return { policy: value as Partial<ShopPolicySetting> as ShopPolicySetting, problems };
}

function shippingProblems(shipping: Record<string, unknown>): string[] {
    return Object.entries(shipping).flatMap(([name, method]) => {
        if (!forms.shippingMethod.test(name)) {
            return [
                `.shipping has "${name}": name it in up to 30 lower-case letters, digits, "-" and "_", for example "standard"`,
            ];
        }
        const form = anObject("an object with priceMinor and delivery", SHIPPING_EXAMPLE);
        if (!isRecord(method)) {
            return [
                `.shipping.${name} is ${JSON.stringify(method)}: it takes ${form.takes}, for example ${form.example}`,
            ];
        }
        return recordProblems(method, SHIPPING_FORMS, {
            required: ["priceMinor", "delivery"],
            what: "a way of shipping",
        }).map((problem) => `.shipping.${name}${problem}`);
    });
}
