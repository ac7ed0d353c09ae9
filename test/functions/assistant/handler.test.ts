import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { failureLogLine, turnLogLine } from "../../../functions/assistant/log";
import { requestOf } from "../../../functions/assistant/request";
import { respond } from "../../../functions/assistant/respond";
import { type AssistantEvent, assistantFromEnvironment, type TurnRequest } from "../../../functions/shop/assistant";
import { ClaimsError } from "../../../functions/shop/identity/claims";
import { TokenError, TokenRefusal } from "../../../functions/shop/identity/token";
import { SHOP_POLICY } from "../../../local/shop/policy";
import { sampleShopper } from "../shop/assistant/kit";

const event = (body: unknown, parts: object = {}) => ({
    headers: { "X-Shopper-Token": "token", "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    isBase64Encoded: false,
    ...parts,
});

describe("a request to the assistant's function", () => {
    it("has the token of its own header, and a message", () => {
        const read = { token: "token", conversationId: null, message: "Tents?" };
        expect(requestOf(event({ message: "Tents?" }))).to.deep.equal(read);
        const body = Buffer.from('{"message":"Tents?","conversation_id":"c-12345678"}').toString("base64");
        expect(requestOf(event(body, { isBase64Encoded: true }))).to.deep.equal({
            ...read,
            conversationId: "c-12345678",
        });
    });

    it("doesn't take the caller's own authorization for a shopper's token", () => {
        const headers = { authorization: "Bearer token" };
        expect(requestOf(event({ message: "Tents?" }, { headers })).token).to.equal("");
    });

    it("is refused with anything else in it, or too much", () => {
        const bodies = [
            "",
            "{",
            "[]",
            { message: 7 },
            {},
            { message: "x", shopper: { id: "y" } },
            { message: "x".repeat(40_000) },
        ];
        for (const body of bodies)
            expect(() => requestOf(event(body)), JSON.stringify(body).slice(0, 40)).to.throw(/body|large/);
        for (const call of [null, 7, {}, { headers: 1 }]) expect(() => requestOf(call)).to.throw("no headers");
    });
});

describe("the assistant's answer", () => {
    const answered: AssistantEvent = { type: "text", text: "Hello!" };
    const signal = new AbortController().signal;

    async function ask(parts: { readonly token?: Error; readonly turn?: Error; readonly event?: unknown } = {}) {
        const asked: TurnRequest[] = [];
        const failures: unknown[] = [];
        const assistant = {
            async shopperOf() {
                if (parts.token !== undefined) throw parts.token;
                return sampleShopper();
            },
            async *turn(request: TurnRequest) {
                asked.push(request);
                yield answered;
                if (parts.turn !== undefined) throw parts.turn;
            },
        };
        const { status, events } = await respond(parts.event ?? event({ message: "Hi" }), assistant, signal, (error) =>
            failures.push(error),
        );
        const lines: AssistantEvent[] = [];
        for await (const line of events) lines.push(line);
        return { status, lines, asked, failures };
    }

    it("is the turn's events", async () => {
        const { status, lines, asked } = await ask();
        expect(status).to.equal(200);
        expect(lines).to.deep.equal([answered]);
        expect(asked[0]).to.deep.include({ conversationId: null, message: "Hi", signal });
    });

    it("is a status and one clean event where nobody is known to ask", async () => {
        const cases: readonly [Error, number, string][] = [
            [new TokenError(TokenRefusal.Expired), 401, "token_expired"],
            [new TokenError(TokenRefusal.BadSignature), 401, "token_bad_signature"],
            [new TokenError(TokenRefusal.KeysUnavailable), 503, "token_keys_unavailable"],
            [new ClaimsError("No sub."), 401, "invalid_claims"],
        ];
        for (const [token, expected, code] of cases) {
            const { status, lines, asked, failures } = await ask({ token });
            expect(status).to.equal(expected);
            expect(lines.map((line) => line.type === "error" && line.code)).to.deep.equal([code]);
            expect([...asked, ...failures]).to.deep.equal([]);
        }
        expect((await ask({ event: {} })).status).to.equal(400);
    });

    it("says nothing of what broke inside, neither before the turn nor in it", async () => {
        const broken = new Error("arn:aws:dynamodb:secret");
        for (const parts of [{ token: broken }, { turn: broken }]) {
            const { lines, failures } = await ask(parts);
            expect(lines.at(-1)).to.deep.include({ type: "error", code: "internal", retryable: true });
            expect(JSON.stringify(lines)).not.to.contain("arn:aws");
            expect(failures).to.deep.equal([broken]);
        }
    });
});

describe("the log line of a turn", () => {
    it("carries the turn's metrics in CloudWatch's format", () => {
        const line = {
            conversation_id: "c",
            turn_id: "t",
            runtime: "converse",
            model_id: "model",
            stop_reason: "error",
            error_code: "model_busy",
            duration_ms: 12,
            model_calls: 1,
            tool_calls: 0,
            failed_tool_calls: 0,
            input_tokens: 3,
            output_tokens: 4,
            corrected_sentences: 2,
            not_kept: ["lake"],
        };
        const written = JSON.parse(turnLogLine(line, { METRIC_NAMESPACE: "Shop" }, () => 1_000));
        const { Namespace, Dimensions, Metrics } = written._aws.CloudWatchMetrics[0];
        expect(Namespace).to.equal("Shop");
        for (const name of [...Dimensions[0], ...Metrics.map(({ Name }: { Name: string }) => Name)])
            expect(written, name).to.have.property(name);
        expect(written).to.include({
            Turns: 1,
            TurnErrors: 1,
            TurnDuration: 12,
            CorrectedSentences: 2,
            EventsNotKept: 1,
        });
    });
});

describe("the assistant's function where responses are streamed", () => {
    const path = require.resolve("../../../functions/assistant/handler");
    const settings = {
        ASSISTANT_RUNTIME: "converse",
        MODEL_ID: "model",
        PRODUCTS_TABLE: "products",
        ORDERS_TABLE: "orders",
        CONVERSATIONS_TABLE: "conversations",
        KNOWLEDGE_BASE_ID: "KB",
        EVENT_STREAM: "stream",
        SHOP_POLICY: JSON.stringify(SHOP_POLICY),
        TOKEN_ISSUER: "https://issuer.example.com",
        TOKEN_AUDIENCE: "web",
    };
    const environment = { ...process.env };

    afterEach(() => {
        process.env = { ...environment };
        Reflect.deleteProperty(globalThis, "awslambda");
        delete require.cache[path];
    });

    it("gives the status and the kind of its content before the first line, and then each event as a line", async () => {
        const begun: { statusCode: number; headers: Record<string, string> }[] = [];
        Object.assign(process.env, settings);
        Object.assign(globalThis, {
            awslambda: {
                streamifyResponse: (handle: unknown) => handle,
                HttpResponseStream: {
                    from: (stream: PassThrough, metadata: (typeof begun)[number]) => {
                        begun.push(metadata);
                        return stream;
                    },
                },
            },
        });
        const { handler } = require(path) as { handler: (event: unknown, stream: PassThrough) => Promise<void> };
        const stream = new PassThrough();
        await handler(event({ message: "Hi" }, { headers: {} }), stream);
        expect(begun).to.deep.equal([
            {
                statusCode: 401,
                headers: { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" },
            },
        ]);
        const lines = (await text(stream)).trimEnd().split("\n");
        expect(lines.map((line) => JSON.parse(line).code)).to.deep.equal(["token_missing"]);
    });

    it("answers as a whole where something else goes by the name of Lambda's streams", async () => {
        Object.assign(process.env, settings);
        Object.assign(globalThis, { awslambda: { InvokeStore: {} } });
        const { handler } = require(path) as { handler: (event: unknown) => Promise<{ statusCode: number }> };
        expect((await handler(event({ message: "Hi" }, { headers: {} }))).statusCode).to.equal(401);
    });

    it("names the setting that is missing or wrong", async () => {
        const cases: readonly [Record<string, string>, string][] = [
            [{ ASSISTANT_RUNTIME: "other" }, 'ASSISTANT_RUNTIME must be "converse" or "bedrockAgents"; it is "other"'],
            [{ EVENT_STREAM: "" }, "The environment variable EVENT_STREAM is not set"],
            [{ GUARDRAIL_ID: "g" }, "GUARDRAIL_ID and GUARDRAIL_VERSION are set together or not at all"],
            [
                { GUARDRAIL_ID: "g", GUARDRAIL_VERSION: "DRAFT" },
                'GUARDRAIL_VERSION must be the number of a version, as in "1"; it is "DRAFT"',
            ],
            [
                { ASSISTANT_RUNTIME: "bedrockAgents", AGENT_ID: "A", AGENT_ALIAS_ID: "TSTALIASID" },
                "AGENT_ALIAS_ID is the test alias of the draft, which changes with every edit: give an alias",
            ],
            [{ MODEL_PRICE_MICROS: "3" }, 'MODEL_PRICE_MICROS must be as {"input_per_1k":3000,"output_per_1k":15000}'],
        ];
        for (const [change, message] of cases) {
            expect(() => assistantFromEnvironment({ ...settings, ...change }, () => undefined)).to.throw(message);
        }
        expect(() => assistantFromEnvironment(settings, () => undefined)).not.to.throw();
    });
});

describe("the log line of a turn that broke off", () => {
    it("counts it as failed under the same dimension, and tells of the error no more than its kind", () => {
        const environment = { METRIC_NAMESPACE: "Shop", ASSISTANT_RUNTIME: "converse" };
        const line = failureLogLine(new TypeError("SECRET of ana@example.com"), environment, () => 1_000);
        expect(JSON.parse(line)).to.deep.equal({
            _aws: {
                Timestamp: 1_000,
                CloudWatchMetrics: [
                    {
                        Namespace: "Shop",
                        Dimensions: [["Runtime"]],
                        Metrics: [{ Name: "TurnErrors", Unit: "Count" }],
                    },
                ],
            },
            Runtime: "converse",
            TurnErrors: 1,
            failure: "TypeError",
        });
    });
});
