import { RouteAuth, RouteMethod, route } from "../route";
import { noQuery, quoteAnswer, quoteBody } from "../schemas";

export const makeQuote = route({
    method: RouteMethod.Post,
    path: "/quotes",
    auth: RouteAuth.Jwt,
    summary: "Works out what the cart costs in all, and holds it for a short time.",
    query: noQuery,
    body: quoteBody,
    status: 201,
    answer: quoteAnswer,
    run: ({ shopper, body }, { shop }) =>
        shop.quote(shopper, {
            ...(body.address_id !== undefined && { address_id: body.address_id }),
            ...(body.shipping_method !== undefined && { shipping_method: body.shipping_method }),
        }),
});
