import type { Shopper } from "../identity/shopper";
import type { ToolOutcome } from "../tools";
import type { TokenUsage } from "./events";
import type { StoredTurn } from "./history";

/** One message of a shopper, as a runtime answers it. */
export interface RuntimeRequest {
    readonly conversationId: string;
    readonly turnId: string;
    readonly message: string;
    readonly shopper: Shopper;
    /** Turns before this one, oldest first, already shortened. */
    readonly history: readonly StoredTurn[];
    /** Aborted when the shopper left, or when the turn's time is over. */
    readonly signal: AbortSignal;
    /** Milliseconds since 1970 at which the turn's time is over. */
    readonly deadline: number;
}

/** Why a turn ended. */
export const StopReason = {
    EndTurn: "end_turn",
    /** The model's answer reached its bound. */
    MaxTokens: "max_tokens",
    StepLimit: "step_limit",
    TokenLimit: "token_limit",
    TimeLimit: "time_limit",
    /** The same call for the third time. */
    RepeatedCall: "repeated_call",
    Guardrail: "guardrail",
    ContentFiltered: "content_filtered",
    /** The answer grew longer than any shopper reads. */
    AnswerTooLong: "answer_too_long",
    /** The shopper left. */
    Aborted: "aborted",
    Error: "error",
} as const;
export type StopReason = (typeof StopReason)[keyof typeof StopReason];

/** What went wrong, in words for the shopper. */
export interface RuntimeError {
    readonly code: string;
    readonly message: string;
    readonly retryable: boolean;
}

/** What happens while a runtime works on a turn. Its text is the model's: nobody has checked it yet. */
export type RuntimeEvent =
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "tool_call"; readonly call_id: string; readonly name: string; readonly input: unknown }
    | {
          readonly type: "tool_result";
          readonly call_id: string;
          readonly name: string;
          readonly input: unknown;
          readonly outcome: ToolOutcome;
          readonly duration_ms: number;
      }
    | { readonly type: "guardrail"; readonly stage: "input" | "output"; readonly action: string }
    /** What the model was given in place of the shopper's message, now and in later turns; null: nothing, and never. */
    | { readonly type: "message_replaced"; readonly message: string | null }
    | ({ readonly type: "usage"; readonly model_calls: number } & TokenUsage)
    | { readonly type: "stop"; readonly reason: StopReason; readonly error?: RuntimeError };

/** What answers a shopper: a model and its tools. The last event is `stop`; it never rejects but for an abort. */
export interface AgentRuntime {
    readonly name: string;
    readonly modelId: string;
    run(request: RuntimeRequest): AsyncIterable<RuntimeEvent>;
}
