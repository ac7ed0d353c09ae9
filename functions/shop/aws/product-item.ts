import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Product, ProductStatus } from "../catalog/product";

type Item = Record<string, AttributeValue>;

/**
 * The product that an item of the products table holds; undefined for the table's other items. What a product may lack is
 * filled in, and what is beside the product is left out.
 */
export function productOf(item: Item): Product | undefined {
    const stored: Partial<Product> = unmarshall(item);
    const { id, name, category, price_minor, currency } = stored;
    if (
        id === undefined ||
        name === undefined ||
        category === undefined ||
        price_minor === undefined ||
        currency === undefined
    ) {
        return undefined;
    }
    return {
        id,
        name,
        description: stored.description ?? "",
        category,
        style: stored.style ?? null,
        brand: stored.brand ?? null,
        price_minor,
        currency,
        price_lists: stored.price_lists ?? {},
        stock: stored.stock ?? 0,
        status: stored.status ?? ProductStatus.Discontinued,
        aliases: stored.aliases ?? [],
        occasions: stored.occasions ?? [],
        options: stored.options ?? {},
        variant_group: stored.variant_group ?? null,
        related: stored.related ?? [],
        image: stored.image ?? null,
    };
}
