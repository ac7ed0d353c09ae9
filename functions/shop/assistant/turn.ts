import { randomUUID } from "node:crypto";
import { Ownership } from "../aws";
import type { Shopper } from "../identity/shopper";
import type { ShopEvents } from "../lake";
import type { AssistantEvent } from "./events";
import { type ConversationStore, recentTurns, type StoredTurn, storedCalls } from "./history";
import { messageRefusal } from "./message";
import { TurnProse } from "./prose/turn-prose";
import { type TokenPrices, type TurnSummary, turnEvents } from "./record";
import { type AgentRuntime, type RuntimeEvent, StopReason } from "./runtime";

/** A message of a shopper. */
export interface TurnRequest {
    /** Null starts a conversation. */
    readonly conversationId: string | null;
    readonly message: string;
    /** Of a verified token. */
    readonly shopper: Shopper;
    /** Aborted when the shopper leaves. */
    readonly signal: AbortSignal;
}

/** What a turn works with. */
export interface TurnSurroundings {
    readonly runtime: AgentRuntime;
    readonly conversations: ConversationStore;
    readonly lake: ShopEvents;
    readonly shopName: string;
    /** ISO 4217. */
    readonly currency: string;
    readonly prices?: TokenPrices;
    /** One structured line a turn; nothing that anyone wrote. */
    readonly log: (line: TurnLog) => void;
    readonly now: () => number;
    /** Milliseconds that a turn may take. */
    readonly turnMs: number;
    /** Tokens of earlier turns that the model is given again. */
    readonly historyTokens: number;
}

/** A turn as it is logged. */
export interface TurnLog {
    readonly conversation_id: string;
    readonly turn_id: string;
    readonly runtime: string;
    readonly model_id: string;
    readonly stop_reason: string;
    readonly error_code: string | null;
    readonly duration_ms: number;
    readonly model_calls: number;
    readonly tool_calls: number;
    readonly failed_tool_calls: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly corrected_sentences: number;
    /** What couldn't be kept: `history`, `lake`. */
    readonly not_kept: readonly string[];
}

/** Time to keep a turn after its end, before another may begin without it. */
const keepingMs = 10_000;
const conversationForm = /^[A-Za-z0-9][A-Za-z0-9-]{7,63}$/;

/**
 * One turn of a conversation: checks who asks and what, lets the runtime answer, shows of its words what was checked, and
 * keeps the turn for the conversation and for the lake, also where the shopper left before its end.
 */
export async function* runTurn(request: TurnRequest, surroundings: TurnSurroundings): AsyncGenerator<AssistantEvent> {
    const refusal = messageRefusal(request.message);
    if (refusal !== null) return yield error(refusal.code, refusal.message);
    const conversationId = request.conversationId ?? randomUUID();
    if (!conversationForm.test(conversationId)) return yield unknownConversation;
    const turnId = randomUUID();
    const { conversations, now, turnMs } = surroundings;
    const lease = { turn_id: turnId, until: now() + turnMs + keepingMs };
    const ownership = await conversations.open(conversationId, request.shopper.id, lease);
    // Another shopper's conversation and one that isn't there look alike from outside.
    if (ownership === Ownership.Foreign) return yield unknownConversation;
    if (ownership === Ownership.Busy) return yield conversationBusy;
    try {
        const history = await conversations.history(conversationId);
        yield* kept(new Turn(request, conversationId, turnId, surroundings), history, surroundings.historyTokens);
    } finally {
        // What couldn't be let go is void by itself a little later.
        await conversations.close(conversationId, turnId).catch(() => undefined);
    }
}

async function* kept(turn: Turn, history: readonly StoredTurn[], tokens: number): AsyncGenerator<AssistantEvent> {
    try {
        yield* turn.run(recentTurns(history, tokens));
    } finally {
        await turn.keep();
    }
}

class Turn {
    readonly #startedAt: number;
    readonly #prose: TurnProse;
    readonly #calls: TurnSummary["calls"][number][] = [];
    readonly #begun = new Map<string, number>();
    #stopReason: string = StopReason.Aborted;
    #errorCode: string | null = null;
    #guardrailAction: string | null = null;
    /** What is kept of the message, for later turns and for the lake: without what a guardrail held back. */
    #remembered: string | null;
    #usage = { model_calls: 0, input_tokens: 0, output_tokens: 0 };
    #durationMs = 0;

