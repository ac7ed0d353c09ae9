import type { InvokeAgentCommandInput, ResponseStream } from "@aws-sdk/client-bedrock-agent-runtime";
import type { RecordedOutcome } from "../../aws";
import { type DoneOutcome, noEvidence, noFacts, type ToolOutcome } from "../../tools/outcome";
import { turnFacts } from "../prompts/context";
import { failureName, isPassing, isThrottling, type RetrySettings, TurnRetries } from "../retry";
import { type AgentRuntime, type RuntimeEvent, type RuntimeRequest, StopReason } from "../runtime";
import { sorry } from "../sorry";
import { cutShort, failure, type Stop, stopped } from "../stop";
import { TurnUsage } from "../usage";
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
    readonly #usage = new TurnUsage();
    #calls = 0;

    constructor(
        private readonly settings: AgentSettings,
        private readonly request: RuntimeRequest,
    ) {
        this.#startedAt = settings.now();
    }

    run(): AsyncGenerator<RuntimeEvent, void, undefined> {
        return this.#usage.told(this.#answered());
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
            return stopped(reason);
        } catch (error) {
            return this.#failed(error);
        }
    }

    /** Repeated only until the agent has begun: it may change a cart. */
    #invoked(): Promise<AsyncIterable<ResponseStream>> {
        const { settings, request } = this;
        const retries = new TurnRetries(settings, request);
        return retries.call(() => settings.client.invoke(this.#input(), request.signal));
    }

    async *#fact(fact: TraceFact): AsyncGenerator<RuntimeEvent, void, undefined> {
        switch (fact.type) {
            case "usage":
                this.#usage.called();
                this.#usage.add(fact);
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
            const { name, input, duration_ms, turn_id: _, ...rest } = outcome;
            yield result({ ...this.#ended(name, input), name, input }, rest, duration_ms);
        }
        if (fresh.length === 0) yield this.#unrecorded("", { output: json(text) });
    }

    #retrieved(passages: readonly string[]): RuntimeEvent {
        return this.#unrecorded("retrieve", {
            output: { passages: passages.length },
            evidence: { ...noEvidence, text: passages },
            facts: { ...noFacts, hits: passages.length },
        });
    }

    /** The result of a call that the tools' function left nothing of. */
    #unrecorded(name: string, told: Pick<DoneOutcome, "output"> & Partial<DoneOutcome>): RuntimeEvent {
        const call = this.#ended(name, undefined);
        const outcome: DoneOutcome = {
            ok: true,
            cards: [],
            seen: [],
            evidence: noEvidence,
            facts: noFacts,
            ...told,
        };
        return result(call, outcome, this.settings.now() - call.startedAt);
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
        if (this.request.signal.aborted) return cutShort(this.request, this.settings.now());
        if (isThrottling(error)) return failure("model_busy", sorry.busy, true);
        // Another turn of the same conversation is still going on.
        if (failureName(error) === "ConflictException") return failure("conversation_busy", sorry.busy, true);
        return failure("agent_failed", sorry.model, isPassing(error));
    }
}

function result({ id, name, input }: PendingCall, outcome: ToolOutcome, duration_ms: number): RuntimeEvent {
    return { type: "tool_result", call_id: id, name, input, outcome, duration_ms };
}

function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return { text };
    }
}
