import { expect } from "chai";
import { AssistantRefusal } from "../../../local/assistant";
import { ShopProblem } from "../../../local/assistant/shop-client";
import { ShopperSession } from "../../../local/assistant/shopper-session";
import { ORDER, QUOTE, StubWorld } from "./chat-support";

describe("a sample shopper", () => {
    const signedIn = async (world: StubWorld, now = () => 0) =>
        ShopperSession.signIn(world.assistant, world.shop, "maya", { now });
    const heard = async (shopper: ShopperSession, message: string) => {
        const types: string[] = [];
        for await (const { type } of shopper.say(message)) types.push(type);
        return types;
    };
    const quoting = (world: StubWorld) => {
        world.answer = async function* () {
            yield { type: "card", card: { kind: "quote", quote: QUOTE } };
        };
    };

    it("stays in the conversation that its first message began", async () => {
        const world = new StubWorld();
        const shopper = await signedIn(world);
        await heard(shopper, "hello");
        await heard(shopper, "more");
        expect(world.said.map(({ conversation }) => conversation)).to.deep.equal([undefined, "c1"]);
    });

    it("signs in again before its token expires", async () => {
        const world = new StubWorld();
        world.expiresAt = new Date(100_000).toISOString();
        const shopper = await signedIn(world, () => 50_000);
        await heard(shopper, "hello");
        expect(world.said.map(({ token }) => token)).to.deep.equal(["token-2"]);
    });

    it("signs in again once, and repeats itself, when its token isn't taken any more", async () => {
        const world = new StubWorld();
        world.answer = async function* (_, token) {
            if (token === "token-1") throw new AssistantRefusal(401, "token_expired", "Please sign in again.");
            yield { type: "text", text: "hello" };
        };
        const shopper = await signedIn(world);
        expect(await heard(shopper, "hello")).to.include("text");
        expect(world.said.map(({ token }) => token)).to.deep.equal(["token-1", "token-2"]);
    });

    it("gives up when a fresh token isn't taken either", async () => {
        const world = new StubWorld();
        world.answer = async function* () {
            yield* [];
            throw new AssistantRefusal(401, "token_wrong_audience", "Please sign in again.");
        };
        const shopper = await signedIn(world);
        const error = await heard(shopper, "hello").catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(AssistantRefusal);
        expect(world.said).to.have.length(2);
    });

    it("confirms exactly the quote that it was shown, in its conversation", async () => {
        const world = new StubWorld();
        quoting(world);
        const shopper = await signedIn(world);
        await heard(shopper, "checkout");
        expect(await shopper.confirm()).to.deep.equal(ORDER);
        const [confirmation] = world.confirmations;
        expect(confirmation).to.include({ quote_id: "quo_1", cart_hash: QUOTE.cart_hash, conversation_id: "c1" });
        expect(confirmation?.idempotency_key).to.match(/^[A-Za-z0-9_-]{8,64}$/);
    });

    it("repeats a confirmation that got no answer under the same key", async () => {
        const world = new StubWorld();
        quoting(world);
        const shopper = await signedIn(world);
        await heard(shopper, "checkout");
        world.placeOrder = async () => {
            throw new Error("socket hang up");
        };
        await shopper.confirm().catch(() => undefined);
        world.placeOrder = async () => ORDER;
        await shopper.confirm();
        const keys = new Set(world.confirmations.map(({ idempotency_key }) => idempotency_key));
        expect([world.confirmations.length, keys.size]).to.deep.equal([2, 1]);
    });

    it("signs in again when the shop doesn't take its token", async () => {
        const world = new StubWorld();
        quoting(world);
        const shopper = await signedIn(world);
        await heard(shopper, "checkout");
        world.placeOrder = async () => {
            if (world.signIns === 1) throw new ShopProblem(401, "unauthorised", "Unauthorized");
            return ORDER;
        };
        expect(await shopper.confirm()).to.deep.equal(ORDER);
    });

    it("has nothing to confirm without a quote, or twice", async () => {
        const world = new StubWorld();
        quoting(world);
        const shopper = await signedIn(world);
        const first = await shopper.confirm().catch((reason: unknown) => reason);
        expect(String(first)).to.contain("no quote");
        await heard(shopper, "checkout");
        await shopper.confirm();
        const second = await shopper.confirm().catch((reason: unknown) => reason);
        expect(String(second)).to.contain("no quote");
        expect(world.confirmations).to.have.length(1);
    });
});
