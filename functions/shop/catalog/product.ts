/** Whether a product can be bought. A discontinued one is still shown in old orders, and nowhere else. */
export const ProductStatus = { Active: "active", Discontinued: "discontinued" } as const;
export type ProductStatus = (typeof ProductStatus)[keyof typeof ProductStatus];

/** The price list of whoever has none of their own: a product's `price_minor`. */
export const STANDARD_PRICE_LIST = "standard";

/** A product as the catalogue file gives it and as it is stored. */
export interface Product {
    /** 1 to 64 letters, digits, `-` and `_`: the same for life. */
    readonly id: string;
    /** Not unique: products are told apart by id alone. */
    readonly name: string;
    readonly description: string;
    readonly category: string;
    readonly style: string | null;
    readonly brand: string | null;
    readonly price_minor: number;
    readonly currency: string;
    /** Prices of shoppers on another price list, by its name. */
    readonly price_lists: Readonly<Record<string, number>>;
    /** Pieces that can be sold now. */
    readonly stock: number;
    readonly status: ProductStatus;
    /** Other words that shoppers use for it. */
    readonly aliases: readonly string[];
    /** What it is for, in lower-case words: `picnic`, `anniversary`. */
    readonly occasions: readonly string[];
    /** What sets it apart from its variants: `{ "size": "M", "colour": "red" }`. */
    readonly options: Readonly<Record<string, string>>;
    /** Id that all variants of one product share; null for a product without variants. */
    readonly variant_group: string | null;
    /** Ids of products that go with it. */
    readonly related: readonly string[];
    /** File name of its picture under the shop's pictures. */
    readonly image: string | null;
}

/** The price of a product on a price list, in minor units. */
export function priceOn(product: Product, priceList: string): number {
    return product.price_lists[priceList] ?? product.price_minor;
}
