import { expect } from "chai";
import fc from "fast-check";
import { Refusal, ShopRefusal } from "../../../functions/shop/orders/types";
import { STATUS_OF } from "../../../functions/shop-api/problem";
import { routes } from "../../../functions/shop-api/routes";
import { claims, jsonBody, order, world } from "./world";

describe("any request to the shop's API", () => {
    it("is told each of the shop's refusals by its status, code and facts, as a problem document", async () => {
        for (const code of Object.values(Refusal)) {
            const { ask } = world(new ShopRefusal(code, "So it is.", { stock: 3 }));
            const { status, type, body } = await ask("GET /cart");
            expect(status, code).to.equal(STATUS_OF[code]);
            expect(type).to.equal("application/problem+json");
            expect(body).to.deep.include({
                type: `urn:lakefront:problem:${code}`,
                status,
                code,
                details: { stock: 3 },
            });
        }
    });

    it("is refused for unknown, missing or mistyped fields of its body, and told each field without its value", async () => {
        const wrong: [unknown, string[]][] = [
            [{ ...order, price_minor: 1 }, [""]],
            [{ ...order, cart_hash: "SECRET", idempotency_key: "short" }, ["cart_hash", "idempotency_key"]],
            [{ quote_id: 5 }, ["quote_id", "cart_hash", "idempotency_key"]],
            ["SECRET", [""]],
            [[order], [""]],
        ];
        for (const [given, fields] of wrong) {
            const { ask, calls } = world();
            const { status, body } = await ask("POST /orders", jsonBody(given));
            expect(status).to.equal(422);
            expect(body.problems.map(({ field }: { field: string }) => field)).to.have.members(fields);
            expect(JSON.stringify(body)).to.not.match(/SECRET|price_minor/);
            expect(calls).to.deep.equal([]);
        }
    });

    it("is refused with a body over 16 KB, one that is no JSON, and one where there is none to be", async () => {
        const { ask } = world();
        const large = JSON.stringify({ address_id: "x".repeat(16 * 1024) });
        expect((await ask("POST /quotes", { body: large })).status).to.equal(413);
        const encoded = { body: Buffer.from(large).toString("base64"), isBase64Encoded: true };
        expect((await ask("POST /quotes", encoded)).status).to.equal(413);
        expect((await ask("POST /quotes", { body: "{" })).status).to.equal(400);
        expect((await ask("GET /cart", { body: "{}" })).status).to.equal(422);
    });

    it("is answered 404 on a route that there isn't", async () => {
        const { ask } = world();
        expect((await ask("$default")).status).to.equal(404);
        expect((await ask("PUT /cart")).status).to.equal(404);
    });

    it("is refused with an access token, and with a token without a subject", async () => {
        const { ask } = world();
        const refused = [{ ...claims, token_use: "access" }, { token_use: "id" }, {}];
        for (const given of refused) {
            const { status } = await ask("GET /cart", { requestContext: { authorizer: { jwt: { claims: given } } } });
            expect(status).to.equal(401);
        }
        expect((await ask("GET /cart", { requestContext: {} })).status).to.equal(401);
    });

    it("is told nothing of an unexpected error but its name, and that only in the log", async () => {
        const { ask, logs } = world(new TypeError("key of ana@example.com"));
        const { status, body } = await ask("GET /cart");
        expect(status).to.equal(500);
        expect(body.code).to.equal("internal_error");
        expect(JSON.stringify([body, logs])).to.not.contain("ana@example.com");
        expect(logs[0]).to.include({ route: "GET /cart", status: 500, error: "TypeError" });
    });

    it("leaves one line in the log, without anything that it said", async () => {
        const { ask, logs } = world();
        await ask("POST /quotes", jsonBody({ address_id: "SECRET" }));
        await ask("GET /products/search", { queryStringParameters: { q: "SECRET" } });
        await ask("DELETE /SECRET");
        expect(logs).to.have.length(3);
        expect(JSON.stringify(logs)).to.not.match(/SECRET|ana@|shopper-1/);
    });

    it("is answered with a status below 500, whatever its body", async () => {
        const { ask } = world();
        const bodied = routes.filter(({ body }) => body !== null).map(({ method, path }) => `${method} ${path}`);
        await fc.assert(
            fc.asyncProperty(fc.constantFrom(...bodied), fc.oneof(fc.json(), fc.string()), async (key, body) => {
                const requestContext = { authorizer: { jwt: { claims }, iam: {} } };
                const { status } = await ask(key, { body, pathParameters: { id: "red" }, requestContext });
                expect(status).to.be.below(500);
            }),
            { numRuns: 300 },
        );
    });
});
