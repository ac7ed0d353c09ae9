import { anObject, aText, type Form, mapOf, recordProblems, textLike, texts, textsLike, wholeNumber } from "./forms";
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

const MOST_MONEY = 1_000_000_000;
const SHIPPING_EXAMPLE = '{"priceMinor": 599, "freeFromMinor": 7500, "delivery": "5 to 7 business days"}';

const FORMS: Readonly<Record<keyof ShopPolicySetting, Form>> = {
    currency: textLike(/^[A-Z]{3}$/, "three capital letters of ISO 4217", "USD"),
    shipping: {
        takes: "an object with a way of shipping for each name, one at least",
        example: `{"standard": ${SHIPPING_EXAMPLE}}`,
        accepts: (value) => isRecord(value) && Object.keys(value).length > 0,
    },
    taxBasisPoints: {
        ...mapOf(wholeNumber(0, 10_000, 825), '{"default": 0, "US-WA": 650}'),
        takes: "an object of whole numbers from 0 to 10000, one of them named default",
        accepts: (value) =>
            isRecord(value) &&
            Object.hasOwn(value, "default") &&
            Object.entries(value).every(
                ([place, rate]) =>
                    /^(default|[A-Z]{2}(-[A-Z0-9]{1,3})?)$/.test(place) && wholeNumber(0, 10_000, 0).accepts(rate),
            ),
    },
    shipsTo: textsLike(/^[A-Z]{2}$/, "a list of countries in two capital letters", '["US", "CA"]'),
    returnDays: wholeNumber(0, 365, 30),
    finalSale: texts("electronics"),
    maxQuantity: wholeNumber(1, 1000, 20),
    cartHours: wholeNumber(1, 720, 72),
    quoteMinutes: wholeNumber(1, 120, 15),
};

const SHIPPING_FORMS: Readonly<Record<keyof ShippingSetting, Form>> = {
    priceMinor: wholeNumber(0, MOST_MONEY, 599),
    freeFromMinor: wholeNumber(0, MOST_MONEY, 7500),
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
        if (!/^[a-z][a-z0-9_]{0,29}$/.test(name)) {
            return [`.shipping has "${name}": name it in lower-case letters, digits and "_", for example "standard"`];
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
