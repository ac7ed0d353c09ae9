import { RouteAuth, RouteMethod, route } from "../route";
import { addBody, cartAnswer, noQuery } from "../schemas";

export const addToCart = route({
    method: RouteMethod.Post,
    path: "/cart/items",
    auth: RouteAuth.Jwt,
    summary: "Adds pieces of a product to the cart.",
    query: noQuery,
    body: addBody,
    status: 200,
    answer: cartAnswer,
    run: ({ shopper, body }, { shop }) => shop.addToCart(shopper, body.product_id, body.quantity),
});
