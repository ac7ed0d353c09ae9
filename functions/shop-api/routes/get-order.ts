import { RouteAuth, RouteMethod, route } from "../route";
import { noQuery, orderAnswer } from "../schemas";

export const getOrder = route({
    method: RouteMethod.Get,
    path: "/orders/{id}",
    auth: RouteAuth.Jwt,
    summary: "Shows one order of the shopper.",
    query: noQuery,
    body: null,
    status: 200,
    answer: orderAnswer,
    run: ({ shopper, path }, { shop }) => shop.order(shopper, path.id ?? ""),
});
