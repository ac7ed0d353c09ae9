import { type Product, ProductStatus, priceOn } from "../catalog/product";
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

/** What products are put in order by. */
export type Sortable = Pick<Product, "id" | "name" | "price_minor"> & Partial<Pick<Product, "price_lists">>;

/** In the order asked for; of equals, by id. Without an order: as given. */
export function sorted(
    products: readonly Product[],
    sort: ProductSort | undefined,
    priceList: string,
): readonly Product[] {
    return sort === undefined ? products : products.toSorted(comparison(sort, priceList));
}

/** Which of two products stands first. */
export function comparison(sort: ProductSort, priceList: string): (a: Sortable, b: Sortable) => number {
    const price = ({ price_minor, price_lists }: Sortable) => price_lists?.[priceList] ?? price_minor;
    const by: Record<ProductSort, (a: Sortable, b: Sortable) => number> = {
        price_asc: (a, b) => price(a) - price(b),
        price_desc: (a, b) => price(b) - price(a),
        name: (a, b) => compareText(a.name, b.name),
    };
    return (a, b) => by[sort](a, b) || compareText(a.id, b.id);
}

/** By code units: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
    if (a === b) return 0;
    return a < b ? -1 : 1;
}
