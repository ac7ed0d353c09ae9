import type { QueryCommandInput, ScanCommandInput } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { ProductStatus } from "../catalog/product";
import { type ProductFilters, ProductSort } from "../tools/ports";
import type { Place } from "./page-token";

/** Index of the products table by category and standard price. */
export const byCategory = "by_category";

type Expression = Pick<ScanCommandInput, "FilterExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues">;

/** Whether the index gives this order; others are made in memory. */
export function isInIndexOrder({ category }: ProductFilters, sort: ProductSort): boolean {
    return category !== undefined && sort !== ProductSort.Name;
}

/** One page of a category, in the order of price. */
export function categoryQuery(
    TableName: string,
    category: string,
    filters: ProductFilters,
    sort: ProductSort | undefined,
    after: Place | undefined,
): QueryCommandInput {
    const { names, values, conditions } = conditionsOf(filters);
    const price = priceRange(filters);
    return {
        TableName,
        IndexName: byCategory,
        KeyConditionExpression: `category = :category${price === undefined ? "" : ` AND price_minor ${price}`}`,
        ...expression(names, { ...values, ":category": category, ...priceValues(filters) }, conditions),
        ScanIndexForward: sort !== ProductSort.PriceDescending,
        ...(after !== undefined && {
            ExclusiveStartKey: marshall({ id: after.id, category: after.category, price_minor: after.price_minor }),
        }),
    };
}

/** One page of the whole catalogue, in no order. */
export function catalogScan(TableName: string, filters: ProductFilters, after: Place | undefined): ScanCommandInput {
    const { names, values, conditions } = conditionsOf(filters);
    const price = priceRange(filters);
    return {
        TableName,
        ...expression(names, { ...values, ...priceValues(filters) }, [
            ...conditions,
            ...(price === undefined ? [] : [`price_minor ${price}`]),
        ]),
        ...(after !== undefined && { ExclusiveStartKey: marshall({ id: after.id }) }),
    };
}

/** Filters beside the price, as conditions. `style`, `stock` and `status` are told by placeholders: some are reserved. */
function conditionsOf(filters: ProductFilters) {
    const { style, occasion, in_stock_only } = filters;
    return {
        names: {
            "#status": "status",
            ...(style !== undefined && { "#style": "style" }),
            ...(in_stock_only === true && { "#stock": "stock" }),
        },
        values: {
            ":active": ProductStatus.Active,
            ...(style !== undefined && { ":style": style }),
            ...(occasion !== undefined && { ":occasion": occasion }),
            ...(in_stock_only === true && { ":none": 0 }),
        },
        conditions: [
            "#status = :active",
            ...(style !== undefined ? ["#style = :style"] : []),
            ...(occasion !== undefined ? ["contains(occasions, :occasion)"] : []),
            ...(in_stock_only === true ? ["#stock > :none"] : []),
        ],
    };
}

function expression(
    names: Record<string, string>,
    values: Record<string, string | number>,
    conditions: readonly string[],
): Expression {
    return {
        FilterExpression: conditions.join(" AND "),
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: marshall(values),
    };
}

function priceRange({ min_price_minor, max_price_minor }: ProductFilters): string | undefined {
    if (min_price_minor !== undefined && max_price_minor !== undefined) return "BETWEEN :least AND :most";
    if (min_price_minor !== undefined) return ">= :least";
    return max_price_minor === undefined ? undefined : "<= :most";
}

function priceValues({ min_price_minor, max_price_minor }: ProductFilters): Record<string, number> {
    return {
        ...(min_price_minor !== undefined && { ":least": min_price_minor }),
        ...(max_price_minor !== undefined && { ":most": max_price_minor }),
    };
}
