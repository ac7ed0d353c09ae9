import { RouteAuth, RouteMethod, route } from "../route";
import { deliveryAnswer, deliveryBody, noQuery } from "../schemas";
import { deliveryViewOf } from "../view";

export const recordDelivery = route({
    method: RouteMethod.Post,
    path: "/service/orders/{id}/delivery",
    auth: RouteAuth.Iam,
    summary: "Tells what became of an order's parcel. Told again, it changes nothing.",
    query: noQuery,
    body: deliveryBody,
    status: 200,
    answer: deliveryAnswer,
    run: async ({ path, body }, { deliveries }) => deliveryViewOf(await deliveries.record(path.id ?? "", body.status)),
});
