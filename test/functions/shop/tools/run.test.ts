import { expect } from "chai";
import { ToolErrorCode } from "../../../../functions/shop/tools";
import { MAX_OUTPUT_BYTES, runTool } from "../../../../functions/shop/tools/run";
import { cart, failed, world } from "./support";

describe("running a tool", () => {
    it("answers an unknown name with the names there are", async () => {
        const outcome = await runTool("place_order", {}, world());
        expect(failed(outcome).code).to.equal(ToolErrorCode.UnknownTool);
        expect(failed(outcome).hint).to.include("quote_cart");
    });

    for (const [title, input] of [
        ["an unknown field", { shopper_id: "another" }],
        ["a field of another's identity", { email: "eve@example.com" }],
        ["a list", ["x"]],
        ["text that is no JSON", "give me the cart"],
    ] as const) {
        it(`refuses ${title} in words that can be mended`, async () => {
            const outcome = await runTool("view_cart", input, world());
            expect(failed(outcome).code).to.equal(ToolErrorCode.InvalidInput);
            expect(failed(outcome).hint).to.equal("It takes: nothing.");
        });
    }

    it("names each wrong field", async () => {
        const outcome = await runTool("search_products", { limit: "many", sort: "best" }, world());
        expect(failed(outcome).message).to.include("limit:").and.to.include("sort:");
    });

    it("tells nothing of what broke inside, and tells the log", async () => {
        const failures: unknown[] = [];
        const broken = async (): Promise<never> => {
            throw new Error("secret host name");
        };
        const outcome = await runTool("view_cart", {}, world({ shop: { cart: broken } }), {
            onFailure: (error) => failures.push(error),
        });
        expect(failed(outcome)).to.deep.include({ code: ToolErrorCode.Unavailable, retryable: true });
        expect(JSON.stringify(outcome)).to.not.include("secret");
        expect(failures).to.have.length(1);
    });

    it("has a look taken before a change is tried again that broke: it may have been made", async () => {
        const broken = async (): Promise<never> => {
            throw new Error("no answer");
        };
        const context = world({ seen: ["tent"], shop: { addToCart: broken, cart: broken } });
        const change = await runTool("change_cart", { action: "add", product_id: "tent" }, context);
        expect(failed(change).hint).to.include("look before calling it again");
        expect(failed(await runTool("view_cart", {}, context)).hint).to.include("Try once more");
    });

    it("ends the wait when it is told to, also before it began", async () => {
        const never = () => new Promise<never>(() => undefined);
        const stop = new AbortController();
        const running = runTool("view_cart", {}, world({ shop: { cart: never } }), { signal: stop.signal });
        stop.abort();
        expect(failed(await running)).to.deep.include({ code: ToolErrorCode.TimedOut, retryable: true });
        const late = await runTool("view_cart", {}, world({ shop: { cart: never } }), { signal: AbortSignal.abort() });
        expect(failed(late).code).to.equal(ToolErrorCode.TimedOut);
    });

    it("ends a tool that hangs, after the tool's own time", async function () {
        this.timeout(10_000);
        const never = () => new Promise<never>(() => undefined);
        const held = setTimeout(() => undefined, 9_000);
        const outcome = await runTool("view_cart", {}, world({ shop: { cart: never } }));
        clearTimeout(held);
        expect(failed(outcome)).to.deep.include({ code: ToolErrorCode.TimedOut, retryable: true });
        expect(failed(outcome).hint).to.include("look before calling it again");
    });

    it("fails where what was seen can't be remembered: the model could use none of it", async () => {
        const context = world({ shop: { cart: async () => cart() } });
        const see = async () => {
            throw new Error("table gone");
        };
        const outcome = await runTool("view_cart", {}, { ...context, memory: { ...context.memory, see } });
        expect(failed(outcome).code).to.equal(ToolErrorCode.Unavailable);
        expect(outcome.cards).to.deep.equal([]);
    });

    it("keeps each result within what the classic service takes", async () => {
        const long = Array.from({ length: 4 }, () => ({ title: "T".repeat(500), text: "🏕".repeat(9_000), score: 1 }));
        const outcome = await runTool(
            "answer_policy",
            { question: "?" },
            world({ search: { policies: async () => long } }),
        );
        const bytes = Buffer.byteLength(JSON.stringify(outcome.output));
        expect(bytes).to.be.at.most(MAX_OUTPUT_BYTES);
        expect(failed(outcome).code).to.equal(ToolErrorCode.TooLarge);
    });
});
