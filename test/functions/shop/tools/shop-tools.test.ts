import { expect } from "chai";
import type { RecordedOutcome } from "../../../../functions/shop/aws/tool-outcomes";
import { act, type CallLog, type Room } from "../../../../functions/shop-tools/act";
import { MAX_ANSWER_BYTES } from "../../../../functions/shop-tools/answer";
import { cart, shopper, type World, world } from "./support";

const session = {
    messageVersion: "1.0",
    agent: { name: "a", id: "AGENT", alias: "ALIAS", version: "1" },
    inputText: "what the shopper said",
    sessionId: "session-1",
    actionGroup: "shop",
    promptSessionAttributes: {},
    sessionAttributes: { shopper: JSON.stringify(shopper()), conversation_id: "conversation-1", turn_id: "turn-1" },
};

const apiCall = (apiPath: string, parameters: object[] = [], properties?: object[]) => ({
    ...session,
    apiPath,
    httpMethod: properties === undefined ? "GET" : "POST",
    parameters,
    ...(properties !== undefined && { requestBody: { content: { "application/json": { properties } } } }),
});
const functionCall = (name: string, parameters: object[] = []) => ({ ...session, function: name, parameters });

describe("the function of the classic service's tools", () => {
    let logs: CallLog[];
    let recorded: [string, RecordedOutcome][];

    const room = (of: World = {}): Room => ({
        contextFor: (who) => ({ ...world(of), shopper: who }),
        record: async (conversation, outcome) => {
            recorded.push([conversation, outcome]);
        },
        log: (line) => logs.push(line),
        now: () => 0,
    });
    beforeEach(() => {
        logs = [];
        recorded = [];
    });

    it("answers a call of an API schema, arguments as text", async () => {
        const event = apiCall("/search_products", [
            { name: "text", type: "string", value: "tent" },
            { name: "limit", type: "integer", value: "1" },
            { name: "in_stock_only", type: "boolean", value: "true" },
            { name: "category", type: "string", value: "" },
        ]);
        const answer = JSON.parse(JSON.stringify(await act(event, room())));
        const { body } = answer.response.responseBody["application/json"];
        expect(JSON.parse(body).products.map((p: { product_id: string }) => p.product_id)).to.deep.equal(["tent"]);
        answer.response.responseBody["application/json"].body = "…";
        expect(answer).to.deep.equal({
            messageVersion: "1.0",
            response: {
                actionGroup: "shop",
                apiPath: "/search_products",
                httpMethod: "GET",
                httpStatusCode: 200,
                responseBody: { "application/json": { body: "…" } },
            },
        });
    });

    it("reads a body, with lists in the service's own form", async () => {
        const event = apiCall(
            "/compare_products",
            [],
            [{ name: "product_ids", type: "array", value: "[{product_id=tent}, {product_id=stove}]" }],
        );
        const answer = await act(event, room({ seen: ["tent", "stove"] }));
        expect(answer).to.have.nested.property("response.httpStatusCode", 200);
    });

    it("answers a call of function details", async () => {
        const event = functionCall("change_cart", [
            { name: "action", type: "string", value: "add" },
            { name: "product_id", type: "string", value: "tent" },
            { name: "quantity", type: "number", value: "2" },
        ]);
        const quantities: number[] = [];
        const addToCart = async (_shopper: unknown, _id: string, quantity: number) => {
            quantities.push(quantity);
            return cart();
        };
        const answer = await act(event, room({ seen: ["tent"], shop: { addToCart } }));
        expect(quantities).to.deep.equal([2]);
        expect(answer).to.deep.include({ messageVersion: "1.0" });
        expect(answer).to.have.nested.property("response.function", "change_cart");
        expect(answer).to.have.nested.property("response.functionResponse.responseBody.TEXT.body");
        expect(answer).to.not.have.nested.property("response.functionResponse.responseState");
    });

    it("has the model mend what was wrong, in both forms", async () => {
        const wrong = [{ name: "product_id", type: "string", value: "made-up" }];
        const api = await act(apiCall("/get_product", wrong), room());
        expect(api).to.have.nested.property("response.httpStatusCode", 400);
        const byFunction = await act(functionCall("get_product", wrong), room());
        expect(byFunction).to.have.nested.property("response.functionResponse.responseState", "REPROMPT");
        expect(JSON.stringify(byFunction)).to.include("unknown_id");
    });

    for (const [title, attributes] of [
        ["without a shopper", {}],
        ["with half a shopper", { shopper: '{"id":"eve"}' }],
        ["with a shopper that isn't JSON", { shopper: "eve" }],
    ] as const) {
        it(`refuses a session ${title}, and looks nothing up`, async () => {
            const lookedUp: Room = { ...room(), contextFor: () => expect.fail("It made a context.") };
            const answer = await act({ ...functionCall("view_cart"), sessionAttributes: attributes }, lookedUp);
            expect(JSON.stringify(answer)).to.include("not_signed_in");
            expect(recorded).to.deep.equal([]);
        });
    }

    it("takes the shopper from the session, whatever the model's arguments say", async () => {
        const event = functionCall("view_cart", [{ name: "shopper", type: "string", value: '{"id":"victim"}' }]);
        expect(JSON.stringify(await act(event, room()))).to.include("invalid_input");
    });

    it("leaves cards and evidence with the conversation", async () => {
        await act(functionCall("search_products"), room());
        expect(recorded).to.have.length(1);
        const [[conversation, outcome] = []] = recorded;
        expect(conversation).to.equal("conversation-1");
        expect(outcome).to.deep.include({ name: "search_products", ok: true, turn_id: "turn-1" });
        expect(outcome?.cards).to.have.length(1);
    });

    it("answers also where the outcome can't be left", async () => {
        const broken: Room = { ...room(), record: () => Promise.reject(new TypeError("no table")) };
        expect(await act(apiCall("/search_products"), broken)).to.have.nested.property("response.httpStatusCode", 200);
        expect(logs[0]).to.deep.include({ ok: true, failure: "TypeError" });
    });

    it("logs one line a call, with nothing that anyone said", async () => {
        await act(apiCall("/search_products", [{ name: "text", type: "string", value: "secret wish" }]), room());
        await act(functionCall("drop tables; --"), room());
        expect(logs.map(({ tool, ok, code }) => [tool, ok, code])).to.deep.equal([
            ["search_products", true, null],
            ["(other)", false, "unknown_tool"],
        ]);
        expect(JSON.stringify(logs)).to.not.match(/secret|Ana|example\.com/);
    });

    it("stays within what the service takes", async () => {
        const quotes = '"'.repeat(1_500);
        const policies = async () => Array.from({ length: 4 }, () => ({ title: quotes, text: quotes, score: 1 }));
        const event = functionCall("answer_policy", [{ name: "question", type: "string", value: "?" }]);
        const answer = await act(event, room({ search: { policies } }));
        expect(Buffer.byteLength(JSON.stringify(answer))).to.be.at.most(MAX_ANSWER_BYTES);
    });

    it("throws on what no agent sends", async () => {
        const error = await act({ hello: 1 }, room()).catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error);
    });
});
