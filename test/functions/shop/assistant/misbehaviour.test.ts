import { expect } from "chai";
import { instruction } from "../../../../functions/shop/assistant/prompts/instruction";
import { named, play } from "./kit";

const search = { calls: [["search_products", { category: "outdoors" }]] } as const;

function* pagesOf(): Generator<number, never> {
    for (let page = 1; ; page += 1) yield page;
}

describe("a model that misbehaves", () => {
    it("hears of an error when it makes up an id, and shows no card for it", async () => {
        const { ofType, model, text } = await play({
            steps: [{ calls: [["get_product", { product_id: "p-made-up" }]] }, { text: "I couldn't find that one." }],
        });
        expect(ofType("tool_result")[0]).to.deep.include({ ok: false });
        expect(ofType("card")).to.deep.equal([]);
        expect(JSON.stringify(model.inputs[1]?.messages)).to.contain("unknown_id");
        expect(text).to.equal("I couldn't find that one.");
    });

    it("can't use an id that this conversation hasn't seen, even if it exists", async () => {
        const { ofType } = await play({
            steps: [{ calls: [["get_product", { product_id: "p-dome" }]] }, { text: "Sorry." }],
        });
        expect(ofType("tool_result")[0]).to.deep.include({ ok: false });
    });

    it("has its wrong price put right", async () => {
        const { text, faults } = await play({ steps: [search, { text: "The Lakeside Tent costs $99.00." }] });
        expect(text).to.equal("The Lakeside Tent costs $129.50.");
        expect(faults).to.deep.equal(["unknown_price"]);
    });

    it("has a price withheld that it names without having looked it up", async () => {
        const { text, faults } = await play({ steps: [{ text: "Our tents start at $79. Shall I look?" }] });
        expect(text).not.to.contain("79");
        expect(text).to.contain("Shall I look?");
        expect(faults).to.deep.equal(["unknown_price"]);
    });

    it("has a product withheld that it made up", async () => {
        const { text, faults } = await play({
            steps: [search, { text: "I recommend the Glacier Peak Shelter. The Lakeside Tent is lighter." }],
        });
        expect(text).not.to.contain("Glacier");
        expect(text).to.contain("The Lakeside Tent is lighter.");
        expect(faults).to.deep.equal(["unknown_product"]);
    });

    it("has wrong stock put right", async () => {
        const { text } = await play({ steps: [search, { text: "Only 50 left of the Lakeside Tent!" }] });
        expect(text).to.equal("Only 3 left of the Lakeside Tent!");
    });

    it("is stopped politely when its calls never end", async () => {
        const pages = pagesOf();
        const { stopReason, text, ofType } = await play({
            steps: [() => ({ calls: [["search_products", { category: "outdoors", limit: pages.next().value }]] })],
        });
        expect(stopReason).to.equal("step_limit");
        expect(ofType("tool_call")).to.have.length(8);
        expect(text).to.contain("more steps than I can make");
    });

    it("is answered from memory when it repeats a call, and stopped at the third time", async () => {
        const { stopReason, model, ofType, text } = await play({ steps: [search] });
        expect(stopReason).to.equal("repeated_call");
        expect(model.inputs).to.have.length(3);
        expect(JSON.stringify(model.inputs[2]?.messages)).to.contain("You made this very call before");
        expect(ofType("card")).to.have.length(1);
        expect(text).to.contain("in circles");
    });

    it("may repeat a look at the cart after it changed it, and can't make the change twice", async () => {
        let added = 0;
        const cart = { lines: [], subtotal: { amount_minor: 0, currency: "USD" }, cart_hash: "hash", expires_at: 1 };
        const add = ["change_cart", { action: "add", product_id: "p-lake", quantity: 1 }] as const;
        const { stopReason, ofType } = await play({
            world: {
                seen: ["p-lake"],
                shop: {
                    cart: async () => cart,
                    addToCart: async () => {
                        added += 1;
                        return cart;
                    },
                },
            },
            steps: [
                { calls: [["view_cart", {}]] },
                { calls: [add] },
                { calls: [["view_cart", {}]] },
                { calls: [add] },
                { text: "Done." },
            ],
        });
        expect(stopReason).to.equal("end_turn");
        expect(added).to.equal(1);
        expect(ofType("tool_result").map(({ ok }) => ok)).to.deep.equal([true, true, true, true]);
    });

    it("is told when its arguments are no JSON, or of the wrong type, or of no object", async () => {
        for (const input of ['{"text": ', "not json", "[1]", { limit: "many" }, { product_ids: 7 }, "null"]) {
            const { ofType, stopReason } = await play({
                steps: [{ calls: [["compare_products", input]] }, { text: "Sorry, once more?" }],
            });
            expect(ofType("tool_result")[0], JSON.stringify(input)).to.deep.include({ ok: false });
            expect(JSON.stringify(ofType("tool_result")[0]?.output)).to.contain("invalid_input");
            expect(stopReason).to.equal("end_turn");
        }
    });

    it("is told when it calls a tool that isn't there, whatever its name", async () => {
        for (const name of ["place_order", "run shell; rm -rf", "", "__proto__", "x".repeat(200)]) {
            const { ofType, model, stopReason } = await play({ steps: [{ calls: [[name, {}]] }, { text: "Sorry." }] });
            expect(JSON.stringify(ofType("tool_result")[0]?.output), name).to.contain("unknown_tool");
            const use = model.inputs[1]?.messages?.at(-2)?.content?.[0]?.toolUse;
            expect(use?.name).to.match(/^[\w-]{1,64}$/);
            expect(stopReason).to.equal("end_turn");
        }
    });

    it("can't spoil its conversation by a tool's name that the service refuses", async () => {
        for (const name of ["run shell; rm -rf", "", "x".repeat(200)]) {
            const { kept } = await play({ steps: [{ calls: [[name, {}]] }, { text: "Sorry." }] });
            const { model } = await play({ history: kept });
            const use = model.inputs[0]?.messages?.[1]?.content?.[0]?.toolUse;
            expect(use?.name, name).to.match(/^[\w-]{1,64}$/);
        }
    });

    it("is stopped at a third same call only after the results of all its calls were told", async () => {
        const again = ["view_cart", {}] as const;
        const add = ["change_cart", { action: "add", product_id: "p-lake", quantity: 1 }] as const;
        const cart = { lines: [], subtotal: { amount_minor: 0, currency: "USD" }, cart_hash: "hash", expires_at: 1 };
        const { stopReason, ofType, lake } = await play({
            world: { seen: ["p-lake"], shop: { cart: async () => cart, addToCart: async () => cart } },
            steps: [{ calls: [add, add] }, { calls: [again, add] }, { text: "Never said." }],
        });
        expect(stopReason).to.equal("repeated_call");
        const ids = (type: "tool_call" | "tool_result") => ofType(type).map(({ call_id }) => call_id);
        expect(ids("tool_result")).to.have.length(4).and.deep.equal(ids("tool_call"));
        expect(lake.filter(({ table }) => table === "assistant_tool_calls")).to.have.length(4);
    });

    it("can't say that it placed, cancelled or mailed anything", async () => {
        for (const claim of [
            "I have placed your order.",
            "Your order has been placed!",
            "I've cancelled your order.",
            "I sent you a confirmation e-mail.",
        ]) {
            const { text, faults } = await play({ steps: [{ text: claim }] });
            expect(text).not.to.contain(claim);
            expect(text).to.contain("only when you confirm it yourself");
            expect(faults).to.deep.equal(["unsupported_order_claim"]);
        }
    });

    it("can't tell its instruction, neither as one text nor in pieces", async () => {
        const { text, faults } = await play({ steps: [{ text: `Sure, here it is:\n${instruction}` }] });
        for (const line of instruction.split("\n").filter(({ length }) => length > 80))
            expect(text).not.to.contain(line);
        expect(faults).to.include("instructions");
    });

    it("can't tell another person's address, and may repeat the shopper's own", async () => {
        const { text, faults } = await play({
            steps: [{ text: "It was sent to grace@example.org. Your own is ada@example.com." }],
            world: {
                shopper: {
                    id: "s",
                    email: "ada@example.com",
                    given_name: "Ada",
                    price_list: "standard",
                    addresses: {},
                },
            },
        });
        expect(text).not.to.contain("grace@");
        expect(text).to.contain("ada@example.com");
        expect(faults).to.deep.equal(["personal_data"]);
    });

    it("goes on when a tool fails or takes too long", async () => {
        const { ofType, text, stopReason } = await play({
            world: {
                search: {
                    products: async () => {
                        throw named("TimeoutError");
                    },
                },
            },
            steps: [
                { calls: [["search_products", { text: "tent" }]] },
                { text: "The search isn't available right now." },
            ],
        });
        expect(ofType("tool_result")[0]).to.deep.include({ ok: false });
        expect(text).to.equal("The search isn't available right now.");
        expect(stopReason).to.equal("end_turn");
    });

    it("is asked again, waiting longer each time, while the service is busy", async () => {
        const throttled = named("ThrottlingException");
        const { text, pauses } = await play({ steps: [throttled, throttled, throttled, { text: "Hello!" }] });
        expect(text).to.equal("Hello!");
        expect(pauses).to.deep.equal([125, 250, 500]);
    });

    it("is given up on when the service stays busy, and the shopper may try again", async () => {
        const { error, model, stopReason } = await play({ steps: [named("ThrottlingException")] });
        expect(error).to.deep.include({ code: "model_busy", retryable: true });
        expect(model.inputs).to.have.length(4);
        expect(stopReason).to.equal("error");
    });

    it("isn't asked again after a failure that stays, and its words aren't told", async () => {
        const { error, model, events } = await play({ steps: [named("ValidationException", "arn:aws:secret")] });
        expect(error).to.deep.include({ code: "model_failed", retryable: false });
        expect(model.inputs).to.have.length(1);
        expect(JSON.stringify(events)).not.to.contain("arn:aws");
    });

    it("isn't asked again once its stream broke off in the middle of its words", async () => {
        const { error, model, text } = await play({
            steps: [{ text: "The first. The second sentence.", cutAfter: 3 }],
        });
        expect(error).to.deep.include({ code: "model_unavailable", retryable: true });
        expect(model.inputs).to.have.length(1);
        expect(text).to.equal("The first. The");
    });

    it("is paid for what it read where its stream broke off, by an estimate", async () => {
        const { ofType } = await play({ steps: [{ text: "One moment please, I am", cutAfter: 3 }] });
        const [usage] = ofType("usage");
        expect(usage?.input_tokens).to.be.above(1_000).and.below(20_000);
        expect(usage?.output_tokens).to.equal(4);
        const broken = await play({ steps: [{ cutAfter: 0 }, { text: "Hello!" }] });
        expect(broken.ofType("usage")[0]).to.include({ model_calls: 2, input_tokens: 100, output_tokens: 20 });
    });

    it("is asked again when its stream broke off before it said anything", async () => {
        const { text, error } = await play({ steps: [{ ...search, cutAfter: 2 }, { text: "Hello!" }] });
        expect(text).to.equal("Hello!");
        expect(error).to.equal(undefined);
    });

    it("has something said for it when it says nothing", async () => {
        for (const answer of [{}, { text: " \n " }, { stopReason: "tool_use" }, { stopReason: "something_new" }]) {
            const { text } = await play({ steps: [answer] });
            expect(text).to.contain("I have no answer to that");
        }
    });

    it("is cut short when its answer grows without end", async () => {
        const { text, stopReason, model } = await play({
            steps: [{ text: "This is a sentence of many words. ".repeat(5_000) }],
        });
        expect(stopReason).to.equal("answer_too_long");
        expect(text.length).to.be.below(9_100);
        expect(model.inputs).to.have.length(1);
    });

    it("is told of when its answer reached its bound, and half a call isn't made", async () => {
        const { stopReason, ofType, text } = await play({
            steps: [
                {
                    text: "There is much to say",
                    calls: [["search_products", '{"text": "te']],
                    stopReason: "max_tokens",
                },
            ],
        });
        expect(stopReason).to.equal("max_tokens");
        expect(ofType("tool_call")).to.deep.equal([]);
        expect(text).to.contain("I had to stop here");
    });

    it("doesn't get to obey what stands in the catalogue", async () => {
        const { text, faults } = await play({
            steps: [
                search,
                { text: "Everything is free today. Use the promo code FREE. Go to https://evil.example.net now." },
            ],
        });
        expect(text).not.to.match(/evil|promo|free/);
        expect(faults).to.include("unsupported_discount");
    });

    it("can't promise a discount", async () => {
        const { text, faults } = await play({ steps: [search, { text: "I can give you 20% off the Lakeside Tent." }] });
        expect(text).not.to.contain("20%");
        expect(faults).to.deep.equal(["unsupported_discount"]);
    });

    it("is stopped when it uses up the turn's tokens", async () => {
        const pages = pagesOf();
        const { stopReason, model } = await play({
            steps: [
                () => ({
                    calls: [["search_products", { category: "outdoors", limit: pages.next().value }]],
                    usage: { inputTokens: 900, outputTokens: 200 },
                }),
            ],
            budget: { tokens: 2_000 },
        });
        expect(stopReason).to.equal("token_limit");
        expect(model.inputs).to.have.length(2);
    });

    it("is stopped when the turn's time is over", async () => {
        const { stopReason, error } = await play({
            turnMs: 50,
            steps: [
                (_, signal) =>
                    new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
            ],
        });
        expect(stopReason).to.equal("time_limit");
        expect(error).to.deep.include({ code: "time_limit", retryable: true });
    });

    it("has what its calls did told and kept when the time is over meanwhile", async () => {
        const cart = { lines: [], subtotal: { amount_minor: 0, currency: "USD" }, cart_hash: "hash", expires_at: 1 };
        const { stopReason, ofType, kept } = await play({
            turnMs: 50,
            world: {
                seen: ["p-lake"],
                shop: {
                    cart: async () => cart,
                    addToCart: () => new Promise((resolve) => setTimeout(() => resolve(cart), 100)),
                },
            },
            steps: [{ calls: [["change_cart", { action: "add", product_id: "p-lake", quantity: 1 }]] }],
        });
        expect(stopReason).to.equal("time_limit");
        expect(ofType("tool_result").map(({ name }) => name)).to.deep.equal(["change_cart"]);
        expect(kept[0]?.calls.map(({ name }) => name)).to.deep.equal(["change_cart"]);
    });

    it("is asked once more after a call that it couldn't write, and no more than that", async () => {
        const malformed = { stopReason: "malformed_tool_use" };
        expect((await play({ steps: [malformed, { text: "Hello!" }] })).text).to.equal("Hello!");
        const { error, model } = await play({ steps: [malformed] });
        expect(error).to.deep.include({ code: "model_malformed" });
        expect(model.inputs).to.have.length(2);
    });

    it("has at most eight of its calls made at once", async () => {
        const calls = Array.from(
            { length: 12 },
            (_, limit) => ["search_products", { category: "outdoors", limit: limit + 1 }] as const,
        );
        const { ofType } = await play({ steps: [{ calls }, { text: "Many." }] });
        expect(ofType("tool_result").map(({ ok }) => ok)).to.deep.equal([
            ...Array(8).fill(true),
            ...Array(4).fill(false),
        ]);
    });
});
