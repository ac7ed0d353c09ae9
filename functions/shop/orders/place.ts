import { type Product, priceOn } from "../catalog/product";
import type { Shopper } from "../identity/shopper";
import { assertSellable } from "./cart-lines";
import { requestHash } from "./hashes";
import { newId } from "./ids";
import {
    type CartItem,
    type IdempotencyItem,
    idempotencyKey,
    type OrderItem,
    orderKey,
    orderOf,
    type QuoteItem,
    quoteKey,
} from "./items";
import { actionsFor, Place } from "./order-transaction";
import { type RetryPlan, retried } from "./retry";
import { type Failure, read, type ShopStore, seconds, transact } from "./store";
import { type Order, OrderStatus, Refusal, ShopRefusal } from "./types";

/** What the shopper confirms. */
export interface Confirmation {
    readonly quote_id: string;
    readonly cart_hash: string;
    readonly idempotency_key: string;
    readonly conversation_id: string | null;
}

/** Buyers of one product collide; these waits come to 9 s at most, within the 29 s that an HTTP API gives. */
const PLACING: RetryPlan = { attempts: 14, baseMs: 25, capMs: 800 };

/**
 * Places the order of a quote: stock, order, quote and cart change together or not at all. A repetition with the same key
 * is answered with the order that the first one made.
 */
export async function placeOrder(store: ShopStore, shopper: Shopper, confirmation: Confirmation): Promise<Order> {
    if (shopper.email === null) {
        throw new ShopRefusal(Refusal.NoVerifiedEmail, "Verify your e-mail address before you order.");
    }
    const buyer = { ...shopper, email: shopper.email };
    const order = await retried(PLACING, store.clock, () => attempt(store, buyer, confirmation));
    if (order === undefined) {
        throw new ShopRefusal(Refusal.Busy, "Many people are buying this right now. Try again with the same key.");
    }
    return order;
}

type Buyer = Shopper & { readonly email: string };

async function attempt(store: ShopStore, buyer: Buyer, confirmation: Confirmation): Promise<Order | undefined> {
    // One after the other: an order marks both at once, so whoever finds the quote used finds the key that used it.
    const quote = await read<QuoteItem>(store, quoteKey(confirmation.quote_id));
    const request = await read<IdempotencyItem>(store, idempotencyKey(buyer.id, confirmation.idempotency_key));
    const fingerprint = requestHash([confirmation.quote_id, confirmation.cart_hash]);
    if (request !== undefined) {
        return replayed(store, request, fingerprint);
    }
    assertUsable(quote, buyer, confirmation, seconds(store));
    const order = orderItem(quote, buyer, confirmation, new Date(store.clock.now()).toISOString());
    const outcome = await transact(store, actionsFor(store, quote, order, { ...confirmation, fingerprint }));
    if (outcome.done) {
        return orderOf(order);
    }
    // Whoever took the key or the quote in between is found by the next attempt, which says what is the matter.
    if (!outcome.failures.has(Place.Request) && !outcome.failures.has(Place.Quote)) {
        refuse(store, buyer, quote, outcome.failures);
    }
    return undefined;
}

async function replayed(store: ShopStore, request: IdempotencyItem, fingerprint: string): Promise<Order> {
    if (request.request_hash !== fingerprint) {
        throw new ShopRefusal(
            Refusal.IdempotencyMismatch,
            "This key was used for another order. Use a new key for each order.",
        );
    }
    const order = await read<OrderItem>(store, orderKey(request.order_id));
    if (order === undefined) {
        throw new Error("An order that was placed isn't there.");
    }
    return orderOf(order);
}

function assertUsable(
    quote: QuoteItem | undefined,
    buyer: Buyer,
    confirmation: Confirmation,
    now: number,
): asserts quote is QuoteItem {
    if (quote === undefined || quote.shopper_id !== buyer.id) {
        throw new ShopRefusal(Refusal.UnknownQuote, "There is no such quote.");
    }
    if (quote.order_id !== undefined) {
        throw new ShopRefusal(Refusal.QuoteUsed, "This quote was ordered already.", { order_id: quote.order_id });
    }
    if (quote.quote.expires_at <= now) {
        throw new ShopRefusal(Refusal.QuoteExpired, "This quote has lapsed. Ask for a new one.");
    }
    if (quote.quote.cart_hash !== confirmation.cart_hash || quote.price_list !== buyer.price_list) {
        throw cartChanged();
    }
}

function orderItem(
    { quote, final_sale }: QuoteItem,
    buyer: Buyer,
    { conversation_id }: Confirmation,
    now: string,
): OrderItem {
    const { expires_at: _, ...quoted } = quote;
    const orderId = newId("ord");
    return {
        ...orderKey(orderId),
        kind: "order",
        ...quoted,
        order_id: orderId,
        status: OrderStatus.Placed,
        placed_at: now,
        updated_at: now,
        conversation_id,
        shopper_id: buyer.id,
        version: 1,
        email: buyer.email,
        given_name: buyer.given_name,
        final_sale,
        delivered_at: null,
    };
}

/** Says which condition of the transaction didn't hold; says nothing if none failed but others were faster. */
function refuse(store: ShopStore, buyer: Buyer, { quote }: QuoteItem, failures: ReadonlyMap<number, Failure>): void {
    for (const [index, line] of quote.lines.entries()) {
        const failure = failures.get(Place.FirstLine + index);
        if (failure !== undefined) {
            const product = failure.found as Product | undefined;
            assertSellable(product, line.product_id, line.quantity, store.policy.currency);
            throw cartChanged({
                product_id: line.product_id,
                quoted_price_minor: line.unit_price.amount_minor,
                price_minor: priceOn({ ...product, price_lists: product.price_lists ?? {} }, buyer.price_list),
            });
        }
    }
    const cart = failures.get(Place.Cart);
    if (cart !== undefined) {
        const found = cart.found as CartItem | undefined;
        throw found !== undefined && found.expires_at <= seconds(store)
            ? new ShopRefusal(Refusal.CartExpired, "The cart has expired. Add the products again.")
            : cartChanged();
    }
}

function cartChanged(details: Readonly<Record<string, string | number>> = {}): ShopRefusal {
    return new ShopRefusal(
        Refusal.CartChanged,
        "product_id" in details
            ? "A price has changed since the quote. Ask for a new quote."
            : "The cart has changed since the quote. Ask for a new quote.",
        details,
    );
}
