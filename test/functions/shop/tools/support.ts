import type { Product } from "../../../../functions/shop/catalog/product";
import type { Shopper } from "../../../../functions/shop/identity/shopper";
import { type Cart, type Order, type Quote, Refusal, ShopRefusal } from "../../../../functions/shop/orders/types";
import { matches, sorted } from "../../../../functions/shop/tools/matches";
import type { FailedOutcome, ToolOutcome } from "../../../../functions/shop/tools/outcome";
import type { KnowledgeSearch, Shop, ToolContext } from "../../../../functions/shop/tools/ports";
import { line, product, shopper } from "../orders/support";

export { product, shopper } from "../orders/support";

const usd = (amount_minor: number) => ({ amount_minor, currency: "USD" });

export function cart(parts: Partial<Cart> = {}): Cart {
    return { lines: [line("tent", 2, 10_000)], subtotal: usd(20_000), cart_hash: "hash", expires_at: 1, ...parts };
}

export function quote(parts: Partial<Quote> = {}): Quote {
    const { home } = shopper().addresses;
    if (home === undefined) throw new Error("The shopper has no home.");
    return {
        ...cart(),
        quote_id: "quo_1",
        shipping: usd(599),
        shipping_method: "standard",
        tax: usd(1_010),
        total: usd(21_609),
        address_id: "home",
        ship_to: home,
        expires_at: 1_700_000_000,
        ...parts,
    };
}

export function order(parts: Partial<Order> = {}): Order {
    return {
        ...quote(),
        order_id: "ord_1",
        status: "placed",
        placed_at: "2026-11-20T10:00:00.000Z",
        updated_at: "2026-11-20T10:00:00.000Z",
        conversation_id: null,
        ...parts,
    };
}

/** What stands in for the stores. */
export interface World {
    readonly products?: readonly Product[];
    readonly shopper?: Shopper;
    readonly shop?: Partial<Shop>;
    readonly search?: Partial<KnowledgeSearch>;
    readonly contactId?: string | null;
    readonly seen?: readonly string[];
}

export const shelf: readonly Product[] = [
    product("tent", { name: "Tent", category: "outdoors", price_minor: 10_000, related: ["stove", "gone", "old"] }),
    product("stove", { name: "Stove", category: "outdoors", price_minor: 4_500, stock: 2, occasions: ["picnic"] }),
    product("lamp", { name: "Lamp", category: "home", price_minor: 2_500, stock: 0, price_lists: { member: 900 } }),
    product("old", { name: "Old tent", category: "outdoors", price_minor: 100, status: "discontinued" }),
];

/** A context over things in memory; what `shop` lacks refuses to be called. */
export function world({ products = shelf, shop = {}, search = {}, ...of }: World = {}): ToolContext & {
    readonly memory: { readonly ids: Set<string> };
    readonly filters: unknown[];
} {
    const ids = new Set(of.seen);
    const filters: unknown[] = [];
    const byId = new Map(products.map((each) => [each.id, each]));
    const untold = async (): Promise<never> => {
        throw new Error("The test didn't expect this call.");
    };
    return {
        shopper: of.shopper ?? shopper(),
        conversationId: "conversation-1",
        filters,
        catalog: {
            get: async (wanted) => wanted.flatMap((id) => byId.get(id) ?? []),
            list: async ({ filters: asked, sort, limit }) => {
                filters.push(asked);
                const fitting = products.filter((each) => matches(each, asked, "standard"));
                return { products: sorted(fitting, sort, "standard").slice(0, limit) };
            },
        },
        search: {
            products: async ({ filters: asked }) => {
                filters.push(asked);
                return products.map(({ id }) => ({ product_id: id, score: 1 }));
            },
            policies: async () => [],
            ...search,
        },
        shop: {
            cart: untold,
            addToCart: untold,
            changeInCart: untold,
            removeFromCart: untold,
            quote: untold,
            placeOrder: untold,
            order: untold,
            orders: untold,
            cancel: untold,
            requestReturn: untold,
            ...shop,
        },
        memory: {
            ids,
            seen: async () => ids,
            see: async (some) => {
                for (const id of some) ids.add(id);
            },
        },
        handOver: { start: async () => ({ contact_id: of.contactId ?? null }) },
        now: () => 0,
    };
}

export async function refuses(): Promise<never> {
    throw new ShopRefusal(Refusal.OutOfStock, "Only 2 are left.", { stock: 2 });
}

/** The outcome, of a call that must have failed. */
export function failed(outcome: ToolOutcome): FailedOutcome["output"]["error"] {
    if (outcome.ok) throw new Error(`The call worked: ${JSON.stringify(outcome.output)}`);
    return outcome.output.error;
}
