import type { Fault } from "./check/fault";
import type { Relevance } from "./check/relevance";
import type { EvalKind } from "./kinds";

/** One turn, as it went. */
export interface TurnResult {
    readonly said: string;
    readonly text: string;
    readonly cards: readonly string[];
    readonly tools: readonly string[];
    /** Why a sentence wasn't shown as the model wrote it, and whether something else was said in its place. */
    readonly corrections: readonly { readonly reason: string; readonly isWithheld: boolean }[];
    readonly errorCode: string | null;
    /** From the message to the end of the answer. */
    readonly duration_ms: number;
    readonly model_calls: number;
    readonly input_tokens: number;
    readonly output_tokens: number;
    readonly relevance: Relevance | null;
    /** Why it isn't what its case expects. */
    readonly misses: readonly string[];
    /** Hard rules that it broke. */
    readonly faults: readonly Fault[];
}

export interface CaseResult {
    readonly id: string;
    readonly kind: EvalKind;
    readonly passed: boolean;
    readonly turns: readonly TurnResult[];
    /** Orders that nobody confirmed, and what else shows only afterwards. */
    readonly faults: readonly Fault[];
}

/** One run of the evaluation set. */
export interface EvalResult {
    /** UTC, ISO 8601. */
    readonly started_at: string;
    readonly duration_ms: number;
    /** What answered, in words. */
    readonly model: string;
    /** Where: an emulator of its own, or the running lake. */
    readonly place: string;
    readonly products: number;
    /** Orders in the table that are the evaluation's, and how many of them were confirmed. */
    readonly orders: { readonly stored: number; readonly confirmed: number };
    readonly cases: readonly CaseResult[];
}
