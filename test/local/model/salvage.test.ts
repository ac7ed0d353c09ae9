import { expect } from "chai";
import * as fc from "fast-check";
import { nextMessage } from "../../../local/model/planner/planner";
import { parseStart } from "../../../local/model/planner/salvage";
import { ALL_TOOLS, assistant, called, TENTS, user } from "./talk";

const LONGEST_MESSAGE = 2_000;

describe("scripted planner: what it can still read", () => {
    const examples: readonly (readonly [string, unknown])[] = [
        ['{"a": [1, 2]}', { a: [1, 2] }],
        ['{"a": [{"b": 1}, {"b": 2}, {"b"… (shortened)', { a: [{ b: 1 }, { b: 2 }] }],
        ['{"a": [{"b": "}]"}, {"b": "{', { a: [{ b: "}]" }] }],
        ['{"a": {"b": "\\"}"}, "c": [', { a: { b: '"}' } }],
        ['{"a": 1', '{"a": 1'],
        ["no json at all", "no json at all"],
        ["", ""],
    ];
    for (const [json, value] of examples) {
        it(`reads ${json === "" ? "nothing" : json}`, () => {
            expect(parseStart(json)).to.deep.equal(value);
        });
    }

    it("reads all of any JSON, and never fails on the start of one", () => {
        fc.assert(
            fc.property(fc.jsonValue(), fc.nat(), (value, length) => {
                const json = JSON.stringify(value);
                expect(parseStart(json)).to.deep.equal(JSON.parse(json));
                parseStart(json.slice(0, length % (json.length + 1)));
            }),
        );
    });

    it("refers to what a shortened result in the history still holds", () => {
        const [call, result] = called("search_products", { text: "tents" }, { hits: 3, products: TENTS });
        if (call === undefined || result === undefined) throw new Error("called() gives a call and its answer");
        const cut = `${result.content.slice(0, result.content.indexOf("tent-3"))}… (shortened)`;
        const history = [user("tents"), call, { ...result, content: cut }, assistant("Here is what I found: …")];
        const [second] = nextMessage([...history, user("tell me about the second")], ALL_TOOLS).tool_calls;
        expect(second?.arguments).to.equal('{"product_id":"tent-2"}');
    });

    it("refers to the search that found something where a history puts both tries into one message", () => {
        const [, nothing] = called("search_products", {}, { hits: 0, products: [] }, "a");
        const [, found] = called("search_products", {}, { hits: 3, products: TENTS }, "b");
        if (nothing === undefined || found === undefined) throw new Error("called() gives a call and its answer");
        const calls = ["a", "b"].map((id) => ({ id, name: "search_products", arguments: '{"text":"tents"}' }));
        const history = [user("tents"), { ...assistant(""), tool_calls: calls }, nothing, found, assistant("…")];
        const [third] = nextMessage([...history, user("the third")], ALL_TOOLS).tool_calls;
        expect(third?.arguments).to.equal('{"product_id":"tent-3"}');
    });

    it("either speaks or calls, whatever is said", () => {
        fc.assert(
            fc.property(
                fc.array(fc.string({ unit: "grapheme", maxLength: 80 }), { minLength: 1, maxLength: 4 }),
                (said) => {
                    const { content, tool_calls } = nextMessage(said.map(user), ALL_TOOLS);
                    expect(content === "").to.equal(tool_calls.length > 0);
                },
            ),
        );
    });

    for (const part of [
        "add ",
        "1,111",
        "between 1 and ",
        "$1-",
        "a, ",
        "order it ",
        "cancel how ",
        "the first one ",
        "x@y.",
        "<a>",
        "can i ",
        "for a ",
    ]) {
        it(`reads "${part}", repeated to the longest message, without getting stuck`, () => {
            const message = part.repeat(LONGEST_MESSAGE / part.length);
            const start = process.cpuUsage();
            nextMessage([user(message)], ALL_TOOLS);
            const { user: microseconds } = process.cpuUsage(start);
            // Patterns that backtrack without end take minutes for such a message; this is no measure of speed.
            expect(microseconds).to.be.lessThan(5_000_000);
        });
    }
});
