import { RouteAuth, RouteMethod, route } from "../route";
import { cartAnswer, noQuery } from "../schemas";

export const removeFromCart = route({
    method: RouteMethod.Delete,
    path: "/cart/items/{id}",
    auth: RouteAuth.Jwt,
    summary: "Takes a product out of the cart.",
    query: noQuery,
    body: null,
    status: 200,
    answer: cartAnswer,
    run: ({ shopper, path }, { shop }) => shop.removeFromCart(shopper, path.id ?? ""),
});
