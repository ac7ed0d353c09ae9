import * as z from "zod/mini";
import { MAX_CART_LINES } from "../shop/orders/policy";
import type { Cart, CartLine, Order, Quote } from "../shop/orders/types";
import { DeliveryStatus, OrderStatus } from "../shop/orders/types";
import { ProductSort } from "../shop/tools/ports";

/** What can be given in a request. Every object is strict: a field that nobody reads is refused, not passed over. */
export const productId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
export const orderId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));

const word = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));
/** A number in a query, which is text. */
const amountText = z.pipe(
    z.string().check(z.regex(/^\d{1,12}$/)),
    z.transform((text: string) => Number(text)),
);
const flagText = z.pipe(
    z.enum(["true", "false"]),
    z.transform((text: "true" | "false") => text === "true"),
);

/** The largest page. */
export const MAX_PAGE = 50;
export const pageSize = z.pipe(
    z.string().check(z.regex(/^([1-9]|[1-4]\d|50)$/)),
    z.transform((text: string) => Number(text)),
);

const filters = {
    category: z.optional(word),
    style: z.optional(word),
    occasion: z.optional(word),
    min_price_minor: z.optional(amountText),
    max_price_minor: z.optional(amountText),
    in_stock: z.optional(flagText),
};

export const listQuery = z.strictObject({
    ...filters,
    sort: z.optional(z.enum(ProductSort)),
    limit: z.optional(pageSize),
    next: z.optional(z.string().check(z.minLength(1), z.maxLength(2_048))),
});

export const searchQuery = z.strictObject({
    q: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
    ...filters,
    limit: z.optional(pageSize),
});

export const ordersQuery = z.strictObject({ limit: z.optional(pageSize) });
export const noQuery = z.strictObject({});

const quantity = z.int().check(z.positive());

export const addBody = z.strictObject({ product_id: productId, quantity });
export const quantityBody = z.strictObject({ quantity });
export const quoteBody = z.strictObject({
    address_id: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
    shipping_method: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
});
export const orderBody = z.strictObject({
    quote_id: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/)),
    cart_hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    /** Made anew for each order, and sent again with each repetition of the request. */
    idempotency_key: z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/)),
    conversation_id: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_.:-]{2,100}$/))),
});
export const deliveryBody = z.strictObject({ status: z.enum(DeliveryStatus) });

const money = z.object({ amount_minor: z.int().check(z.nonnegative()), currency: z.string() });
const moneyFields = { subtotal: money, shipping: money, tax: money, total: money };

const cartLine = z.object({
    product_id: z.string(),
    name: z.string(),
    quantity,
    unit_price: money,
    line_total: money,
    stock: z.int().check(z.nonnegative()),
}) satisfies z.ZodMiniType<CartLine>;

/** What is answered. */
export const cartAnswer = z.object({
    lines: z.array(cartLine).check(z.maxLength(MAX_CART_LINES)),
    subtotal: money,
    cart_hash: z.string(),
    expires_at: z.int(),
}) satisfies z.ZodMiniType<Cart>;

const quotedFields = {
    quote_id: z.string(),
    cart_hash: z.string(),
    lines: z.array(cartLine),
    ...moneyFields,
    shipping_method: z.string(),
    address_id: z.string(),
    ship_to: z.object({
        first_name: z.string(),
        last_name: z.string(),
        address1: z.string(),
        address2: z.nullable(z.string()),
        city: z.string(),
        state: z.nullable(z.string()),
        postal_code: z.string(),
        country: z.string(),
    }),
};

export const quoteAnswer = z.object({ ...quotedFields, expires_at: z.int() }) satisfies z.ZodMiniType<Quote>;

export const orderAnswer = z.object({
    ...quotedFields,
    order_id: z.string(),
    status: z.enum(OrderStatus),
    placed_at: z.string(),
    updated_at: z.string(),
    conversation_id: z.nullable(z.string()),
}) satisfies z.ZodMiniType<Order>;

/** An order as whoever sends parcels sees it: nothing of the shopper's. */
export const deliveryAnswer = z.object({
    order_id: z.string(),
    status: z.enum(OrderStatus),
    placed_at: z.string(),
    updated_at: z.string(),
    lines: z.array(cartLine),
    ...moneyFields,
    shipping_method: z.string(),
});

export type DeliveryView = z.infer<typeof deliveryAnswer>;

export const ordersAnswer = z.object({ orders: z.array(orderAnswer) });

export const productAnswer = z.object({
    product_id: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    style: z.nullable(z.string()),
    brand: z.nullable(z.string()),
    price: money,
    stock: z.int().check(z.nonnegative()),
    occasions: z.array(z.string()),
    options: z.record(z.string(), z.string()),
    variant_group: z.nullable(z.string()),
    image: z.nullable(z.string()),
});

export const productsAnswer = z.object({ products: z.array(productAnswer), next: z.optional(z.string()) });

/** A product as this shopper sees it: prices of others are nobody else's business. */
export type ProductView = z.infer<typeof productAnswer>;
