import * as z from "zod";
import type { ComparedFeature } from "../assistant/events";
import type { Product } from "../catalog/product";
import type { Shopper } from "../identity/shopper";
import { moneyText } from "../money";
import { defineTool } from "./define";
import { productId } from "./inputs";
import { cardOf, detailsOf, evidenceOf, idsOf, priceFor, productDetails, stockOf, stockText } from "./product-facts";
import { seenProducts } from "./seen-products";
import { dataText } from "./text";

const nothing = "–";
const longestFeature = 60;
const longestValue = 120;

/** Sets products side by side. */
export const compareProducts = defineTool({
    name: "compare_products",
    description: "Compares two to four products, and shows the shopper a table of what they have in common and not.",
    input: z.strictObject({
        product_ids: z
            .array(productId)
            .min(2)
            .max(4)
            .refine((ids) => new Set(ids).size === ids.length, "the products must be different ones")
            .describe("Ids of two to four different products."),
    }),
    output: z.object({ products: z.array(productDetails), cheapest_product_id: z.string() }),
    readOnly: true,
    timeoutMs: 5_000,
    async run({ product_ids: [first = "", ...others] }, context) {
        const { shopper } = context;
        const products = await seenProducts(context, [first, ...others]);
        return {
            output: {
                products: products.map((product) => detailsOf(product, shopper)),
                cheapest_product_id: products.reduce((least, product) =>
                    priceFor(product, shopper).amount_minor < priceFor(least, shopper).amount_minor ? product : least,
                ).id,
            },
            cards: [
                {
                    kind: "comparison",
                    products: products.map((product) => cardOf(product, shopper)),
                    features: featuresOf(products, shopper),
                },
            ],
            seen: idsOf(products),
            evidence: {
                ...evidenceOf(products, shopper),
                prices_minor: [...pricesOf(products, shopper), ...differences(pricesOf(products, shopper))],
            },
            facts: { product_ids: idsOf(products) },
        };
    },
});

/** Rows in which at least one product has a value: price and stock first, then what the catalogue says. */
export function featuresOf(products: readonly Product[], shopper: Shopper): ComparedFeature[] {
    const options = [...new Set(products.flatMap((product) => Object.keys(product.options)))];
    const rows: [string, (product: Product) => string | null | undefined][] = [
        ["Price", (product) => moneyText(priceFor(product, shopper))],
        ["Stock", (product) => stockText(stockOf(product))],
        ["Brand", ({ brand }) => brand],
        ["Category", ({ category }) => category],
        ["Style", ({ style }) => style],
        ...options.map((option): [string, (product: Product) => string | undefined] => [
            dataText(option, longestFeature),
            (product) => (Object.hasOwn(product.options, option) ? product.options[option] : undefined),
        ]),
        ["For", ({ occasions }) => occasions.join(", ")],
    ];
    return rows
        .map(([feature, of]) => ({
            feature,
            values: products.map((product) => dataText(of(product) || nothing, longestValue)),
        }))
        .filter(({ values }) => values.some((value) => value !== nothing));
}

function pricesOf(products: readonly Product[], shopper: Shopper): number[] {
    return products.map((product) => priceFor(product, shopper).amount_minor);
}

/** By how much one is dearer than another, which a comparison may say. */
function differences(prices: readonly number[]): number[] {
    return prices.flatMap((price) => prices.filter((other) => other < price).map((other) => price - other));
}
