import type { Product } from "../../../../functions/shop/catalog/product";
import type { Shopper } from "../../../../functions/shop/identity/shopper";
import { type OrderItem, orderKey } from "../../../../functions/shop/orders/items";
import { type CartLine, type Refusal, type ShopPolicy, ShopRefusal } from "../../../../functions/shop/orders/types";

/** A policy with round figures. */
export const policy: ShopPolicy = {
    currency: "USD",
    shipping: {
        standard: { price_minor: 599, free_from_minor: 7_500, delivery: "5 to 7 business days" },
        expedited: { price_minor: 1_299, delivery: "2 to 3 business days" },
    },
    tax_basis_points: { default: 0, US: 500, "US-WA": 1_010 },
    ships_to: ["US", "CA"],
    return_days: 30,
    final_sale: ["software"],
    max_quantity: 20,
    cart_ttl_s: 3_600,
    quote_ttl_s: 900,
};

const home = {
    first_name: "Ana",
    last_name: "Silva",
    address1: "1 Main Street",
    address2: null,
    city: "Seattle",
    state: "WA",
    postal_code: "98101",
    country: "US",
};

/** A shopper with a home in Washington, one in France, and a verified address. */
export function shopper(id = "shopper-1", parts: Partial<Shopper> = {}): Shopper {
    return {
        id,
        email: `${id}@example.com`,
        given_name: "Ana",
        price_list: "standard",
        addresses: { home, abroad: { ...home, state: null, country: "FR" } },
        ...parts,
    };
}

export function product(id: string, parts: Partial<Product> = {}): Product {
    return {
        id,
        name: `Product ${id}`,
        description: "A thing.",
        category: "kitchen",
        style: null,
        brand: null,
        price_minor: 1_999,
        currency: "USD",
        price_lists: {},
        stock: 10,
        status: "active",
        aliases: [],
        occasions: [],
        options: {},
        variant_group: null,
        related: [],
        image: null,
        ...parts,
    };
}

export function line(product_id: string, quantity: number, unit: number): CartLine {
    return {
        product_id,
        name: product_id,
        quantity,
        unit_price: { amount_minor: unit, currency: "USD" },
        line_total: { amount_minor: unit * quantity, currency: "USD" },
        stock: quantity,
    };
}

/** The refusal that something ends in. */
export async function refusalOf(work: () => unknown): Promise<ShopRefusal> {
    try {
        await work();
    } catch (error) {
        if (error instanceof ShopRefusal) {
            return error;
        }
        throw error;
    }
    throw new Error("It wasn't refused.");
}

export async function codeOf(work: () => unknown): Promise<Refusal> {
    return (await refusalOf(work)).code;
}

/** A placed order as it is stored. */
export function orderItem(orderId: string, buyer = shopper()): OrderItem {
    return {
        ...orderKey(orderId),
        kind: "order",
        order_id: orderId,
        status: "placed",
        placed_at: "2026-03-01T10:00:00.000Z",
        updated_at: "2026-03-01T10:00:00.000Z",
        conversation_id: null,
        quote_id: "quo_1",
        cart_hash: "a".repeat(64),
        lines: [{ ...line("lamp", 2, 1_999), name: "Lamp" }],
        subtotal: { amount_minor: 3_998, currency: "USD" },
        shipping: { amount_minor: 599, currency: "USD" },
        shipping_method: "standard",
        tax: { amount_minor: 464, currency: "USD" },
        total: { amount_minor: 5_061, currency: "USD" },
        address_id: "home",
        ship_to: home,
        shopper_id: buyer.id,
        version: 1,
        email: buyer.email ?? "",
        given_name: buyer.given_name,
        final_sale: [],
        delivered_at: null,
    };
}
