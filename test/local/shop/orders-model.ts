import type { Shopper } from "../../../functions/shop/identity/shopper";
import { OrderStatus, Refusal, type ShopPolicy } from "../../../functions/shop/orders/types";

/** How something ends: done, or refused for a reason. */
export type Ending = "done" | Refusal;

interface ModelCart {
    readonly entries: Map<string, number>;
    expiresAt: number;
}

interface ModelQuote {
    readonly owner: string;
    readonly lines: readonly { readonly id: string; readonly quantity: number; readonly price: number }[];
    readonly expiresAt: number;
    isUsed: boolean;
}

interface ModelOrder {
    readonly owner: string;
    readonly lines: ModelQuote["lines"];
    status: OrderStatus;
    deliveredAt: number;
}

/** What a shop ought to do, in plain variables: one shopper after the other, and no network. */
export class ModelShop {
    /** Seconds since 1970. */
    now = Date.UTC(2026, 0, 1) / 1_000;
    readonly stock = new Map<string, number>();
    readonly price = new Map<string, number>();
    readonly carts = new Map<string, ModelCart>();
    readonly quotes: ModelQuote[] = [];
    readonly orders: ModelOrder[] = [];
    /** Places of the quote and of the order that a key was used for. */
    readonly keys = new Map<string, { readonly quote: number; readonly order: number }>();

    constructor(private readonly policy: ShopPolicy) {}

    add({ id: owner }: Shopper, id: string, quantity: number): Ending {
        if (quantity < 1 || quantity > this.policy.max_quantity) return Refusal.InvalidQuantity;
        const cart = this.#liveCart(owner);
        const wanted = (cart?.entries.get(id) ?? 0) + quantity;
        if (wanted > this.#stockOf(id)) return Refusal.OutOfStock;
        if (wanted > this.policy.max_quantity) return Refusal.InvalidQuantity;
        return this.#write(owner, new Map(cart?.entries).set(id, wanted));
    }

    change({ id: owner }: Shopper, id: string, quantity: number): Ending {
        if (quantity < 1 || quantity > this.policy.max_quantity) return Refusal.InvalidQuantity;
        const missing = this.#missing(owner, id);
        if (missing !== undefined) return missing;
        if (quantity > this.#stockOf(id)) return Refusal.OutOfStock;
        return this.#write(owner, new Map(this.carts.get(owner)?.entries).set(id, quantity));
    }

    remove({ id: owner }: Shopper, id: string): Ending {
        const missing = this.#missing(owner, id);
        if (missing !== undefined) return missing;
        const entries = new Map(this.carts.get(owner)?.entries);
        entries.delete(id);
        return this.#write(owner, entries);
    }

    quote({ id: owner }: Shopper): Ending {
        const cart = this.carts.get(owner);
        if (cart === undefined) return Refusal.EmptyCart;
        if (cart.expiresAt <= this.now) return Refusal.CartExpired;
        if (cart.entries.size === 0) return Refusal.EmptyCart;
        const lines = [...cart.entries].map(([id, quantity]) => ({ id, quantity, price: this.price.get(id) ?? -1 }));
        if (lines.some(({ id, quantity }) => quantity > this.#stockOf(id))) return Refusal.OutOfStock;
        this.quotes.push({ owner, lines, expiresAt: this.now + this.policy.quote_ttl_s, isUsed: false });
        return "done";
    }

    place({ id: owner }: Shopper, place: number, key: string): Ending {
        const used = this.keys.get(`${owner} ${key}`);
        if (used !== undefined) return used.quote === place ? "done" : Refusal.IdempotencyMismatch;
        const quote = this.quotes[place];
        if (quote === undefined || quote.owner !== owner) return Refusal.UnknownQuote;
        if (quote.isUsed) return Refusal.QuoteUsed;
        if (quote.expiresAt <= this.now) return Refusal.QuoteExpired;
        for (const { id, quantity, price } of quote.lines) {
            if (quantity > this.#stockOf(id)) return Refusal.OutOfStock;
            if (price !== this.price.get(id)) return Refusal.CartChanged;
        }
        const cart = this.carts.get(owner);
        if (cart === undefined) return Refusal.CartChanged;
        if (cart.expiresAt <= this.now) return Refusal.CartExpired;
        const isSame =
            cart.entries.size === quote.lines.length &&
            quote.lines.every(({ id, quantity }) => cart.entries.get(id) === quantity);
        if (!isSame) return Refusal.CartChanged;
        for (const { id, quantity } of quote.lines) this.stock.set(id, this.#stockOf(id) - quantity);
        quote.isUsed = true;
        this.carts.delete(owner);
        this.keys.set(`${owner} ${key}`, { quote: place, order: this.orders.length });
        this.orders.push({ owner, lines: quote.lines, status: OrderStatus.Placed, deliveredAt: 0 });
        return "done";
    }

    cancel({ id: owner }: Shopper, place: number): Ending {
        const order = this.orders[place];
        if (order === undefined || order.owner !== owner) return Refusal.UnknownOrder;
        if (order.status === OrderStatus.Cancelled) return "done";
        if (order.status !== OrderStatus.Placed) return Refusal.NotCancellable;
        order.status = OrderStatus.Cancelled;
        for (const { id, quantity } of order.lines) this.stock.set(id, this.#stockOf(id) + quantity);
        return "done";
    }

    requestReturn({ id: owner }: Shopper, place: number): Ending {
        const order = this.orders[place];
        if (order === undefined || order.owner !== owner) return Refusal.UnknownOrder;
        if (order.status === OrderStatus.ReturnRequested) return "done";
        const isLate = this.now - order.deliveredAt > this.policy.return_days * 86_400;
        if (order.status !== OrderStatus.Delivered || isLate) return Refusal.NotReturnable;
        order.status = OrderStatus.ReturnRequested;
        return "done";
    }

    deliver(place: number, status: OrderStatus): Ending {
        const order = this.orders[place];
        if (order === undefined) return Refusal.UnknownOrder;
        if (order.status === status) return "done";
        const before: Partial<Record<OrderStatus, OrderStatus>> = {
            [OrderStatus.Shipped]: OrderStatus.Placed,
            [OrderStatus.Delivered]: OrderStatus.Shipped,
            [OrderStatus.Returned]: OrderStatus.ReturnRequested,
        };
        if (order.status !== before[status]) return Refusal.StatusConflict;
        order.status = status;
        if (status === OrderStatus.Delivered) order.deliveredAt = this.now;
        return "done";
    }

    /** What a shopper sees in the cart. */
    contents(owner: string): Record<string, number> {
        return Object.fromEntries(this.#liveCart(owner)?.entries ?? []);
    }

    #liveCart(owner: string): ModelCart | undefined {
        const cart = this.carts.get(owner);
        return cart === undefined || cart.expiresAt <= this.now ? undefined : cart;
    }

    #missing(owner: string, id: string): Refusal | undefined {
        const cart = this.carts.get(owner);
        if (cart !== undefined && cart.expiresAt <= this.now) return Refusal.CartExpired;
        return cart?.entries.has(id) === true ? undefined : Refusal.UnknownProduct;
    }

    #write(owner: string, entries: Map<string, number>): Ending {
        this.carts.set(owner, { entries, expiresAt: this.now + this.policy.cart_ttl_s });
        return "done";
    }

    #stockOf(id: string): number {
        return this.stock.get(id) ?? 0;
    }
}
