import { expect } from "chai";
import fc from "fast-check";
import type { AssistantEvent, Card } from "../../../functions/shop/assistant";
import { displayWidth } from "../../../local/answers/text";
import { renderCard } from "../../../local/assistant/chat/render/cards";
import { oneLine, plain } from "../../../local/assistant/chat/render/plain";
import { TurnPrinter } from "../../../local/assistant/chat/render/turn-printer";
import { WordWrap } from "../../../local/assistant/chat/render/wrap";
import { ORDER, QUOTE } from "./chat-support";

const STYLE = { width: 80, unicode: false, colour: false };

describe("what a chat shows", () => {
    const product = {
        product_id: "tent-1",
        name: "Juniper Tent",
        category: "outdoors",
        description: "A tent",
        price: { amount_minor: 8900, currency: "USD" },
        stock: 5,
        options: {},
        image: null,
    };
    const shown = (card: Card, width = 80) => renderCard(card, { ...STYLE, width });

    it("numbers designs, with their sizes and colours below them", () => {
        const products = [
            { ...product, options: { colour: "green" } },
            { ...product, options: { colour: "grey" } },
            { ...product, name: "Harbor Tent", stock: 0 },
        ];
        const numbers = shown({ kind: "products", title: "Found", products })
            .filter((line) => line.includes("Tent"))
            .map((line) => line.split("|").map((cell) => cell.trim()));
        expect(numbers).to.deep.equal([
            ["", "1", "Juniper Tent (colour: green)", "$89.00", "5", ""],
            ["", "", "Juniper Tent (colour: grey)", "$89.00", "5", ""],
            ["", "2", "Harbor Tent", "$89.00", "none", ""],
        ]);
    });

    it("shows a quote's parts, its total and where it goes, and that nothing is ordered", () => {
        const text = shown({ kind: "quote", quote: QUOTE }).join("\n");
        for (const part of ["$178.00", "standard shipping $5.99", "tax $11.57", "Total $195.56", "118 Larkspur Lane"]) {
            expect(text).to.contain(part);
        }
        expect(text).to.contain("Nothing is ordered yet");
    });

    it("fits every card into the terminal, down to narrow ones", () => {
        const features = [{ feature: "weight", values: ["1 kg", "x".repeat(200)] }];
        const cards: Card[] = [
            { kind: "products", title: "Found", products: [{ ...product, name: "long ".repeat(50) }] },
            { kind: "comparison", products: [product, product], features },
            { kind: "cart", cart: { ...QUOTE } },
            { kind: "quote", quote: QUOTE },
            { kind: "order", order: ORDER },
            { kind: "cancellation", order: ORDER },
            { kind: "handover", contact_id: null, message: "word ".repeat(100) },
        ];
        for (const card of cards)
            for (const width of [60, 80, 120])
                for (const line of shown(card, width))
                    expect(displayWidth(line), `${card.kind} at ${width}: ${line}`).to.be.at.most(width);
    });

    it("lets nothing of a model's or a catalogue's text steer the terminal", () => {
        fc.assert(
            fc.property(fc.string({ unit: "binary" }), (text) => {
                // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there.
                expect(plain(text)).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
                expect(oneLine(text)).to.not.contain("\n");
            }),
        );
        const card: Card = {
            kind: "products",
            title: "\u001b[2J",
            products: [{ ...product, name: "Tent\u001b]0;owned\u0007\n1" }],
        };
        for (const control of ["\u001b", "\u0007"]) expect(shown(card).join("")).to.not.contain(control);
    });

    it("breaks streamed text between words, however it comes, and loses none of it", () => {
        const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 });
        fc.assert(
            fc.property(words, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 12, max: 60 }), (all, size, width) => {
                let written = "";
                const wrap = new WordWrap(width, (text) => {
                    written += text;
                });
                const text = all.join(" ");
                for (let at = 0; at < text.length; at += size) wrap.add(text.slice(at, at + size));
                wrap.flush();
                expect(written.split(/\s/)).to.deep.equal(all);
                for (const line of written.split("\n")) expect(line.length).to.be.at.most(width);
            }),
        );
    });

    const printed = (trace: boolean, ...events: AssistantEvent[]) => {
        let written = "";
        const write = (text: string) => {
            written += text;
        };
        const printer = new TurnPrinter({ style: STYLE, wraps: false, trace, write });
        for (const event of events) printer.print(event);
        printer.end();
        return written;
    };

    it("puts cards and errors on lines of their own, in the middle of text as well", () => {
        const text = printed(
            false,
            { type: "text", text: "Here is" },
            { type: "card", card: { kind: "handover", contact_id: "c-1", message: "Wait." } },
            { type: "text", text: " more" },
            { type: "error", code: "model_busy", message: "Too many requests.", retryable: true },
        );
        expect(text).to.equal(
            "Here is\n\nA person takes over\nWait.\nContact c-1\n\n more\nToo many requests. (model_busy; worth another try)\n",
        );
    });

    it("shows calls, tokens, guardrails and corrections in a trace, and nothing of them otherwise", () => {
        const events: AssistantEvent[] = [
            { type: "tool_call", call_id: "1", name: "search_products", input: { text: "tents" } },
            {
                type: "tool_result",
                call_id: "1",
                name: "search_products",
                ok: false,
                duration_ms: 12,
                output: { note: "x".repeat(1_000) },
            },
            { type: "guardrail", stage: "output", action: "masked" },
            { type: "corrected", reason: "unknown_price", replacement: "" },
            { type: "usage", model_calls: 2, input_tokens: 30, output_tokens: 4 },
        ];
        expect(printed(false, ...events)).to.equal("");
        const lines = printed(true, ...events).split("\n");
        expect(lines[0]).to.equal('[search_products <- {"text":"tents"}]');
        expect(lines[1]).to.match(/^\[search_products -> failed, 12 ms, .*\(1011 characters\)\]$/);
        expect(lines[2]).to.equal("[guardrail on the output: masked]");
        expect(lines[3]).to.equal("[held back: unknown_price; said instead: nothing]");
        expect(lines[4]).to.equal("[2 model calls, 30 tokens in, 4 out]");
    });
});
