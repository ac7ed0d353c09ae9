import type { CartEntry } from "./hashes";
import type { Order, Quote } from "./types";

/** What an item of the orders table is; its stream is filtered by it. */
export const ItemKind = {
    Cart: "cart",
    Quote: "quote",
    Order: "order",
    Idempotency: "idempotency",
    Mail: "mail",
} as const;
export type ItemKind = (typeof ItemKind)[keyof typeof ItemKind];

/** Index of the orders table that lists a shopper's orders. Only orders have its range key, `placed_at`. */
export const BY_SHOPPER = "by_shopper";

export interface Key {
    readonly pk: string;
    readonly sk: string;
}

export interface CartItem extends Key {
    readonly kind: "cart";
    readonly entries: readonly CartEntry[];
    readonly contents_hash: string;
    /** Seconds since 1970. DynamoDB deletes items days late, so whoever reads one compares it with the clock. */
    readonly expires_at: number;
}

export interface QuoteItem extends Key {
    readonly kind: "quote";
    readonly shopper_id: string;
    readonly quote: Quote;
    readonly contents_hash: string;
    readonly price_list: string;
    /** Products that were on final sale when the quote was made. */
    readonly final_sale: readonly string[];
    /** The order that came of it. */
    readonly order_id?: string;
    /** Seconds since 1970, later than the quote's own: so that a lapsed quote can still be told from an unknown one. */
    readonly expires_at: number;
}

export interface OrderItem extends Key, Order {
    readonly kind: "order";
    readonly shopper_id: string;
    /** Counts the changes, from 1. */
    readonly version: number;
    /** The verified address that the confirmation goes to. */
    readonly email: string;
    readonly given_name: string | null;
    readonly final_sale: readonly string[];
    readonly delivered_at: string | null;
    /** Products that the shopper asked to send back. */
    readonly return_product_ids?: readonly string[];
}

export interface IdempotencyItem extends Key {
    readonly kind: "idempotency";
    readonly request_hash: string;
    readonly order_id: string;
    readonly expires_at: number;
}

export const cartKey = (shopperId: string): Key => ({ pk: `CART#${shopperId}`, sk: "CART" });
export const quoteKey = (quoteId: string): Key => ({ pk: `QUOTE#${quoteId}`, sk: "QUOTE" });
export const orderKey = (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: "ORDER" });
export const idempotencyKey = (shopperId: string, key: string): Key => ({
    pk: `IDEMPOTENCY#${shopperId}#${key}`,
    sk: "IDEMPOTENCY",
});
export const confirmationMailKey = (orderId: string): Key => ({ pk: `ORDER#${orderId}`, sk: "MAIL#confirmation" });

/** The order as its shopper sees it. */
export function orderOf(item: OrderItem): Order {
    return {
        order_id: item.order_id,
        status: item.status,
        placed_at: item.placed_at,
        updated_at: item.updated_at,
        conversation_id: item.conversation_id,
        quote_id: item.quote_id,
        cart_hash: item.cart_hash,
        lines: item.lines,
        subtotal: item.subtotal,
        shipping: item.shipping,
        shipping_method: item.shipping_method,
        tax: item.tax,
        total: item.total,
        address_id: item.address_id,
        ship_to: item.ship_to,
    };
}
