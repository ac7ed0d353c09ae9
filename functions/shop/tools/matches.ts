import { type Product, ProductStatus, priceOn, STANDARD_PRICE_LIST } from "../catalog/product";
import type { ProductFilters, ProductSort } from "./ports";

/** Whether a product can be offered under these filters, by the facts of now and the prices of a price list. */
export function matches(product: Product, filters: ProductFilters, priceList: string): boolean {
    const price = priceOn(product, priceList);
    return (
        product.status === ProductStatus.Active &&
        (filters.category === undefined || product.category === filters.category) &&
        (filters.style === undefined || product.style === filters.style) &&
        (filters.occasion === undefined || product.occasions.includes(filters.occasion)) &&
        (filters.min_price_minor === undefined || price >= filters.min_price_minor) &&
        (filters.max_price_minor === undefined || price <= filters.max_price_minor) &&
        (filters.in_stock_only !== true || product.stock > 0)
    );
}

/** Filters that a store can apply: it knows the standard price alone, so bounds of another price list are for `matches`. */
export function storedFilters(filters: ProductFilters, priceList: string): ProductFilters {
    if (priceList === STANDARD_PRICE_LIST) return filters;
    const { min_price_minor: _least, max_price_minor: _most, ...others } = filters;
    return others;
}

/** In the order asked for; of equals, by id. Without an order: as given. */
export function sorted(
    products: readonly Product[],
    sort: ProductSort | undefined,
    priceList: string,
): readonly Product[] {
    return sort === undefined
        ? products
        : products.toSorted(comparison(sort, (product: Product) => priceOn(product, priceList)));
}

/** Which of two things in a list of products stands first. */
export function comparison<Item extends Pick<Product, "id" | "name">>(
    sort: ProductSort,
    priceOf: (item: Item) => number,
): (a: Item, b: Item) => number {
    const by: Record<ProductSort, (a: Item, b: Item) => number> = {
        price_asc: (a, b) => priceOf(a) - priceOf(b),
        price_desc: (a, b) => priceOf(b) - priceOf(a),
        name: (a, b) => compareText(a.name, b.name),
    };
    return (a, b) => by[sort](a, b) || compareText(a.id, b.id);
}

/** By code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
    if (a === b) return 0;
    return a < b ? -1 : 1;
}
