import { RouteMethod, route } from "../route";
import { noQuery, productAnswer } from "../schemas";
import { soldProduct, viewOf } from "../view";
import { type RouteFamily, shoppersAndServices } from "./family";

export const getProduct: RouteFamily = shoppersAndServices((at) =>
    route({
        ...at("/products/{id}"),
        method: RouteMethod.Get,
        summary: "Shows one product.",
        query: noQuery,
        body: null,
        status: 200,
        answer: productAnswer,
        async run({ path, shopper }, services) {
            return viewOf(await soldProduct(services, path.id), shopper.price_list);
        },
    }),
);
