import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { functionUrlOf, send } from "../../../../local/shop-access";
import { claimsOf, tampered } from "./token-forge";
import type { ShopWorld } from "./world";

const HOUR_S = 3_600;

/** Nobody is believed to be a shopper without the pool's word, and no shopper comes to another's things. */
export function refusesStrangers(opened: () => ShopWorld): void {
    describe("a token that isn't right in everything", () => {
        const wrong: Record<string, (world: ShopWorld, token: string) => string> = {
            "no token": () => "",
            "no token at all, but a word": () => "maya",
            "claims that were changed under the signature": (_, token) =>
                tampered(token, { sub: randomUUID(), email: "jonas@example.com" }),
            "no signature": (_, token) => {
                const header = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
                return `${header}.${token.split(".")[1]}.`;
            },
            "one that has expired": (world, token) =>
                world.tokenForge().changed(token, { exp: Math.floor(Date.now() / 1000) - HOUR_S }),
            "one for another client": (world, token) => world.tokenForge().changed(token, { aud: "another-client" }),
            "one of another pool": (world, token) =>
                world.tokenForge().changed(token, {
                    iss: `${String(claimsOf(token).iss).replace(/_.*/, "_")}Another01`,
                }),
        };
        let token: string;
        before(async () => {
            token = await opened().tokenOf("jonas");
        });

        it("would be taken if nothing was wrong with it, whoever signed it with the pool's key", async () => {
            const resigned = opened().tokenForge().changed(token, {});
            expect((await opened().api(resigned, "GET", "/cart")).status).to.equal(200);
            expect((await opened().say(resigned, "Hello")).status).to.equal(200);
        });

        for (const [what, make] of Object.entries(wrong)) {
            it(`is refused by the API and by the assistant: ${what}`, async () => {
                const bad = make(opened(), token);
                expect((await opened().api(bad === "" ? undefined : bad, "GET", "/cart")).status, "API").to.equal(401);
                const { status, events } = await opened().say(bad, "Hello");
                expect(status, "assistant").to.equal(401);
                expect(events.map(({ type }) => type)).to.deep.equal(["error"]);
            });
        }

        it("is refused: an access token, which doesn't say whose address and e-mail these are", async () => {
            const access = await opened().accessTokenOf("jonas");
            expect((await opened().api(access, "GET", "/cart")).status).to.equal(401);
            expect((await opened().say(access, "Hello")).status).to.equal(401);
        });

        it("is not even looked at where the assistant's URL is called without a signature of AWS", async () => {
            const { connection, outputs } = opened();
            const urlId = new URL(outputs.assistantUrl).host.split(".")[0] ?? "";
            const { status } = await send(connection, {
                url: functionUrlOf(connection, urlId),
                method: "POST",
                headers: { "x-shopper-token": token, "content-type": "application/json" },
                body: JSON.stringify({ message: "Hello" }),
            });
            expect(status).to.equal(403);
        });
    });

    describe("a shopper", () => {
        let maya: string;
        let jonas: string;
        let orderId: string;
        before(async () => {
            maya = await opened().tokenOf("maya");
            jonas = await opened().tokenOf("jonas");
            orderId = (await opened().api(maya, "GET", "/orders")).body.orders[0].order_id;
        });

        it("can't go on with another's conversation, and isn't told that there is one", async () => {
            const { conversationId } = await opened().say(maya, "Show me tents");
            const foreign = await opened().say(jonas, "What did I ask?", conversationId);
            expect(foreign.events).to.have.length(1);
            expect(foreign.events[0]).to.deep.include({ type: "error", code: "unknown_conversation" });
        });

        it("sees no cart but its own", async () => {
            await opened().api(maya, "POST", "/cart/items", { product_id: "awkward-inches", quantity: 1 });
            expect((await opened().api(jonas, "GET", "/cart")).body.lines).to.deep.equal([]);
            expect((await opened().api(jonas, "DELETE", "/cart/items/awkward-inches")).status).to.not.equal(500);
            expect((await opened().api(maya, "GET", "/cart")).body.lines).to.have.length(1);
        });

        it("can neither see nor cancel nor send back another's order", async () => {
            for (const [method, path] of [
                ["GET", `/orders/${orderId}`],
                ["POST", `/orders/${orderId}/cancel`],
                ["POST", `/orders/${orderId}/return`],
            ] as const) {
                const { status, body } = await opened().api(jonas, method, path);
                expect([status, body.code], path).to.deep.equal([404, "unknown_order"]);
            }
            expect((await opened().api(jonas, "GET", "/orders")).body.orders).to.deep.equal([]);
            expect((await opened().api(maya, "GET", `/orders/${orderId}`)).body.status).to.equal("placed");
        });

        it("can't confirm another's quote", async () => {
            const { body: quote } = await opened().api(maya, "POST", "/quotes", {});
            const { status, body } = await opened().api(jonas, "POST", "/orders", {
                quote_id: quote.quote_id,
                cart_hash: quote.cart_hash,
                idempotency_key: randomUUID(),
            });
            expect([status, body.code]).to.deep.equal([404, "unknown_quote"]);
            expect((await opened().api(jonas, "GET", "/orders")).body.orders).to.deep.equal([]);
        });

        it("orders nothing as long as its e-mail address isn't verified", async () => {
            const noor = await opened().tokenOf("noor");
            await opened().api(noor, "POST", "/cart/items", { product_id: "awkward-inches", quantity: 1 });
            const { body: quote } = await opened().api(noor, "POST", "/quotes", {});
            const { status, body } = await opened().api(noor, "POST", "/orders", {
                quote_id: quote.quote_id,
                cart_hash: quote.cart_hash,
                idempotency_key: randomUUID(),
            });
            expect([status, body.code]).to.deep.equal([403, "no_verified_email"]);
        });
    });
}
