import type { Product } from "./schema";

export type { Product } from "./schema";

/** Whether a product can be bought. A discontinued one is still shown in old orders, and nowhere else. */
export const ProductStatus = { Active: "active", Discontinued: "discontinued" } as const;
export type ProductStatus = (typeof ProductStatus)[keyof typeof ProductStatus];

/** The price list of whoever has none of their own: a product's `price_minor`. */
export const STANDARD_PRICE_LIST = "standard";

/** The price of a product on a price list, in minor units. */
export function priceOn(product: Product, priceList: string): number {
    // A name such as `constructor` is no price list, though every object has a property of that name.
    const own = Object.hasOwn(product.price_lists, priceList) ? product.price_lists[priceList] : undefined;
    return own ?? product.price_minor;
}
