import { RouteAuth, RouteMethod, route } from "../route";
import { noQuery, orderAnswer } from "../schemas";

export const returnOrder = route({
    method: RouteMethod.Post,
    path: "/orders/{id}/return",
    auth: RouteAuth.Jwt,
    summary: "Asks to send a delivered order back.",
    query: noQuery,
    body: null,
    status: 200,
    answer: orderAnswer,
    run: ({ shopper, path }, { shop }) => shop.requestReturn(shopper, path.id ?? ""),
});
