import { expect } from "chai";
import { jsonBody, order, world } from "./world";

describe("the API's carts, quotes and orders", () => {
    it("are passed on to the shop for the shopper of the token alone", async () => {
        const { ask, calls } = world();
        const pathParameters = { id: "red" };
        await ask("GET /cart");
        await ask("POST /cart/items", jsonBody({ product_id: "red", quantity: 2 }));
        await ask("PATCH /cart/items/{id}", { pathParameters, ...jsonBody({ quantity: 3 }) });
        await ask("DELETE /cart/items/{id}", { pathParameters });
        await ask("POST /quotes");
        await ask("POST /quotes", jsonBody({ address_id: "home", shipping_method: "standard" }));
        await ask("POST /orders", jsonBody(order));
        await ask("GET /orders", { queryStringParameters: { limit: "5" } });
        await ask("GET /orders/{id}", { pathParameters: { id: "ord_1" } });
        await ask("POST /orders/{id}/cancel", { pathParameters: { id: "ord_1" } });
        await ask("POST /orders/{id}/return", { pathParameters: { id: "ord_1" } });
        expect(new Set(calls.map(([, shopper]) => (shopper as { id: string }).id))).to.deep.equal(
            new Set(["shopper-1"]),
        );
        expect(calls.map(([name, , ...rest]) => [name, ...rest])).to.deep.equal([
            ["cart"],
            ["addToCart", "red", 2],
            ["changeInCart", "red", 3],
            ["removeFromCart", "red"],
            ["quote", {}],
            ["quote", { address_id: "home", shipping_method: "standard" }],
            ["placeOrder", { ...order, conversation_id: null }],
            ["orders", 5],
            ["order", "ord_1"],
            ["cancel", "ord_1"],
            ["requestReturn", "ord_1"],
        ]);
    });

    it("take whole and positive quantities alone, before the shop is asked", async () => {
        for (const quantity of [0, -1, 1.5, "2", null, 1e300]) {
            const { ask, calls } = world();
            const { status } = await ask("POST /cart/items", jsonBody({ product_id: "red", quantity }));
            expect(status, String(quantity)).to.equal(422);
            expect(calls).to.deep.equal([]);
        }
    });
});
