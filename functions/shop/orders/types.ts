import type { Address } from "../identity/shopper";
import type { Money } from "../money";

/** One product in a cart. */
export interface CartLine {
    readonly product_id: string;
    readonly name: string;
    readonly quantity: number;
    readonly unit_price: Money;
    readonly line_total: Money;
    /** Pieces in stock now: fewer than `quantity` means that the cart can't be ordered as it is. */
    readonly stock: number;
}

export interface Cart {
    readonly lines: readonly CartLine[];
    readonly subtotal: Money;
    /** Hash of the owner, the products, the quantities and the prices: any change of one changes it. */
    readonly cart_hash: string;
    /** When the cart is forgotten, unless it is changed before: seconds since 1970. */
    readonly expires_at: number;
}

/** What a cart costs in all, for one address and one way of shipping, for a short time. */
export interface Quote {
    readonly quote_id: string;
    readonly cart_hash: string;
    readonly lines: readonly CartLine[];
    readonly subtotal: Money;
    readonly shipping: Money;
    readonly shipping_method: string;
    readonly tax: Money;
    readonly total: Money;
    /** Name of the address in the shopper's address book. */
    readonly address_id: string;
    readonly ship_to: Address;
    /** When it lapses: seconds since 1970. */
    readonly expires_at: number;
}

export const OrderStatus = {
    Placed: "placed",
    Shipped: "shipped",
    Delivered: "delivered",
    Cancelled: "cancelled",
    ReturnRequested: "return_requested",
    Returned: "returned",
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** What can become of a parcel: the statuses that whoever sends parcels sets, and no shopper. */
export const DeliveryStatus = {
    Shipped: OrderStatus.Shipped,
    Delivered: OrderStatus.Delivered,
    Returned: OrderStatus.Returned,
} as const;
export type DeliveryStatus = (typeof DeliveryStatus)[keyof typeof DeliveryStatus];

export interface Order extends Omit<Quote, "expires_at"> {
    readonly order_id: string;
    readonly status: OrderStatus;
    /** UTC instants, ISO 8601. */
    readonly placed_at: string;
    readonly updated_at: string;
    /** Conversation in which the shopper confirmed it; null for one placed without the assistant. */
    readonly conversation_id: string | null;
}

/** Why the shop refuses something; every refusal has one of these codes and a message for people. */
export const Refusal = {
    UnknownProduct: "unknown_product",
    Discontinued: "discontinued",
    InvalidQuantity: "invalid_quantity",
    OutOfStock: "out_of_stock",
    EmptyCart: "empty_cart",
    CartFull: "cart_full",
    CartExpired: "cart_expired",
    CartChanged: "cart_changed",
    QuoteExpired: "quote_expired",
    UnknownQuote: "unknown_quote",
    QuoteUsed: "quote_used",
    UnknownAddress: "unknown_address",
    NotShippedThere: "not_shipped_there",
    UnknownShippingMethod: "unknown_shipping_method",
    UnknownOrder: "unknown_order",
    NotCancellable: "not_cancellable",
    NotReturnable: "not_returnable",
    StatusConflict: "status_conflict",
    IdempotencyMismatch: "idempotency_mismatch",
    NoVerifiedEmail: "no_verified_email",
    Busy: "busy",
} as const;
export type Refusal = (typeof Refusal)[keyof typeof Refusal];

/** Thrown wherever the shop refuses; shown to the shopper and told to the model. */
export class ShopRefusal extends Error {
    constructor(
        readonly code: Refusal,
        message: string,
        /** Facts for a program: the stock there is, the id that isn't known. No personal data. */
        readonly details: Readonly<Record<string, string | number>> = {},
    ) {
        super(message);
        this.name = "ShopRefusal";
    }
}

/** What the shop charges beyond the products, and for how long things hold. Configuration of the stack. */
export interface ShopPolicy {
    readonly currency: string;
    readonly shipping: Readonly<
        Record<
            string,
            {
                readonly price_minor: number;
                /** Subtotal from which it costs nothing; absent: never. */
                readonly free_from_minor?: number;
                /** For people: `5 to 7 business days`. */
                readonly delivery: string;
            }
        >
    >;
    /** Tax in basis points (825 is 8.25 %) by `country` or `country-state`; a place that isn't named pays `default`. */
    readonly tax_basis_points: Readonly<Record<string, number>>;
    /** Countries that parcels go to. */
    readonly ships_to: readonly string[];
    readonly return_days: number;
    /** Categories that are final sale. */
    readonly final_sale: readonly string[];
    readonly max_quantity: number;
    readonly cart_ttl_s: number;
    readonly quote_ttl_s: number;
}
