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
