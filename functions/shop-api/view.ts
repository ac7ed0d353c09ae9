import { type Product, priceOn } from "../shop/catalog/product";
import { isSold } from "../shop/orders/cart-lines";
import type { Order } from "../shop/orders/types";
import { ApiProblem, Problem } from "./problem";
import type { Services } from "./route";
import type { DeliveryView, ProductView } from "./schemas";

/** A product at the price of a price list. */
export function viewOf(product: Product, priceList: string): ProductView {
    return {
        product_id: product.id,
        name: product.name,
        description: product.description,
        category: product.category,
        style: product.style,
        brand: product.brand,
        price: { amount_minor: priceOn(product, priceList), currency: product.currency },
        stock: product.stock,
        occasions: [...product.occasions],
        options: { ...product.options },
        variant_group: product.variant_group,
        image: product.image,
    };
}

/** Those that are sold now, in their order. */
export function soldViews(products: readonly Product[], { currency }: Services, priceList: string): ProductView[] {
    return products.filter((product) => isSold(product, currency)).map((product) => viewOf(product, priceList));
}

/** An order without whose it is: where it goes, and what else the shopper said. */
export function deliveryViewOf(order: Order): DeliveryView {
    return {
        order_id: order.order_id,
        status: order.status,
        placed_at: order.placed_at,
        updated_at: order.updated_at,
        lines: [...order.lines],
        subtotal: order.subtotal,
        shipping: order.shipping,
        tax: order.tax,
        total: order.total,
        shipping_method: order.shipping_method,
    };
}

/** @throws an `ApiProblem` 404 if there is no such product, or if it isn't sold any more */
export async function soldProduct({ catalog, currency }: Services, id: string | undefined): Promise<Product> {
    const [product] = id === undefined ? [] : await catalog.get([id]);
    if (product === undefined || !isSold(product, currency)) {
        throw new ApiProblem(Problem.NotFound, 404, "There is no such product.");
    }
    return product;
}
