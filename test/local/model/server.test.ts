import { createServer, type Server } from "node:http";
import { expect } from "chai";
import {
    MODEL_URL_VARIABLE,
    type ModelServer,
    modelUrl,
    PLANNER_MODEL,
    startModel,
    startPlannerServer,
} from "../../../local/model";

const SEARCH_TOOL = { type: "function", function: { name: "search_products", parameters: { type: "object" } } };

interface Reply {
    choices: { message: { content: string | null; tool_calls?: ToolCall[] }; finish_reason: string }[];
    usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
    error: { message: string };
}

interface ToolCall {
    id: string;
    function: { name: string; arguments: string };
}

interface Chunk {
    choices: { delta: { content?: string | null; tool_calls?: ToolCallDelta[] }; finish_reason: string | null }[];
    usage?: { prompt_tokens: number };
}

interface ToolCallDelta {
    index: number;
    id?: string;
    function: { name?: string; arguments: string };
}

describe("scripted planner's server", () => {
    let server: ModelServer;

    before(async () => {
        server = await startPlannerServer();
    });
    after(() => server.stop());

    function post(body: unknown): Promise<Response> {
        return fetch(`${server.url}/v1/chat/completions`, {
            method: "POST",
            body: typeof body === "string" ? body : JSON.stringify(body),
        });
    }

    async function read(response: Response): Promise<Reply> {
        return JSON.parse(await response.text());
    }

    /** The chunks of a stream, which must end in `[DONE]`. */
    async function chunksOf(response: Response): Promise<Chunk[]> {
        const events = (await response.text()).trimEnd().split("\n\n");
        expect(events.at(-1)).to.equal("data: [DONE]");
        return events.slice(0, -1).map((event): Chunk => JSON.parse(event.replace(/^data: /, "")));
    }

    it("answers with text, token counts and its own name, whatever model is asked for", async () => {
        const response = await post({ model: "anthropic.claude", messages: [{ role: "user", content: "hello" }] });
        expect(response.status).to.equal(200);
        const body = await read(response);
        expect(body).to.include({ object: "chat.completion", model: PLANNER_MODEL });
        expect(body.choices[0]?.finish_reason).to.equal("stop");
        expect(body.choices[0]?.message.content).to.contain("not a language model");
        const { prompt_tokens: prompt, completion_tokens: completion, total_tokens: total } = body.usage;
        expect(prompt).to.be.greaterThan(0);
        expect(completion).to.be.greaterThan(prompt);
        expect(total).to.equal(prompt + completion);
    });

    it("answers with tool calls and no text", async () => {
        const messages = [{ role: "user", content: [{ type: "text", text: "tents under 50" }] }];
        const body = await read(
            await post({ model: "m", messages, tools: [SEARCH_TOOL], temperature: 0.2, max_tokens: 9 }),
        );
        const [choice] = body.choices;
        expect(choice?.finish_reason).to.equal("tool_calls");
        expect(choice?.message.content).to.equal(null);
        const [call] = choice?.message.tool_calls ?? [];
        expect(call).to.include({ id: "call_1", type: "function" });
        expect(call?.function.name).to.equal("search_products");
        expect(JSON.parse(call?.function.arguments ?? "")).to.deep.equal({
            text: "tents",
            max_price_minor: 4999,
            limit: 10,
        });
    });

    it("calls nothing where tools are forbidden or missing", async () => {
        const messages = [{ role: "user", content: "tents" }];
        const forbidden = await read(await post({ model: "m", messages, tools: [SEARCH_TOOL], tool_choice: "none" }));
        const missing = await read(await post({ model: "m", messages }));
        expect([forbidden, missing].map((body) => body.choices[0]?.finish_reason)).to.deep.equal(["stop", "stop"]);
    });

    it("reads a conversation with tool calls and results as the emulator sends it", async () => {
        const call = {
            id: "call_1",
            type: "function",
            function: { name: "search_products", arguments: '{"text": "tents"}' },
        };
        const found = {
            hits: 1,
            products: [{ product_id: "t", price: "$9.00", stock: "in stock", catalog_text: { name: "Tiny Tent" } }],
        };
        const messages = [
            { role: "system", content: "You are the shopping assistant." },
            { role: "user", content: "tents" },
            { role: "assistant", content: null, tool_calls: [call] },
            { role: "tool", tool_call_id: "call_1", content: JSON.stringify(found) },
        ];
        const body = await read(await post({ model: "m", messages, tools: [SEARCH_TOOL], stream: false }));
        expect(body.choices[0]?.message.content).to.contain("I found one: Tiny Tent, $9.00 (in stock).");
    });

    it("streams text in pieces that add up, and token counts if asked", async () => {
        const request = { model: "m", messages: [{ role: "user", content: "hello" }] };
        const whole = await read(await post(request));
        const response = await post({ ...request, stream: true, stream_options: { include_usage: true } });
        expect(response.headers.get("content-type")).to.equal("text/event-stream");
        const chunks = await chunksOf(response);
        const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("");
        expect(chunks).to.have.length.greaterThan(5);
        expect(text).to.equal(whole.choices[0]?.message.content);
        expect(chunks.at(-2)?.choices[0]?.finish_reason).to.equal("stop");
        expect(chunks.at(-1)?.usage).to.deep.equal(whole.usage);
    });

    it("streams tool calls as a head and the pieces of their arguments", async () => {
        const messages = [{ role: "user", content: "I need rice, beans and limes" }];
        const chunks = await chunksOf(await post({ model: "m", messages, tools: [SEARCH_TOOL], stream: true }));
        const deltas = chunks.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
        const calls = [0, 1, 2].map((index) => {
            const parts = deltas.filter((delta) => delta.index === index);
            return { id: parts[0]?.id, input: JSON.parse(parts.map((part) => part.function.arguments).join("")) };
        });
        expect(calls).to.deep.equal([
            { id: "call_1", input: { text: "rice", limit: 4 } },
            { id: "call_2", input: { text: "beans", limit: 4 } },
            { id: "call_3", input: { text: "limes", limit: 4 } },
        ]);
        expect(chunks.at(-1)?.choices[0]?.finish_reason).to.equal("tool_calls");
    });

    const malformed: readonly (readonly [string, unknown, string | null])[] = [
        ["no JSON", "{", null],
        ["no object", "[]", null],
        ["no model", { messages: [{ role: "user", content: "x" }] }, "model"],
        ["no messages", { model: "m" }, "messages"],
        ["an empty list of messages", { model: "m", messages: [] }, "messages"],
        ["an unknown role", { model: "m", messages: [{ role: "robot", content: "x" }] }, "messages.0.role"],
        ["content that is a number", { model: "m", messages: [{ role: "user", content: 7 }] }, "messages.0.content"],
        [
            "a tool without a name",
            { model: "m", messages: [{ role: "user", content: "x" }], tools: [{ type: "function", function: {} }] },
            "tools.0.function.name",
        ],
        [
            "a stream flag that is a text",
            { model: "m", messages: [{ role: "user", content: "x" }], stream: "yes" },
            "stream",
        ],
    ];
    for (const [what, body, param] of malformed) {
        it(`refuses ${what} with 400 in OpenAI's form`, async () => {
            const response = await post(body);
            expect(response.status).to.equal(400);
            const { error } = await read(response);
            expect(error).to.include({ type: "invalid_request_error", param, code: null });
            expect(error.message).to.be.a("string").and.not.equal("");
        });
    }

    it("refuses a body of more than 4 MiB", async () => {
        const response = await post({ model: "m", messages: [{ role: "user", content: "x".repeat(5 * 1024 * 1024) }] });
        expect(response.status).to.equal(400);
    });

    it("lists its one model, tells its health, and knows no other path", async () => {
        const [models, health, other] = await Promise.all(
            ["/v1/models", "/health", "/v1/embeddings"].map((path) => fetch(server.url + path)),
        );
        expect(await models?.json()).to.have.nested.property("data[0].id", PLANNER_MODEL);
        expect(await health?.json()).to.deep.equal({ status: "ok", model: PLANNER_MODEL });
        expect(other?.status).to.equal(404);
    });

    it("listens on loopback alone", () => {
        expect(new URL(server.url).hostname).to.equal("127.0.0.1");
    });
});

