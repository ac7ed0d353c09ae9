import { type ShopEvent, timestampAt } from "../lake";
import type { ToolOutcome } from "../tools";
import type { TokenUsage } from "./events";

/** What one turn came to. */
export interface TurnSummary {
    readonly conversationId: string;
    readonly turnId: string;
    readonly shopperId: string;
    readonly runtime: string;
    readonly modelId: string;
    /** Milliseconds since 1970. */
    readonly startedAt: number;
    readonly durationMs: number;
    /** As the guardrail left it; null where it was blocked. */
    readonly message: string | null;
    readonly answer: string;
    readonly stopReason: string;
    readonly errorCode: string | null;
    readonly guardrailAction: string | null;
    readonly modelCalls: number;
    readonly usage: TokenUsage;
    readonly correctedSentences: number;
    readonly calls: readonly CallSummary[];
}

/** What one call of a tool came to. */
export interface CallSummary {
    readonly callId: string;
    readonly name: string;
    readonly input: unknown;
    readonly outcome: ToolOutcome;
    readonly startedAt: number;
    readonly durationMs: number;
}

/** What a model's tokens cost, in millionths of a US dollar per 1,000. */
export interface TokenPrices {
    readonly input_per_1k: number;
    readonly output_per_1k: number;
}

/** The rows of the lake that a turn makes: one of its own, and one for each call. */
export function turnEvents(turn: TurnSummary, prices: TokenPrices | undefined): readonly ShopEvent[] {
    return [
        {
            table: "assistant_turns",
            row: {
                event_id: turn.turnId,
                conversation_id: turn.conversationId,
                turn_id: turn.turnId,
                turn_ts: timestampAt(turn.startedAt),
                shopper_id: turn.shopperId,
                runtime: turn.runtime,
                model_id: turn.modelId,
                message_text: turn.message,
                answer_text: turn.answer,
                stop_reason: turn.stopReason,
                error_code: turn.errorCode,
                guardrail_action: turn.guardrailAction,
                duration_ms: turn.durationMs,
                model_calls: turn.modelCalls,
                tool_calls: turn.calls.length,
                input_tokens: turn.usage.input_tokens,
                output_tokens: turn.usage.output_tokens,
                cost_usd_micros: cost(turn.usage, prices),
                corrected_sentences: turn.correctedSentences,
            },
        },
        ...turn.calls.map(
            ({ name, outcome: { ok, facts }, startedAt, durationMs }, index): ShopEvent => ({
                table: "assistant_tool_calls",
                row: {
                    // Ids of calls are the model's: within one turn alone, and not even there, are they sure to be unique.
                    event_id: `${turn.turnId}-${index}`,
                    conversation_id: turn.conversationId,
                    turn_id: turn.turnId,
                    call_ts: timestampAt(startedAt),
                    tool_name: name,
                    ok,
                    duration_ms: durationMs,
                    ...facts,
                    product_ids: [...facts.product_ids],
                },
            }),
        ),
    ];
}

function cost({ input_tokens, output_tokens }: TokenUsage, prices: TokenPrices | undefined): number | null {
    if (prices === undefined) return null;
    return Math.round((input_tokens * prices.input_per_1k + output_tokens * prices.output_per_1k) / 1_000);
}
