import type { Shopper } from "../identity/shopper";
import type { Shop } from "../tools/ports";
import { addToCart, changeInCart, removeFromCart, viewCart } from "./carts";
import { cancelOrder, findOrder, listOrders, requestReturn } from "./changes";
import { type Confirmation, placeOrder } from "./place";
import { type Choice, quoteCart } from "./quotes";
import { type Clock, systemClock } from "./retry";
import type { ShopStore } from "./store";
import type { Cart, Order, Quote } from "./types";

/** Carts, quotes and orders in DynamoDB. */
export class DynamoShop implements Shop {
    private readonly store: ShopStore;

    constructor(store: Omit<ShopStore, "clock"> & { readonly clock?: Clock }) {
        this.store = { ...store, clock: store.clock ?? systemClock };
    }

    cart(shopper: Shopper): Promise<Cart> {
        return viewCart(this.store, shopper);
    }

    async addToCart(shopper: Shopper, productId: string, quantity: number): Promise<Cart> {
        return addToCart(this.store, shopper, productId, quantity);
    }

    async changeInCart(shopper: Shopper, productId: string, quantity: number): Promise<Cart> {
        return changeInCart(this.store, shopper, productId, quantity);
    }

    async removeFromCart(shopper: Shopper, productId: string): Promise<Cart> {
        return removeFromCart(this.store, shopper, productId);
    }

    quote(shopper: Shopper, choice: Choice): Promise<Quote> {
        return quoteCart(this.store, shopper, choice);
    }

    placeOrder(shopper: Shopper, confirmation: Confirmation): Promise<Order> {
        return placeOrder(this.store, shopper, confirmation);
    }

    order(shopper: Shopper, orderId: string): Promise<Order> {
        return findOrder(this.store, shopper, orderId);
    }

    orders(shopper: Shopper, limit: number): Promise<readonly Order[]> {
        return listOrders(this.store, shopper, limit);
    }

    cancel(shopper: Shopper, orderId: string): Promise<Order> {
        return cancelOrder(this.store, shopper, orderId);
    }

    requestReturn(shopper: Shopper, orderId: string): Promise<Order> {
        return requestReturn(this.store, shopper, orderId);
    }
}
