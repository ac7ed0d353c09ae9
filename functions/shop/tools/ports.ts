import type { Product } from "../catalog/product";
import type { Shopper } from "../identity/shopper";
import type { Cart, Order, Quote } from "../orders/types";

/** The token of a page wasn't given out for this list. */
export class InvalidPageToken extends Error {
    constructor() {
        super("The token of the page doesn't belong to this list. Start again without it.");
        this.name = "InvalidPageToken";
    }
}

/** What products are looked for by; everything beside the text is exact. */
export interface ProductFilters {
    readonly category?: string;
    readonly style?: string;
    readonly occasion?: string;
    readonly min_price_minor?: number;
    readonly max_price_minor?: number;
    readonly in_stock_only?: boolean;
}

export interface ProductList {
    readonly products: readonly Product[];
    /** Opaque; absent on the last page. */
    readonly next?: string;
}

export const ProductSort = { PriceAscending: "price_asc", PriceDescending: "price_desc", Name: "name" } as const;
export type ProductSort = (typeof ProductSort)[keyof typeof ProductSort];

/** Products as they are stored. */
export interface CatalogReader {
    /** In the order of the ids; what isn't there is left out. Price and stock are never older than the call. */
    get(ids: readonly string[]): Promise<readonly Product[]>;
    /**
     * Active products. Bounds of the price are those of the standard price list; facts may be a moment old.
     *
     * @throws a `InvalidPageToken` where `next` isn't from a page of the same filters and order
     */
    list(query: {
        readonly filters: ProductFilters;
        readonly sort?: ProductSort;
        readonly limit: number;
        readonly next?: string;
    }): Promise<ProductList>;
}

/** Search by meaning, over the knowledge base. */
export interface KnowledgeSearch {
    /** Ids, best first. They may be out of date: look each up before showing it. */
    products(query: {
        readonly text: string;
        readonly filters: ProductFilters;
        readonly limit: number;
    }): Promise<readonly { readonly product_id: string; readonly score: number }[]>;
    /** Passages of policies and FAQs, best first. */
    policies(query: {
        readonly text: string;
        readonly limit: number;
    }): Promise<readonly { readonly title: string; readonly text: string; readonly score: number }[]>;
}

/** Carts, quotes and orders. Every refusal is a `ShopRefusal`. */
export interface Shop {
    cart(shopper: Shopper): Promise<Cart>;
    /** Adds to what is in the cart already. */
    addToCart(shopper: Shopper, productId: string, quantity: number): Promise<Cart>;
    /** Sets the quantity of a product that is in the cart. */
    changeInCart(shopper: Shopper, productId: string, quantity: number): Promise<Cart>;
    removeFromCart(shopper: Shopper, productId: string): Promise<Cart>;
    quote(
        shopper: Shopper,
        choice: { readonly address_id?: string; readonly shipping_method?: string },
    ): Promise<Quote>;
    /** Places the order of a quote: never called by a tool, only at the shopper's own request. */
    placeOrder(
        shopper: Shopper,
        confirmation: {
            readonly quote_id: string;
            readonly cart_hash: string;
            readonly idempotency_key: string;
            readonly conversation_id: string | null;
        },
    ): Promise<Order>;
    order(shopper: Shopper, orderId: string): Promise<Order>;
    /** Newest first. */
    orders(shopper: Shopper, limit: number): Promise<readonly Order[]>;
    /** Never called by a tool, only at the shopper's own request. */
    cancel(shopper: Shopper, orderId: string): Promise<Order>;
    requestReturn(shopper: Shopper, orderId: string): Promise<Order>;
}

/** What a conversation has seen: a model may only refer to products, quotes and orders that were shown in it. */
export interface ConversationMemory {
    seen(): Promise<ReadonlySet<string>>;
    see(ids: readonly string[]): Promise<void>;
}

/** Passes a conversation on to a human being. */
export interface HandOver {
    /** Resolves with the Amazon Connect contact's id; null where no instance is configured. */
    start(request: {
        readonly conversation_id: string;
        readonly reason: string;
        readonly shopper: Shopper;
    }): Promise<{ readonly contact_id: string | null }>;
}

/** What the tools work with, for one shopper in one conversation. */
export interface ToolContext {
    readonly shopper: Shopper;
    readonly conversationId: string;
    readonly catalog: CatalogReader;
    readonly search: KnowledgeSearch;
    readonly shop: Shop;
    readonly memory: ConversationMemory;
    readonly handOver: HandOver;
    /** Milliseconds since 1970. */
    readonly now: () => number;
}
