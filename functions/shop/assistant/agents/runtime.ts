import type { InvokeAgentCommandInput, ResponseStream } from "@aws-sdk/client-bedrock-agent-runtime";
import type { RecordedOutcome } from "../../aws";
import { noEvidence } from "../../tools/outcome";
import { delayBefore, failureName, isPassing, isThrottling, type RetrySettings } from "../converse/retry";
import { sorry } from "../converse/sorry";
import { turnFacts } from "../prompts/context";
import { type AgentRuntime, type RuntimeEvent, type RuntimeRequest, StopReason } from "../runtime";
import { factsOf, type TraceFact } from "./trace";

/** What the runtime needs of Amazon Bedrock's agents. */
export interface AgentClient {
    invoke(input: InvokeAgentCommandInput, signal: AbortSignal): Promise<AsyncIterable<ResponseStream>>;
}

/** What the Bedrock Agents runtime works with. */
export interface AgentSettings {
    readonly client: AgentClient;
    readonly agentId: string;
    readonly aliasId: string;
    /** For the lake: the agent decides which model it calls. */
    readonly modelId: string;
    /** What the tools' function left for a conversation since an instant, in milliseconds since 1970. */
    readonly outcomesSince: (conversationId: string, sinceMs: number) => Promise<readonly RecordedOutcome[]>;
    readonly shopName: string;
    readonly retry: RetrySettings;
    readonly now: () => number;
}

/**
 * An agent of Amazon Bedrock (the classic service) answers. Its tools run in a function of their own, and what they tell the
 * model comes back through the trace, but neither cards nor what may be said: the function leaves those in the
 * conversations table, and they are fetched from there with each result. Where nothing was left, nothing is sayable.
 */
export function bedrockAgentsRuntime(settings: AgentSettings): AgentRuntime {
    return {
        name: "bedrockAgents",
        modelId: settings.modelId,
        run: (request) => new AgentTurn(settings, request).run(),
    };
}

interface PendingCall {
    readonly id: string;
    readonly name: string;
    readonly input: unknown;
    readonly startedAt: number;
}

class AgentTurn {
    readonly #pending: PendingCall[] = [];
    /** How many of the turn's outcomes were told already. */
    #told = 0;
    readonly #startedAt: number;
    #modelCalls = 0;
    #inputTokens = 0;
    #outputTokens = 0;
    #calls = 0;

    constructor(
        private readonly settings: AgentSettings,
        private readonly request: RuntimeRequest,
    ) {
        this.#startedAt = settings.now();
    }

    async *run(): AsyncGenerator<RuntimeEvent, void, undefined> {
        const stop = yield* this.#answered();
        yield {
            type: "usage",
            model_calls: this.#modelCalls,
            input_tokens: this.#inputTokens,
            output_tokens: this.#outputTokens,
        };
        yield stop;
    }

