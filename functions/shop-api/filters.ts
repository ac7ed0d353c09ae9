import type { ProductFilters } from "../shop/tools/ports";

/** The filters of a query under the names that the catalogue knows. */
export function filtersOf(query: {
    readonly category?: string | undefined;
    readonly style?: string | undefined;
    readonly occasion?: string | undefined;
    readonly min_price_minor?: number | undefined;
    readonly max_price_minor?: number | undefined;
    readonly in_stock?: boolean | undefined;
}): ProductFilters {
    const { category, style, occasion, min_price_minor, max_price_minor, in_stock } = query;
    return {
        ...(category !== undefined && { category }),
        ...(style !== undefined && { style }),
        ...(occasion !== undefined && { occasion }),
        ...(min_price_minor !== undefined && { min_price_minor }),
        ...(max_price_minor !== undefined && { max_price_minor }),
        ...(in_stock !== undefined && { in_stock_only: in_stock }),
    };
}

/** Whether a product, as it is now, is what was asked for. What a search index says of it may be out of date. */
export function fits(
    product: {
        readonly category: string;
        readonly style: string | null;
        readonly occasions: readonly string[];
        readonly price_minor: number;
        readonly stock: number;
    },
    filters: ProductFilters,
): boolean {
    return (
        (filters.category === undefined || product.category === filters.category) &&
        (filters.style === undefined || product.style === filters.style) &&
        (filters.occasion === undefined || product.occasions.includes(filters.occasion)) &&
        (filters.min_price_minor === undefined || product.price_minor >= filters.min_price_minor) &&
        (filters.max_price_minor === undefined || product.price_minor <= filters.max_price_minor) &&
        (filters.in_stock_only !== true || product.stock > 0)
    );
}
