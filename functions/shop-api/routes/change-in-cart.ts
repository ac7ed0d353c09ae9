import { RouteAuth, RouteMethod, route } from "../route";
import { cartAnswer, noQuery, quantityBody } from "../schemas";

export const changeInCart = route({
    method: RouteMethod.Patch,
    path: "/cart/items/{id}",
    auth: RouteAuth.Jwt,
    summary: "Sets the quantity of a product that is in the cart.",
    query: noQuery,
    body: quantityBody,
    status: 200,
    answer: cartAnswer,
    run: ({ shopper, path, body }, { shop }) => shop.changeInCart(shopper, path.id ?? "", body.quantity),
});
