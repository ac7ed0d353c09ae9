import { expect } from "chai";
import type { AssistantEvent } from "../../../functions/shop/assistant";
import { AssistantClient, AssistantRefusal } from "../../../local/assistant";
import { Mailbox } from "../../../local/assistant/mailbox";
import type { TurnCall } from "../../../local/assistant/messages";
import type { Session } from "../../../local/assistant/protocol";
import { startAssistantServer, UnknownPersona } from "../../../local/assistant/server";
import type { TokenServer } from "../../../local/token-server";

const SESSION: Session = {
    persona: "maya",
    given_name: "Maya",
    email: "maya@example.com",
    id_token: "token-of-maya",
    expires_at: "2030-01-01T00:00:00.000Z",
};

describe("the assistant's server", () => {
    const text = (words: string): AssistantEvent => ({ type: "text", text: words });
    const calls: TurnCall[] = [];
    let events: Mailbox<AssistantEvent>;
    let status = 200;
    let aborted = false;
    let server: TokenServer;
    let client: AssistantClient;

    before(async () => {
        server = await startAssistantServer({
            turn: async (call, signal) => {
                calls.push(call);
                signal.addEventListener("abort", () => {
                    aborted = true;
                    events.close();
                });
                if (status === 500) throw new Error("there is no process");
                return { status, events };
            },
            signIn: async (persona) => {
                if (persona !== "maya") throw new UnknownPersona(`There is no persona "${persona}".`);
                return SESSION;
            },
            health: { status: "ok", model: { scripted: true, url: "http://127.0.0.1:1" }, personas: ["maya"] },
        });
        client = new AssistantClient(server.address);
    });
    after(() => server.close());
    beforeEach(() => {
        events = new Mailbox();
        status = 200;
        aborted = false;
    });

    const refusalOf = async (act: Promise<unknown>): Promise<AssistantRefusal> => {
        const error = await act.catch((reason: unknown) => reason);
        if (!(error instanceof AssistantRefusal)) throw new Error(`expected a refusal, got ${String(error)}`);
        return error;
    };
    const collected = async (turn: AsyncIterable<AssistantEvent>) => {
        const all: AssistantEvent[] = [];
        for await (const event of turn) all.push(event);
        return all;
    };

    it("answers nobody without its token", async () => {
        const stranger = new AssistantClient({ ...server.address, token: "x".repeat(43) });
        expect((await refusalOf(stranger.health())).status).to.equal(401);
        expect((await refusalOf(stranger.session("maya"))).status).to.equal(401);
        expect((await refusalOf(collected(stranger.turn({ token: "t", message: "hi" })))).status).to.equal(401);
    });

    it("says which model answers, and signs sample shoppers in, no others", async () => {
        expect((await client.health()).model.scripted).to.equal(true);
        expect(await client.session("maya")).to.deep.equal(SESSION);
        const refusal = await refusalOf(client.session("mallory"));
        expect([refusal.status, refusal.message]).to.deep.equal([404, 'There is no persona "mallory".']);
    });

    it("hands the shopper's token and the body on, and each event back when it happens", async () => {
        const turn = client.turn({ token: "token-of-maya", message: "hi", conversation_id: "c1" });
        const first = turn.next();
        events.put(text("one"));
        expect((await first).value).to.deep.equal(text("one"));
        events.put(text("two"));
        events.close();
        expect(await collected(turn)).to.deep.equal([text("two")]);
        expect(calls.at(-1)).to.deep.equal({
            headers: { "x-shopper-token": "token-of-maya" },
            body: '{"message":"hi","conversation_id":"c1"}',
        });
    });

    it("stops the turn when whoever asked goes away", async () => {
        const gone = new AbortController();
        const turn = client.turn({ token: "t", message: "hi", signal: gone.signal });
        const first = turn.next();
        events.put(text("one"));
        await first;
        gone.abort();
        await turn.next().catch(() => undefined);
        while (!aborted) await new Promise((resolve) => setTimeout(resolve, 5));
        expect(aborted).to.equal(true);
    });

    it("refuses as the assistant does, with its code and words", async () => {
        status = 401;
        events.put({ type: "error", code: "token_expired", message: "Please sign in again.", retryable: false });
        events.close();
        const refusal = await refusalOf(collected(client.turn({ token: "old", message: "hi" })));
        expect([refusal.status, refusal.code, refusal.message]).to.deep.equal([
            401,
            "token_expired",
            "Please sign in again.",
        ]);
    });

    it("says 503 when there is no process to ask", async () => {
        status = 500;
        const refusal = await refusalOf(collected(client.turn({ token: "t", message: "hi" })));
        expect([refusal.status, refusal.message]).to.deep.equal([503, "there is no process"]);
    });

    it("takes no body that is larger than any message", async () => {
        const refusal = await refusalOf(collected(client.turn({ token: "t", message: "x".repeat(100_000) })));
        expect(refusal.status).to.equal(413);
    });
});
