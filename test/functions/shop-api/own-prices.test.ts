import { expect } from "chai";
import type { ProductFilters } from "../../../functions/shop/tools/ports";
import { answer } from "../../../functions/shop-api/api";
import type { Services } from "../../../functions/shop-api/route";
import { product } from "../shop/orders/support";

/** Of a loyal shopper, and nothing but a search. */
async function searched(price_list: string, query: Record<string, string>) {
    const asked: ProductFilters[] = [];
    const products = [
        product("cheaper", { price_minor: 1_999, price_lists: { loyal: 900 } }),
        product("dearer", { price_minor: 900, price_lists: { loyal: 1_999 } }),
    ];
    const services: Pick<Services, "catalog" | "search" | "currency"> = {
        currency: "USD",
        catalog: {
            get: async (ids) => products.filter(({ id }) => ids.includes(id)),
            list: async () => ({ products: [] }),
        },
        search: {
            // The knowledge base knows the standard price alone.
            products: async ({ filters }) => {
                asked.push(filters);
                return products
                    .filter(({ price_minor }) => price_minor <= (filters.max_price_minor ?? Number.POSITIVE_INFINITY))
                    .map(({ id }) => ({ product_id: id, score: 1 }));
            },
            policies: async () => [],
        },
    };
    const claims = { sub: "shopper-1", token_use: "id", "custom:price_list": price_list };
    const { body } = await answer(
        {
            routeKey: "GET /products/search",
            queryStringParameters: { q: "hat", ...query },
            requestContext: { authorizer: { jwt: { claims } } },
        },
        services as Services,
        () => undefined,
        () => 0,
    );
    const found: { product_id: string }[] = JSON.parse(body).products;
    return { asked, ids: found.map(({ product_id }) => product_id) };
}

describe("a search with bounds of the price", () => {
    it("finds by the shopper's own prices, which the knowledge base doesn't know", async () => {
        const { asked, ids } = await searched("loyal", { max_price_minor: "1000", category: "kitchen" });
        expect(ids).to.deep.equal(["cheaper"]);
        expect(asked).to.deep.equal([{ category: "kitchen" }]);
    });

    it("leaves the bounds to the knowledge base where the prices are the standard ones", async () => {
        const { asked, ids } = await searched("standard", { max_price_minor: "1000" });
        expect(ids).to.deep.equal(["dearer"]);
        expect(asked).to.deep.equal([{ max_price_minor: 1_000 }]);
    });
});
