import { RouteAuth, RouteMethod, route } from "../route";
import { ordersAnswer, ordersQuery } from "../schemas";

export const listOrders = route({
    method: RouteMethod.Get,
    path: "/orders",
    auth: RouteAuth.Jwt,
    summary: "Lists the shopper's orders, newest first.",
    query: ordersQuery,
    body: null,
    status: 200,
    answer: ordersAnswer,
    run: async ({ shopper, query }, { shop }) => ({ orders: await shop.orders(shopper, query.limit ?? 20) }),
});
