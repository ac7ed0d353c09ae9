import { RouteAuth, RouteMethod, route } from "../route";
import { noQuery, orderAnswer } from "../schemas";

export const cancelOrder = route({
    method: RouteMethod.Post,
    path: "/orders/{id}/cancel",
    auth: RouteAuth.Jwt,
    summary: "Cancels an order that isn't sent yet.",
    query: noQuery,
    body: null,
    status: 200,
    answer: orderAnswer,
    run: ({ shopper, path }, { shop }) => shop.cancel(shopper, path.id ?? ""),
});
