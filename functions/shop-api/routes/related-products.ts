import { RouteMethod, route } from "../route";
import { noQuery, productsAnswer } from "../schemas";
import { soldProduct, soldViews } from "../view";
import { type RouteFamily, shoppersAndServices } from "./family";

export const relatedProducts: RouteFamily = shoppersAndServices((at) =>
    route({
        ...at("/products/{id}/related"),
        method: RouteMethod.Get,
        summary: "Lists products that go with one.",
        query: noQuery,
        body: null,
        status: 200,
        answer: productsAnswer,
        async run({ path, shopper }, services) {
            const product = await soldProduct(services, path.id);
            const related = product.related.length === 0 ? [] : await services.catalog.get(product.related);
            return { products: soldViews(related, services, shopper.price_list) };
        },
    }),
);
