import type { RetrievalFilter } from "@aws-sdk/client-bedrock-agent-runtime";
import type { ProductFilters } from "../tools/ports";

/** Documents of products that fit, by the metadata beside each document. */
export function productFilter(filters: ProductFilters): RetrievalFilter {
    const { category, style, occasion, min_price_minor, max_price_minor, in_stock_only } = filters;
    return all([
        { equals: { key: "kind", value: "product" } },
        ...(category === undefined ? [] : [{ equals: { key: "category", value: category } }]),
        ...(style === undefined ? [] : [{ equals: { key: "style", value: style } }]),
        ...(occasion === undefined ? [] : [{ listContains: { key: "occasions", value: occasion } }]),
        ...(min_price_minor === undefined
            ? []
            : [{ greaterThanOrEquals: { key: "price_minor", value: min_price_minor } }]),
        ...(max_price_minor === undefined
            ? []
            : [{ lessThanOrEquals: { key: "price_minor", value: max_price_minor } }]),
        ...(in_stock_only === true ? [{ equals: { key: "in_stock", value: true } }] : []),
    ]);
}

/**
 * Documents of policies: those of their data source, which the service marks, and everything that isn't marked as a product,
 * as a store without that mark has it.
 */
export function policyFilter(dataSourceId: string | undefined): RetrievalFilter {
    const noProduct = { notEquals: { key: "kind", value: "product" } };
    return dataSourceId === undefined
        ? noProduct
        : { orAll: [{ equals: { key: "x-amz-bedrock-kb-data-source-id", value: dataSourceId } }, noProduct] };
}

/** The service refuses a conjunction of one. */
function all(filters: RetrievalFilter[]): RetrievalFilter {
    const [only] = filters;
    return filters.length === 1 && only !== undefined ? only : { andAll: filters };
}
