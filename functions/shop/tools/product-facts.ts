import * as z from "zod";
import type { ProductCard } from "../assistant/events";
import { type Product, ProductStatus, priceOn } from "../catalog/product";
import type { Shopper } from "../identity/shopper";
import { type Money, moneyText } from "../money";
import type { Evidence } from "./outcome";
import { dataText } from "./text";

/** Pieces from which on a product counts as well stocked. */
const wellStocked = 6;
const longestName = 120;
const longestWord = 60;
const longestDescription = 600;

const word = z.nullable(z.string());

/** What a model is told of a product in a list. Texts of the catalogue stand apart, as data. */
export const productHit = z.object({
    product_id: z.string(),
    price: z.string(),
    price_minor: z.int(),
    stock: z.string(),
    catalog_text: z.object({ name: z.string(), category: z.string(), style: word, brand: word, options: z.string() }),
});

/** What a model is told of one product. */
export const productDetails = productHit.extend({
    pieces_in_stock: z.int(),
    can_be_bought: z.boolean(),
    catalog_text: productHit.shape.catalog_text.extend({
        description: z.string(),
        also_called: z.array(z.string()),
        occasions: z.array(z.string()),
    }),
});

/** The price that this shopper pays. */
export function priceFor(product: Product, shopper: Shopper): Money {
    return { amount_minor: priceOn(product, shopper.price_list), currency: product.currency };
}

/** Pieces that can be bought: none of what isn't sold any more. */
export function stockOf({ status, stock }: Product): number {
    return status === ProductStatus.Active ? stock : 0;
}

/** Stock in words. */
export function stockText(stock: number): string {
    if (stock <= 0) return "out of stock";
    return stock < wellStocked ? `only ${stock} left` : "in stock";
}

export function hitOf(product: Product, shopper: Shopper): z.infer<typeof productHit> {
    const price = priceFor(product, shopper);
    return {
        product_id: product.id,
        price: moneyText(price),
        price_minor: price.amount_minor,
        stock: stockText(stockOf(product)),
        catalog_text: {
            name: nameOf(product),
            category: dataText(product.category, longestWord),
            style: optional(product.style),
            brand: optional(product.brand),
            options: optionsText(product.options),
        },
    };
}

export function detailsOf(product: Product, shopper: Shopper): z.infer<typeof productDetails> {
    const hit = hitOf(product, shopper);
    return {
        ...hit,
        pieces_in_stock: stockOf(product),
        can_be_bought: stockOf(product) > 0,
        catalog_text: {
            ...hit.catalog_text,
            description: dataText(product.description, longestDescription),
            also_called: product.aliases.slice(0, 5).map((alias) => dataText(alias, longestWord)),
            occasions: product.occasions.slice(0, 8).map((occasion) => dataText(occasion, longestWord)),
        },
    };
}

/** What the shopper sees: the catalogue's own words, escaped where they are shown. */
export function cardOf(product: Product, shopper: Shopper): ProductCard {
    return {
        product_id: product.id,
        name: product.name,
        category: product.category,
        description: product.description,
        price: priceFor(product, shopper),
        stock: stockOf(product),
        options: product.options,
        image: product.image,
    };
}

export function evidenceOf(products: readonly Product[], shopper: Shopper): Partial<Evidence> {
    return {
        names: products.map(nameOf),
        prices_minor: products.map((product) => priceFor(product, shopper).amount_minor),
        stock: products.map(stockOf),
        ids: idsOf(products),
    };
}

export function idsOf(products: readonly Product[]): string[] {
    return products.map(({ id }) => id);
}

export function nameOf({ name }: { readonly name: string }): string {
    return dataText(name, longestName);
}

/** `size: M, colour: red`. */
export function optionsText(options: Product["options"]): string {
    const pairs = Object.entries(options).map(([option, value]) => `${option}: ${value}`);
    return dataText(pairs.join(", "), longestName);
}

function optional(text: string | null): string | null {
    return text === null ? null : dataText(text, longestWord);
}