    async *#answered(): AsyncGenerator<RuntimeEvent, Stop, undefined> {
        try {
            let reason: StopReason = StopReason.EndTurn;
            const decoder = new TextDecoder();
            for await (const event of await this.#invoked()) {
                this.request.signal.throwIfAborted();
                if (event.returnControl !== undefined) return failure("agent_failed", sorry.model, false);
                const text = decoder.decode(event.chunk?.bytes ?? new Uint8Array(), { stream: true });
                if (text !== "") yield { type: "text", text };
                for (const fact of event.trace?.trace === undefined ? [] : factsOf(event.trace.trace)) {
                    if (fact.type === "failure") return failure("agent_failed", sorry.model, true);
                    if (fact.type === "guardrail") reason = StopReason.Guardrail;
                    yield* this.#fact(fact);
                }
            }
            return { type: "stop", reason };
        } catch (error) {
            return this.#failed(error);
        }
    }

    /** Repeated only until the agent has begun: it may change a cart. */
    async #invoked(): Promise<AsyncIterable<ResponseStream>> {
        const { client, retry, now } = this.settings;
        const { signal, deadline } = this.request;
        for (let attempt = 0; ; attempt += 1)
            try {
                return await client.invoke(this.#input(), signal);
            } catch (error) {
                const delay = delayBefore(attempt, retry);
                const isLast = attempt + 1 >= retry.attempts || now() + delay >= deadline;
                if (signal.aborted || isLast || !isPassing(error)) throw error;
                await retry.wait(delay, signal);
            }
    }

    async *#fact(fact: TraceFact): AsyncGenerator<RuntimeEvent, void, undefined> {
        switch (fact.type) {
            case "usage":
                this.#modelCalls += 1;
                this.#inputTokens += fact.input_tokens;
                this.#outputTokens += fact.output_tokens;
                return;
            case "guardrail":
                yield { type: "guardrail", stage: fact.stage, action: "intervened" };
                return;
            case "call":
                yield this.#begun(fact.name, fact.input);
                return;
            case "retrieval":
                yield this.#begun("retrieve", { text: fact.query });
                return;
            case "result":
                yield* this.#results(fact.text);
                return;
            case "retrieved":
                yield this.#retrieved(fact.passages);
        }
    }

    #begun(name: string, input: unknown): RuntimeEvent {
        this.#calls += 1;
        const id = `call_${this.#calls}`;
        this.#pending.push({ id, name, input, startedAt: this.settings.now() });
        return { type: "tool_call", call_id: id, name, input };
    }

    async *#results(text: string): AsyncGenerator<RuntimeEvent, void, undefined> {
        const outcomes = await this.settings.outcomesSince(this.request.conversationId, this.#startedAt);
        const fresh = outcomes.filter((outcome) => outcome.turn_id === this.request.turnId).slice(this.#told);
        this.#told += fresh.length;
        for (const outcome of fresh) {
            const call = this.#ended(outcome.name, outcome.input);
            const { name, input, duration_ms, turn_id: _, ...rest } = outcome;
            yield { type: "tool_result", call_id: call.id, name, input, outcome: rest, duration_ms };
        }
        if (fresh.length > 0) return;
        const call = this.#ended("", undefined);
        const outcome = {
            ok: true as const,
            output: json(text),
            cards: [],
            seen: [],
            evidence: noEvidence,
            facts: noFacts,
        };
        const duration_ms = this.settings.now() - call.startedAt;
        yield { type: "tool_result", call_id: call.id, name: call.name, input: call.input, outcome, duration_ms };
    }

    #retrieved(passages: readonly string[]): RuntimeEvent {
        const call = this.#ended("retrieve", undefined);
        return {
            type: "tool_result",
            call_id: call.id,
            name: call.name,
            input: call.input,
            outcome: {
                ok: true,
                output: { passages: passages.length },
                cards: [],
                seen: [],
                evidence: { ...noEvidence, text: passages },
                facts: { ...noFacts, hits: passages.length },
            },
            duration_ms: this.settings.now() - call.startedAt,
        };
    }

    /** The oldest call of that name that waits for its result; the oldest of all for a name that isn't known. */
    #ended(name: string, input: unknown): PendingCall {
        const at = this.#pending.findIndex((call) => call.name === name);
        const [call] = this.#pending.splice(Math.max(0, at), 1);
        return call ?? { id: "call_unannounced", name, input, startedAt: this.settings.now() };
    }

    #input(): InvokeAgentCommandInput {
        const { agentId, aliasId, shopName, now } = this.settings;
        const { conversationId, turnId, message, shopper } = this.request;
        return {
            agentId,
            agentAliasId: aliasId,
            sessionId: conversationId,
            inputText: message,
            enableTrace: true,
            streamingConfigurations: { streamFinalResponse: true },
            sessionState: {
                // For the tools' function alone: the model never sees these.
                sessionAttributes: {
                    shopper: JSON.stringify(shopper),
                    conversation_id: conversationId,
                    turn_id: turnId,
                },
                // For the model.
                promptSessionAttributes: turnFacts({ shopName, shopper, now: now() }),
            },
        };
    }

    #failed(error: unknown): Stop {
        if (this.request.signal.aborted)
            return this.settings.now() >= this.request.deadline
                ? { ...failure("time_limit", sorry.slow, true), reason: StopReason.TimeLimit }
                : { type: "stop", reason: StopReason.Aborted };
        if (isThrottling(error)) return failure("model_busy", sorry.busy, true);
        // Another turn of the same conversation is still going on.
        if (failureName(error) === "ConflictException") return failure("conversation_busy", sorry.busy, true);
        return failure("agent_failed", sorry.model, isPassing(error));
    }
}

const noFacts = { query_text: null, category: null, hits: null, product_ids: [], contact_id: null, error_code: null };

type Stop = Extract<RuntimeEvent, { type: "stop" }>;

function failure(code: string, message: string, retryable: boolean): Stop {
    return { type: "stop", reason: StopReason.Error, error: { code, message, retryable } };
}

function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return { text };
    }
}
