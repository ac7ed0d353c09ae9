import { type Product, ProductStatus, priceOn } from "../catalog/product";
import { type CartEntry, cartHash } from "./hashes";
import { lineTotal, subtotalOf } from "./totals";
import { type Cart, type CartLine, Refusal, ShopRefusal } from "./types";

/** What a cart is worked out from, beside its entries. */
export interface Pricing {
    readonly shopperId: string;
    readonly priceList: string;
    readonly currency: string;
    readonly products: ReadonlyMap<string, Product>;
}

/** Whether the shop sells a product now. Amounts in two currencies are never added up. */
export function isSold(product: Product, currency: string): boolean {
    return product.status === ProductStatus.Active && product.currency === currency;
}

/** A cart with today's names, prices and stock. A product that isn't sold any more stays in it, with no stock. */
export function cartOf(entries: readonly CartEntry[], pricing: Pricing, expiresAt: number): Cart {
    const { shopperId, currency } = pricing;
    const lines = entries.flatMap((entry) => lineOf(entry, pricing));
    return {
        lines,
        subtotal: { amount_minor: subtotalOf(lines), currency },
        cart_hash: cartHash(shopperId, currency, lines),
        expires_at: expiresAt,
    };
}

function lineOf({ product_id, quantity }: CartEntry, { products, priceList, currency }: Pricing): CartLine[] {
    const product = products.get(product_id);
    if (product === undefined || product.currency !== currency) {
        return [];
    }
    const unit = priceOn(product, priceList);
    return [
        {
            product_id,
            name: product.name,
            quantity,
            unit_price: { amount_minor: unit, currency },
            line_total: { amount_minor: lineTotal(unit, quantity), currency },
            stock: isSold(product, currency) ? product.stock : 0,
        },
    ];
}

/** @throws `ShopRefusal` unless `quantity` pieces of the product can be sold now */
export function assertSellable(
    product: Product | undefined,
    productId: string,
    quantity: number,
    currency: string,
): asserts product is Product {
    if (product === undefined) {
        throw unknownProduct(productId);
    }
    if (!isSold(product, currency)) {
        throw new ShopRefusal(Refusal.Discontinued, "This product isn't sold any more.", { product_id: productId });
    }
    if (product.stock < quantity) {
        throw new ShopRefusal(
            Refusal.OutOfStock,
            product.stock === 0 ? "This product is out of stock." : `Only ${product.stock} of this product are left.`,
            { product_id: productId, stock: product.stock, wanted: quantity },
        );
    }
}

/** @throws `ShopRefusal` `invalid_quantity` unless it is a whole number from 1 to `most` */
export function assertQuantity(quantity: number, most: number): void {
    if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > most) {
        throw new ShopRefusal(Refusal.InvalidQuantity, `A quantity is a whole number from 1 to ${most}.`, {
            least: 1,
            most,
        });
    }
}

export function unknownProduct(productId: string): ShopRefusal {
    return new ShopRefusal(Refusal.UnknownProduct, "There is no such product.", { product_id: productId });
}
