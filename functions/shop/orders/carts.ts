import type { Product } from "../catalog/product";
import type { Shopper } from "../identity/shopper";
import { assertQuantity, assertSellable, cartOf } from "./cart-lines";
import { type CartEntry, contentsHash } from "./hashes";
import { type CartItem, cartKey } from "./items";
import { MAX_CART_LINES } from "./policy";
import { type RetryPlan, retried } from "./retry";
import { put, read, type ShopStore, seconds } from "./store";
import { type Cart, Refusal, ShopRefusal } from "./types";

/** Two tabs of one shopper seldom collide; a third attempt nearly never. */
const CHANGES: RetryPlan = { attempts: 6, baseMs: 10, capMs: 200 };

/** A stored cart, and what is true of it now. */
export interface FoundCart {
    readonly item: CartItem;
    readonly expired: boolean;
}

export async function findCart(store: ShopStore, shopperId: string): Promise<FoundCart | undefined> {
    const item = await read<CartItem>(store, cartKey(shopperId));
    return item === undefined ? undefined : { item, expired: item.expires_at <= seconds(store) };
}

export async function viewCart(store: ShopStore, shopper: Shopper): Promise<Cart> {
    const found = await findCart(store, shopper.id);
    return found === undefined || found.expired
        ? shown(store, shopper, [], await productsOf(store, []), seconds(store) + store.policy.cart_ttl_s)
        : shown(
              store,
              shopper,
              found.item.entries,
              await productsOf(store, idsOf(found.item.entries)),
              found.item.expires_at,
          );
}

export function addToCart(store: ShopStore, shopper: Shopper, productId: string, quantity: number): Promise<Cart> {
    assertQuantity(quantity, store.policy.max_quantity);
    return change(store, shopper, productId, (found, product) => {
        const entries = found === undefined || found.expired ? [] : found.item.entries;
        const already = entries.find(({ product_id }) => product_id === productId)?.quantity;
        const wanted = (already ?? 0) + quantity;
        assertSellable(product, productId, wanted, store.policy.currency);
        assertQuantity(wanted, store.policy.max_quantity);
        if (already !== undefined) {
            return withQuantity(entries, productId, wanted);
        }
        if (entries.length >= MAX_CART_LINES) {
            throw new ShopRefusal(Refusal.CartFull, `A cart holds ${MAX_CART_LINES} different products at most.`, {
                most: MAX_CART_LINES,
            });
        }
        return [...entries, { product_id: productId, quantity }];
    });
}

export function changeInCart(store: ShopStore, shopper: Shopper, productId: string, quantity: number): Promise<Cart> {
    assertQuantity(quantity, store.policy.max_quantity);
    return change(store, shopper, productId, (found, product) => {
        const entries = entriesWith(found, productId);
        assertSellable(product, productId, quantity, store.policy.currency);
        return withQuantity(entries, productId, quantity);
    });
}

export function removeFromCart(store: ShopStore, shopper: Shopper, productId: string): Promise<Cart> {
    return change(store, shopper, productId, (found) =>
        entriesWith(found, productId).filter(({ product_id }) => product_id !== productId),
    );
}

/** Today's facts on some products, by id. */
export async function productsOf(
    { catalog }: ShopStore,
    ids: readonly string[],
): Promise<ReadonlyMap<string, Product>> {
    const products = ids.length === 0 ? [] : await catalog.get(ids);
    return new Map(products.map((product) => [product.id, product]));
}

export function shown(
    { policy }: ShopStore,
    shopper: Shopper,
    entries: readonly CartEntry[],
    products: ReadonlyMap<string, Product>,
    expiresAt: number,
): Cart {
    const pricing = { shopperId: shopper.id, priceList: shopper.price_list, currency: policy.currency, products };
    return cartOf(entries, pricing, expiresAt);
}

export function idsOf(entries: readonly CartEntry[]): string[] {
    return entries.map(({ product_id }) => product_id);
}

export function cartExpired(): ShopRefusal {
    return new ShopRefusal(Refusal.CartExpired, "The cart has expired. Add the products again.");
}

type Edit = (found: FoundCart | undefined, product: Product | undefined) => readonly CartEntry[];

/** Changes a cart as if nobody else did: what was read must still be there when it is written. */
async function change(store: ShopStore, shopper: Shopper, productId: string, edit: Edit): Promise<Cart> {
    const changed = await retried(CHANGES, store.clock, async () => {
        const found = await findCart(store, shopper.id);
        const products = await productsOf(store, [
            ...new Set([productId, ...(found === undefined ? [] : idsOf(found.item.entries))]),
        ]);
        const entries = edit(found, products.get(productId));
        const expiresAt = seconds(store) + store.policy.cart_ttl_s;
        // Worked out before it is written: a cart whose sum can't be counted must not come to be.
        const cart = shown(store, shopper, entries, products, expiresAt);
        const written = await write(store, shopper.id, found, entries, expiresAt);
        return written ? cart : undefined;
    });
    if (changed === undefined) {
        throw new ShopRefusal(Refusal.Busy, "The cart is being changed elsewhere. Try again.");
    }
    return changed;
}

function write(
    store: ShopStore,
    shopperId: string,
    found: FoundCart | undefined,
    entries: readonly CartEntry[],
    expiresAt: number,
): Promise<boolean> {
    const item: CartItem = {
        ...cartKey(shopperId),
        kind: "cart",
        entries,
        contents_hash: contentsHash(shopperId, entries),
        expires_at: expiresAt,
    };
    return found === undefined
        ? put(store, item, "attribute_not_exists(pk)")
        : put(store, item, "contents_hash = :before", { ":before": found.item.contents_hash });
}

function entriesWith(found: FoundCart | undefined, productId: string): readonly CartEntry[] {
    if (found?.expired === true) {
        throw cartExpired();
    }
    const entries = found?.item.entries ?? [];
    if (!entries.some(({ product_id }) => product_id === productId)) {
        throw new ShopRefusal(Refusal.UnknownProduct, "The cart has no such product.", { product_id: productId });
    }
    return entries;
}

function withQuantity(entries: readonly CartEntry[], productId: string, quantity: number): CartEntry[] {
    return entries.map((entry) => (entry.product_id === productId ? { ...entry, quantity } : entry));
}
