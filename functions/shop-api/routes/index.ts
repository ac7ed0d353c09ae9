import type { Route } from "../route";
import { addToCart } from "./add-to-cart";
import { cancelOrder } from "./cancel-order";
import { changeInCart } from "./change-in-cart";
import { getOrder } from "./get-order";
import { getProduct } from "./get-product";
import { listOrders } from "./list-orders";
import { listProducts } from "./list-products";
import { makeQuote } from "./make-quote";
import { placeOrder } from "./place-order";
import { recordDelivery } from "./record-delivery";
import { relatedProducts } from "./related-products";
import { removeFromCart } from "./remove-from-cart";
import { returnOrder } from "./return-order";
import { searchProducts } from "./search-products";
import { viewCart } from "./view-cart";

/** Every route of the shop's API. */
export const routes: readonly Route[] = [
    ...listProducts,
    ...searchProducts,
    ...getProduct,
    ...relatedProducts,
    viewCart,
    addToCart,
    changeInCart,
    removeFromCart,
    makeQuote,
    placeOrder,
    listOrders,
    getOrder,
    cancelOrder,
    returnOrder,
    recordDelivery,
];

/** What the gateway needs to know of them. */
export function routeTable(): Pick<Route, "method" | "path" | "auth">[] {
    return routes.map(({ method, path, auth }) => ({ method, path, auth }));
}
