import { expect } from "chai";
import { turnLogLine } from "../../../functions/assistant/log";
import { requestOf } from "../../../functions/assistant/request";
import { respond } from "../../../functions/assistant/respond";
import type { AssistantEvent, TurnRequest } from "../../../functions/shop/assistant";
import { ClaimsError } from "../../../functions/shop/identity/claims";
import { TokenError, TokenRefusal } from "../../../functions/shop/identity/token";
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
