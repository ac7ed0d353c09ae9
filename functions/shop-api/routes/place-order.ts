import { RouteAuth, RouteMethod, route } from "../route";
import { noQuery, orderAnswer, orderBody } from "../schemas";

export const placeOrder = route({
    method: RouteMethod.Post,
    path: "/orders",
    auth: RouteAuth.Jwt,
    summary: "Orders what was quoted. Repeat it with the same key until there is an answer: it orders once.",
    query: noQuery,
    body: orderBody,
    status: 201,
    answer: orderAnswer,
    run: ({ shopper, body }, { shop }) =>
        shop.placeOrder(shopper, { ...body, conversation_id: body.conversation_id ?? null }),
});
