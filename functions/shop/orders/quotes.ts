import type { Product } from "../catalog/product";
import type { Address, Shopper } from "../identity/shopper";
import { assertSellable } from "./cart-lines";
import { cartExpired, findCart, idsOf, productsOf, shown } from "./carts";
import type { CartEntry } from "./hashes";
import { newId } from "./ids";
import { type QuoteItem, quoteKey } from "./items";
import { put, type ShopStore, seconds } from "./store";
import { cheapestShipping, totalsOf } from "./totals";
import { type Cart, type Quote, Refusal, type ShopPolicy, ShopRefusal } from "./types";

/** How long a lapsed quote is kept, to say that it has lapsed. */
const KEPT_S = 86_400;

/** What the shopper may choose. */
export interface Choice {
    /** Name of an address in the shopper's address book; the first one unless given. */
    readonly address_id?: string;
    /** The cheapest unless given. */
    readonly shipping_method?: string;
}

export async function quoteCart(store: ShopStore, shopper: Shopper, choice: Choice): Promise<Quote> {
    const found = await findCart(store, shopper.id);
    if (found?.expired === true) {
        throw cartExpired();
    }
    if (found === undefined) {
        throw emptyCart();
    }
    const { entries, expires_at } = found.item;
    const products = await productsOf(store, idsOf(entries));
    // What the cart can't show can't be taken out of it either: so it is left out here as well, and not refused for.
    const cart = shown(store, shopper, entries, products, expires_at);
    if (cart.lines.length === 0) {
        throw emptyCart();
    }
    for (const { product_id, quantity } of cart.lines) {
        assertSellable(products.get(product_id), product_id, quantity, store.policy.currency);
    }
    const quote = quoteOf(cart, shopper, choice, store.policy, seconds(store), newId("quo"));
    const item: QuoteItem = {
        ...quoteKey(quote.quote_id),
        kind: "quote",
        shopper_id: shopper.id,
        quote,
        contents_hash: found.item.contents_hash,
        price_list: shopper.price_list,
        final_sale: onFinalSale(cart.lines, products, store.policy),
        expires_at: quote.expires_at + KEPT_S,
    };
    if (!(await put(store, item, "attribute_not_exists(pk)"))) {
        throw new ShopRefusal(Refusal.Busy, "The quote could not be made. Try again.");
    }
    return quote;
}

function emptyCart(): ShopRefusal {
    return new ShopRefusal(Refusal.EmptyCart, "The cart is empty.");
}

/** What a cart costs in all. `now` in seconds since 1970. */
export function quoteOf(
    cart: Cart,
    shopper: Shopper,
    choice: Choice,
    policy: ShopPolicy,
    now: number,
    quoteId: string,
): Quote {
    const [addressId, shipTo] = addressOf(shopper, choice.address_id);
    if (!policy.ships_to.includes(shipTo.country)) {
        throw new ShopRefusal(Refusal.NotShippedThere, "The shop doesn't ship to this country.", {
            address_id: addressId,
        });
    }
    const method = choice.shipping_method ?? cheapestShipping(policy, cart.subtotal.amount_minor) ?? "";
    const totals = totalsOf(policy, cart.lines, method, shipTo);
    if (totals === undefined) {
        const methods = Object.keys(policy.shipping).join(", ");
        throw new ShopRefusal(Refusal.UnknownShippingMethod, `The shop ships by one of: ${methods}.`, { methods });
    }
    return {
        quote_id: quoteId,
        cart_hash: cart.cart_hash,
        lines: cart.lines,
        ...totals,
        shipping_method: method,
        address_id: addressId,
        ship_to: shipTo,
        expires_at: now + policy.quote_ttl_s,
    };
}

function addressOf({ addresses }: Shopper, wanted: string | undefined): [string, Address] {
    const names = Object.keys(addresses);
    const name = wanted ?? names[0];
    const address = name !== undefined && Object.hasOwn(addresses, name) ? addresses[name] : undefined;
    if (name === undefined || address === undefined) {
        throw new ShopRefusal(
            Refusal.UnknownAddress,
            names.length === 0
                ? "There is no address in the address book."
                : `The address book has: ${names.join(", ")}.`,
        );
    }
    return [name, address];
}

function onFinalSale(
    entries: readonly CartEntry[],
    products: ReadonlyMap<string, Product>,
    { final_sale }: ShopPolicy,
): string[] {
    return idsOf(entries).filter((id) => final_sale.includes(products.get(id)?.category ?? ""));
}
