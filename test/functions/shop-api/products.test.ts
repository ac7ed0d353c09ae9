import { expect } from "chai";
import { world } from "./world";

describe("the API's products", () => {
    it("come where the gateway says null for parameters that a path hasn't", async () => {
        expect((await world().ask("GET /products", { pathParameters: null })).status).to.equal(200);
    });

    it("are shown at the shopper's own price and nobody else's prices", async () => {
        const { status, body } = await world().ask("GET /products/{id}", { pathParameters: { id: "red" } });
        expect(status).to.equal(200);
        expect(body.price).to.deep.equal({ amount_minor: 1_500, currency: "USD" });
        expect(body).to.not.have.any.keys("price_lists", "price_minor");
    });

    it("are shown to services at the standard price, and only when those are signed in as such", async () => {
        const { ask } = world();
        const key = "GET /service/products/{id}";
        const pathParameters = { id: "red" };
        const signed = await ask(key, { pathParameters, requestContext: { authorizer: { iam: {} } } });
        expect(signed.body.price.amount_minor).to.equal(1_999);
        expect((await ask(key, { pathParameters })).status).to.equal(401);
    });

    it("are listed, found and related if they are sold, and not if they are discontinued or forgotten", async () => {
        const { ask, calls } = world();
        const list = await ask("GET /products", {
            queryStringParameters: {
                category: "hats",
                max_price_minor: "5000",
                in_stock: "true",
                sort: "name",
                limit: "50",
            },
        });
        expect(list.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal([
            "red",
            "blue",
        ]);
        expect(list.body.next).to.equal("more");
        expect(calls[0]).to.deep.equal([
            "list",
            { filters: { category: "hats", max_price_minor: 5_000, in_stock_only: true }, sort: "name", limit: 50 },
        ]);
        const search = await ask("GET /products/search", { queryStringParameters: { q: " hat ", in_stock: "true" } });
        expect(search.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal(["red"]);
        const related = await ask("GET /products/{id}/related", { pathParameters: { id: "red" } });
        expect(related.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal([
            "blue",
        ]);
    });

    it("are refused to queries that nobody knows or can read, and to pages of other lists", async () => {
        const { ask } = world();
        for (const query of [
            { limit: "0" },
            { limit: "51" },
            { colour: "red" },
            { min_price_minor: "-1" },
            { in_stock: "yes" },
        ]) {
            expect(
                (await ask("GET /products", { queryStringParameters: query })).status,
                JSON.stringify(query),
            ).to.equal(400);
        }
        const forged = await ask("GET /products", { queryStringParameters: { next: "forged" } });
        expect(forged.status).to.equal(400);
        expect(forged.body.code).to.equal("invalid_page_token");
    });

    it("are not found under ids that there aren't, of whatever form, nor once discontinued", async () => {
        const { ask } = world();
        for (const id of ["no-such", "old", "../../etc", "a b", "x".repeat(65)]) {
            expect((await ask("GET /products/{id}", { pathParameters: { id } })).status, id).to.equal(404);
        }
    });
});
