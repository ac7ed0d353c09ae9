import type { Card } from "../assistant/events";

/** What a result makes sayable: prose may name no product, price or stock beside these. */
export interface Evidence {
    readonly names: readonly string[];
    /** Every amount that may be said, in minor units. */
    readonly prices_minor: readonly number[];
    readonly stock: readonly number[];
    /** Products, quotes and orders. */
    readonly ids: readonly string[];
    /** Passages that may be quoted from. */
    readonly text: readonly string[];
}

export const noEvidence: Evidence = { names: [], prices_minor: [], stock: [], ids: [], text: [] };

/** What the lake is told of a call: the columns of `assistant_tool_calls` that only the tool knows. */
export interface CallFacts {
    /** Words of a search or a question: personal data. */
    readonly query_text: string | null;
    readonly category: string | null;
    /** How many results a search showed; null for tools that don't search. */
    readonly hits: number | null;
    readonly product_ids: readonly string[];
    readonly contact_id: string | null;
    readonly error_code: string | null;
}

export const noFacts: CallFacts = {
    query_text: null,
    category: null,
    hits: null,
    product_ids: [],
    contact_id: null,
    error_code: null,
};

/** What the model is told in place of a result. */
export interface ToolErrorOutput {
    readonly error: {
        readonly code: string;
        readonly message: string;
        /** What to do instead. */
        readonly hint?: string;
        /** Whether the same call may work a moment later. */
        readonly retryable?: boolean;
    };
}

interface Outcome {
    /** What the shopper is shown. */
    readonly cards: readonly Card[];
    /** Ids that the conversation may refer to from now on. */
    readonly seen: readonly string[];
    readonly evidence: Evidence;
    readonly facts: CallFacts;
}

/** A call that returned a result. */
export interface DoneOutcome extends Outcome {
    readonly ok: true;
    /** What the model is told. */
    readonly output: unknown;
}

/** A call that didn't. */
export interface FailedOutcome extends Outcome {
    readonly ok: false;
    readonly output: ToolErrorOutput;
}

/** One call of a tool, done. */
export type ToolOutcome = DoneOutcome | FailedOutcome;

/** Codes of errors that the tools themselves tell; refusals of the shop have codes of their own. */
export const ToolErrorCode = {
    UnknownTool: "unknown_tool",
    InvalidInput: "invalid_input",
    UnknownId: "unknown_id",
    NotSignedIn: "not_signed_in",
    TimedOut: "timed_out",
    TooLarge: "too_large",
    Unavailable: "unavailable",
} as const;
export type ToolErrorCode = (typeof ToolErrorCode)[keyof typeof ToolErrorCode];

/** Thrown inside tools; the model is told of it. */
export class ToolFailure extends Error {
    constructor(
        readonly code: ToolErrorCode,
        message: string,
        readonly hint?: string,
        readonly retryable = false,
    ) {
        super(message);
        this.name = "ToolFailure";
    }
}