    constructor(
        private readonly request: TurnRequest,
        private readonly conversationId: string,
        private readonly turnId: string,
        private readonly surroundings: TurnSurroundings,
    ) {
        const { shopper, message } = request;
        this.#startedAt = surroundings.now();
        this.#remembered = message;
        this.#prose = new TurnProse({
            shopper,
            message,
            shopName: surroundings.shopName,
            currency: surroundings.currency,
        });
    }

    async *run(history: Awaited<ReturnType<ConversationStore["history"]>>): AsyncGenerator<AssistantEvent> {
        const { runtime, turnMs } = this.surroundings;
        yield {
            type: "turn_started",
            conversation_id: this.conversationId,
            turn_id: this.turnId,
            runtime: runtime.name,
            model_id: runtime.modelId,
        };
        const timeIsUp = AbortSignal.timeout(turnMs);
        const tooLong = new AbortController();
        const events = runtime.run({
            conversationId: this.conversationId,
            turnId: this.turnId,
            message: this.request.message,
            shopper: this.request.shopper,
            history,
            signal: AbortSignal.any([this.request.signal, timeIsUp, tooLong.signal]),
            deadline: this.#startedAt + turnMs,
        });
        for await (const event of events) {
            if (event.type === "text" && tooLong.signal.aborted) continue;
            yield* this.#told(event);
            if (this.#prose.isFull) tooLong.abort();
        }
        if (tooLong.signal.aborted) this.#stopReason = StopReason.AnswerTooLong;
        yield* this.#prose.end({ isSilent: this.#errorCode !== null || this.#stopReason === StopReason.Aborted });
        this.#durationMs = this.surroundings.now() - this.#startedAt;
        yield { type: "usage", ...this.#usage };
        yield { type: "turn_ended", stop_reason: this.#stopReason, duration_ms: this.#durationMs };
    }

    *#told(event: RuntimeEvent): Generator<AssistantEvent> {
        switch (event.type) {
            case "text":
                yield* this.#prose.push(event.text);
                return;
            case "tool_call":
                yield* this.#prose.flush();
                this.#begun.set(event.call_id, this.surroundings.now());
                yield event;
                return;
            case "tool_result":
                yield* this.#result(event);
                return;
            case "guardrail":
                this.#guardrailAction = `${event.stage}_${event.action}`;
                yield event;
                return;
            case "message_replaced":
                this.#remembered = event.message;
                return;
            case "usage":
                this.#usage = {
                    model_calls: event.model_calls,
                    input_tokens: event.input_tokens,
                    output_tokens: event.output_tokens,
                };
                return;
            case "stop":
                yield* this.#prose.flush();
                this.#stopReason = event.reason;
                if (event.error === undefined) return;
                this.#errorCode = event.error.code;
                yield { type: "error", ...event.error };
        }
    }

    *#result(event: Extract<RuntimeEvent, { type: "tool_result" }>): Generator<AssistantEvent> {
        const { call_id, name, input, outcome, duration_ms } = event;
        yield* this.#prose.flush();
        this.#prose.evidence.add(outcome);
        this.#calls.push({
            callId: call_id,
            name,
            input,
            outcome,
            startedAt: this.#begun.get(call_id) ?? this.surroundings.now() - duration_ms,
            durationMs: duration_ms,
        });
        yield { type: "tool_result", call_id, name, ok: outcome.ok, duration_ms, output: outcome.output };
        for (const card of outcome.cards) yield { type: "card", card };
    }

    /** Never rejects: a turn that was told isn't undone by what couldn't be kept of it. */
    async keep(): Promise<void> {
        const summary = this.#summary();
        const [history, lake] = await Promise.allSettled([
            this.#remember(summary),
            this.surroundings.lake.publish(turnEvents(summary, this.surroundings.prices)),
        ]);
        this.surroundings.log({
            conversation_id: this.conversationId,
            turn_id: this.turnId,
            runtime: summary.runtime,
            model_id: summary.modelId,
            stop_reason: summary.stopReason,
            error_code: summary.errorCode,
            duration_ms: summary.durationMs,
            ...this.#usage,
            tool_calls: summary.calls.length,
            failed_tool_calls: summary.calls.filter(({ outcome }) => !outcome.ok).length,
            corrected_sentences: summary.correctedSentences,
            not_kept: [
                ...(history.status === "rejected" ? ["history"] : []),
                ...(lake.status === "rejected" ? ["lake"] : []),
            ],
        });
    }

    async #remember({ answer, calls }: TurnSummary): Promise<void> {
        if (this.#remembered === null) return;
        await this.surroundings.conversations.append(this.conversationId, {
            turn_id: this.turnId,
            at: new Date(this.#startedAt).toISOString(),
            message: this.#remembered,
            answer,
            calls: storedCalls(
                calls.map(({ name, input, outcome }) => ({ name, input, ok: outcome.ok, output: outcome.output })),
            ),
        });
    }

    #summary(): TurnSummary {
        const { runtime, now } = this.surroundings;
        return {
            conversationId: this.conversationId,
            turnId: this.turnId,
            shopperId: this.request.shopper.id,
            runtime: runtime.name,
            modelId: runtime.modelId,
            startedAt: this.#startedAt,
            durationMs: this.#durationMs || now() - this.#startedAt,
            message: this.#remembered,
            answer: this.#prose.shown,
            stopReason: this.#stopReason,
            errorCode: this.#errorCode,
            guardrailAction: this.#guardrailAction,
            modelCalls: this.#usage.model_calls,
            usage: this.#usage,
            correctedSentences: this.#prose.corrected,
            calls: this.#calls,
        };
    }
}

function error(code: string, message: string): AssistantEvent {
    return { type: "error", code, message, retryable: false };
}

const conversationBusy: AssistantEvent = {
    type: "error",
    code: "conversation_busy",
    message: "I'm still answering what you asked before. Please wait for that, then ask again.",
    retryable: true,
};
const unknownConversation = error("unknown_conversation", "There is no such conversation. Start a new one.");
