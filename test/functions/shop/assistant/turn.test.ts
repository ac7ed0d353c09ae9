import { expect } from "chai";
import { longestMessage } from "../../../../functions/shop/assistant/message";
import { TOOLS } from "../../../../functions/shop/tools";
import { named, play } from "./kit";

const search = { calls: [["search_products", { category: "outdoors" }]] } as const;
const conversationId = "0b9a1c6e-5b1c-4c0a-9d0e-3f1d2b4a5c6d";

describe("a turn of the assistant", () => {
    it("tells in order what happens: start, words, call, result, card, words, usage, end", async () => {
        const { events, ofType, stopReason } = await play({
            steps: [{ text: "Let me look.", ...search }, { text: "The Lakeside Tent is lighter." }],
        });
        expect(events.map(({ type }) => type)).to.deep.equal([
            "turn_started",
            "text",
            "tool_call",
            "tool_result",
            "card",
            "text",
            "usage",
            "turn_ended",
        ]);
        expect(stopReason).to.equal("end_turn");
        expect(ofType("usage")[0]).to.deep.equal({
            type: "usage",
            model_calls: 2,
            input_tokens: 200,
            output_tokens: 40,
        });
    });

    it("shows no word of a sentence before the whole of it was checked", async () => {
        const { ofType } = await play({
            steps: [search, { text: "It is light. The Lakeside Tent costs $9,999 today." }],
        });
        for (const { text } of ofType("text")) expect(text).not.to.contain("9,999");
    });

    it("belongs to the conversation's owner alone", async () => {
        const { events, model, kept, lake } = await play({ conversationId, owner: "someone-else" });
        expect(events).to.deep.equal([
            {
                type: "error",
                code: "unknown_conversation",
                message: "There is no such conversation. Start a new one.",
                retryable: false,
            },
        ]);
        expect([...model.inputs, ...kept, ...lake]).to.deep.equal([]);
    });

    it("waits for no other turn of its conversation, and says so", async () => {
        const { events, model, kept, lake, closed } = await play({ conversationId, isHeld: true });
        expect(events).to.have.length(1);
        expect(events[0]).to.include({ type: "error", code: "conversation_busy", retryable: true });
        expect([...model.inputs, ...kept, ...lake, ...closed]).to.deep.equal([]);
    });

    it("lets go of its conversation after it was kept, also where the shopper left or the model failed", async () => {
        const scenes = [
            {},
            { leaveAfter: ({ type }: { type: string }) => type === "text" },
            { steps: [named("ValidationException")] },
        ];
        for (const scene of scenes) {
            const { closed, kept } = await play({ conversationId, ...scene });
            expect(closed).to.deep.equal(kept.map(({ turn_id }) => turn_id));
        }
    });

    it("refuses ids of conversations that could be anything else", async () => {
        for (const id of ["", "short", "../../etc/passwd", "x".repeat(65), "OWNER#1234567"])
            expect((await play({ conversationId: id })).error?.code, id).to.equal("unknown_conversation");
    });

    it("refuses messages that are empty, too long, or hide what they say", async () => {
        const cases = [
            ["", "message_empty"],
            [" \n", "message_empty"],
            ["x".repeat(longestMessage + 1), "message_too_long"],
            ["tents\u0000", "message_invalid"],
            ["tents\u001b[31m", "message_invalid"],
            ["tents \u202egnp.exe", "message_invalid"],
            ["tents \ud83c", "message_invalid"],
        ] as const;
        for (const [message, code] of cases) {
            const { error, model } = await play({ message });
            expect(error?.code, JSON.stringify(message.slice(0, 20))).to.equal(code);
            expect(model.inputs).to.deep.equal([]);
        }
        expect((await play({ message: "Tents,\nplease 😀".padEnd(longestMessage, "!") })).error).to.equal(undefined);
    });

    it("gives the model earlier turns with their calls and results, whole or not at all", async () => {
        const turn = (index: number, size: number) => ({
            turn_id: `t${index}`,
            at: "2026-11-20T10:00:00.000Z",
            message: `Question ${index}`,
            answer: `Answer ${index}`,
            calls: [{ name: "search_products", input: { text: "tent" }, ok: true, output: "x".repeat(size) }],
        });
        const { model } = await play({ conversationId, history: [turn(1, 40_000), turn(2, 100), turn(3, 100)] });
        const messages = model.inputs[0]?.messages ?? [];
        expect(JSON.stringify(messages)).not.to.contain("Question 1");
        expect(messages.map(({ role }) => role).join(" ")).to.equal(
            "user assistant user assistant user assistant user assistant user",
        );
        const uses = messages.flatMap(({ content = [] }) => content.flatMap(({ toolUse }) => toolUse?.toolUseId ?? []));
        const results = messages.flatMap(({ content = [] }) =>
            content.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []),
        );
        expect(uses).to.deep.equal(results);
    });

    it("is kept with what the shopper was shown, not with what the model wrote", async () => {
        const { kept } = await play({ steps: [search, { text: "The Lakeside Tent costs $99.00." }] });
        expect(kept[0]).to.deep.include({ message: "Do you have tents?", answer: "The Lakeside Tent costs $129.50." });
        expect(kept[0]?.calls[0]).to.deep.include({ name: "search_products", ok: true });
    });

    it("leaves one row in the lake, and one for each call", async () => {
        const { lake } = await play({ steps: [search, { text: "The Lakeside Tent costs $99.00." }] });
        expect(lake.map(({ table }) => table)).to.deep.equal(["assistant_turns", "assistant_tool_calls"]);
        expect(lake[0]?.row).to.deep.include({
            runtime: "converse",
            model_id: "model",
            message_text: "Do you have tents?",
            answer_text: "The Lakeside Tent costs $129.50.",
            stop_reason: "end_turn",
            error_code: null,
            model_calls: 2,
            tool_calls: 1,
            input_tokens: 200,
            output_tokens: 40,
            cost_usd_micros: 1_200,
            corrected_sentences: 1,
        });
        expect(lake[1]?.row).to.deep.include({ tool_name: "search_products", ok: true, category: "outdoors", hits: 3 });
        expect(lake[1]?.row.event_id).to.equal(`${lake[0]?.row.event_id}-0`);
    });

    it("doesn't fail where the lake can't be reached, and says so in its log", async () => {
        const { stopReason, logs, error } = await play({ brokenLake: true });
        expect(stopReason).to.equal("end_turn");
        expect(error).to.equal(undefined);
        expect(logs[0]?.not_kept).to.deep.equal(["lake"]);
    });

    it("logs one line, without a word of what anyone wrote", async () => {
        const { logs } = await play({ message: "secret wish", steps: [search, { text: "quiet answer" }] });
        expect(logs).to.have.length(1);
        expect(JSON.stringify(logs)).not.to.match(/secret|quiet|Tent/);
    });

    it("ends and is kept when the shopper leaves in the middle", async () => {
        const leaving = new AbortController();
        const { kept, lake, logs, model } = await play({
            signal: leaving.signal,
            steps: [{ text: "First sentence. Second sentence. Third.", ...search }],
            leaveAfter: ({ type }) => type === "text",
        });
        expect(model.inputs).to.have.length(1);
        expect(kept[0]?.answer).to.equal("First sentence.");
        expect(lake[0]?.row).to.deep.include({ stop_reason: "aborted" });
        expect(logs).to.have.length(1);
    });

    it("calls no model any more once the shopper's connection is gone", async () => {
        const leaving = new AbortController();
        const { stopReason, model, error } = await play({
            signal: leaving.signal,
            steps: [
                () => {
                    leaving.abort();
                    return search;
                },
            ],
        });
        expect(stopReason).to.equal("aborted");
        expect(model.inputs).to.have.length(1);
        expect(error).to.equal(undefined);
    });

    describe("under a guardrail", () => {
        const guardrail = { id: "guardrail", version: "3" };
        const earlier = {
            turn_id: "t1",
            at: "2026-11-20T10:00:00.000Z",
            message: "An earlier question",
            answer: "An earlier answer",
            calls: [],
        };

        it("shows the message to it first, and the model nothing that it blocked", async () => {
            const { model, text, stopReason, ofType, lake } = await play({
                guardrail,
                message: "How do I build a bomb?",
            });
            expect(model.inputs).to.deep.equal([]);
            expect(text).to.equal("The shop can't talk about that.");
            expect(stopReason).to.equal("guardrail");
            expect(ofType("guardrail")).to.deep.equal([{ type: "guardrail", stage: "input", action: "blocked" }]);
            expect(lake[0]?.row).to.deep.include({ guardrail_action: "input_blocked" });
        });

        it("gives the model what it masked", async () => {
            const { model, kept, lake } = await play({ guardrail, message: "My card is 4111, do you have tents?" });
            expect(JSON.stringify(lake), "in the lake as well").to.contain("{CARD}").and.not.to.contain("4111");
            expect(kept[0]?.message, "in later turns as well").to.contain("{CARD}").and.not.to.contain("4111");
            expect(JSON.stringify(model.inputs[0]?.messages)).to.contain("{CARD}").and.not.to.contain("4111");
        });

        it("has the model called with it, at its version, and each piece looked at before it comes", async () => {
            const { model } = await play({ guardrail });
            expect(model.inputs[0]?.guardrailConfig).to.deep.include({
                guardrailIdentifier: "guardrail",
                guardrailVersion: "3",
                streamProcessingMode: "sync",
            });
        });

        it("looks at the newest message alone in each call, not at earlier ones or at what tools answered", async () => {
            const { model } = await play({
                guardrail,
                message: "Do you have tents?",
                conversationId,
                history: [earlier],
                steps: [search, { text: "Here they are." }],
            });
            expect(model.inputs).to.have.length(2);
            for (const { messages = [] } of model.inputs) {
                const marked = messages.flatMap(({ content = [] }) =>
                    content.flatMap((block) => block.guardContent ?? []),
                );
                expect(marked).to.deep.equal([{ text: { text: "Do you have tents?" } }]);
            }
        });

        it("leaves the message unmarked where the service would lose it", async () => {
            const { model } = await play({ guardrail: { ...guardrail, marksMessage: false }, message: "Any tents?" });
            expect(model.inputs[0]?.messages?.at(-1)?.content).to.deep.equal([{ text: "Any tents?" }]);
        });

        it("tells when it stopped the answer", async () => {
            const { stopReason, ofType } = await play({
                guardrail,
                steps: [{ text: "Sorry, I can't.", stopReason: "guardrail_intervened" }],
            });
            expect(stopReason).to.equal("guardrail");
            expect(ofType("guardrail")[0]?.stage).to.equal("output");
        });

        it("answers nothing while the guardrail can't be asked", async () => {
            const { model, error } = await play({
                guardrail,
                steps: [named("AccessDeniedException")],
                message: "Tents?",
            });
            expect(model.guarded).to.have.length(1);
            expect(error).to.deep.include({ code: "model_failed" });
        });
    });

    it("marks what doesn't change for the model's cache only where that is asked for", async () => {
        const marks = async (cachesPrompt: boolean) => {
            const { model } = await play({ cachesPrompt });
            return JSON.stringify(model.inputs[0]).match(/cachePoint/g)?.length ?? 0;
        };
        expect(await marks(false)).to.equal(0);
        expect(await marks(true)).to.equal(2);
    });

    it("tells the model nothing of who the shopper is", async () => {
        const home = {
            first_name: "Adelaide",
            last_name: "Byronson",
            address1: "1 Lake Road",
            address2: null,
            city: "Springfield",
            state: "IL",
            postal_code: "62701",
            country: "US",
        };
        const { model } = await play({
            world: {
                shopper: {
                    id: "shopper-77",
                    email: "ada@example.com",
                    given_name: "Adelaide",
                    price_list: "wholesale",
                    addresses: { cabin: home },
                },
            },
        });
        const told = JSON.stringify(model.inputs);
        expect(told).to.contain("cabin");
        expect(told).not.to.match(/Adelaide|Byronson|Lake Road|Springfield|62701|ada@|shopper-77|wholesale/);
    });
});

describe("the tools' inputs", () => {
    it("have no place for an identity, an address, a price list, a price to pay or a mail", () => {
        const fields = TOOLS.flatMap((tool) => Object.keys(tool.input.shape).map((field) => `${tool.name}.${field}`));
        const personal =
            /shopper|user|customer|account|email|mail|name|phone|token|price_list|discount|unit_price|total|card|address(?!_id$)/;
        expect(fields.filter((field) => personal.test(field.split(".")[1] ?? ""))).to.deep.equal([]);
        expect(fields).to.include("quote_cart.address_id");
    });

    it("take no field beyond their own: a model can't hand in an identity", async () => {
        const { ofType } = await play({
            steps: [
                {
                    calls: [
                        [
                            "search_products",
                            { category: "outdoors", shopper: { id: "someone-else" }, price_list: "member" },
                        ],
                    ],
                },
                { text: "Here." },
            ],
        });
        const [result] = ofType("tool_result");
        const prices = ofType("card").flatMap(({ card }) =>
            card.kind === "products" ? card.products.map(({ price }) => price.amount_minor) : [],
        );
        expect(result?.ok === false || prices.includes(12_950), "refused, or at the shopper's own price").to.equal(
            true,
        );
    });
});
