import { RouteAuth, RouteMethod, route } from "../route";
import { cartAnswer, noQuery } from "../schemas";

export const viewCart = route({
    method: RouteMethod.Get,
    path: "/cart",
    auth: RouteAuth.Jwt,
    summary: "Shows the shopper's cart at today's prices.",
    query: noQuery,
    body: null,
    status: 200,
    answer: cartAnswer,
    run: ({ shopper }, { shop }) => shop.cart(shopper),
});