describe("model behind the emulator", () => {
    it("is the scripted planner unless a server is named", async () => {
        const model = await startModel({});
        expect(model.isScripted).to.equal(true);
        expect((await fetch(`${model.url}/health`)).status).to.equal(200);
        await model.stop();
    });

    it("is the developer's own server, which it doesn't stop", async () => {
        const own = await startPlannerServer();
        const model = await startModel({ [MODEL_URL_VARIABLE]: `${own.url}/v1/` });
        expect(model).to.include({ url: own.url, isScripted: false });
        await model.stop();
        expect((await fetch(`${own.url}/health`)).status).to.equal(200);
        await own.stop();
    });

    const addresses: readonly (readonly [string, string | null])[] = [
        ["", null],
        ["  ", null],
        ["http://127.0.0.1:11434", "http://127.0.0.1:11434"],
        ["http://127.0.0.1:11434/", "http://127.0.0.1:11434"],
        ["http://127.0.0.1:8000/v1", "http://127.0.0.1:8000"],
        ["https://models.example.com/shop/v1/", "https://models.example.com/shop"],
    ];
    for (const [value, url] of addresses) {
        it(`takes "${value}" for ${url ?? "none"}`, () => {
            expect(modelUrl({ [MODEL_URL_VARIABLE]: value })).to.equal(url);
        });
    }

    for (const value of ["localhost:11434", "file:///etc/passwd", "not an address"]) {
        it(`refuses "${value}" as an address`, () => {
            expect(() => modelUrl({ [MODEL_URL_VARIABLE]: value })).to.throw(MODEL_URL_VARIABLE);
        });
    }

    it("refuses a server that doesn't answer, and says what to do", async () => {
        const gone = await startPlannerServer();
        await gone.stop();
        const message = await messageOf(startModel({ [MODEL_URL_VARIABLE]: gone.url }));
        expect(message).to.contain(gone.url).and.contain(`unset ${MODEL_URL_VARIABLE}`);
    });

    it("refuses a server that speaks something else", async () => {
        const other = createServer((_, response) => response.end('{"hello": "world"}'));
        const url = await listening(other);
        expect(await messageOf(startModel({ [MODEL_URL_VARIABLE]: url }))).to.contain("doesn't list its models");
        other.close();
    });
});

async function messageOf(promise: Promise<unknown>): Promise<string> {
    try {
        await promise;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error("It was not refused.");
}

function listening(server: Server): Promise<string> {
    return new Promise((resolve) => {
        server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
        });
    });
}
