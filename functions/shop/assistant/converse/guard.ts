import type { ModelClient } from "./client";

/** A guardrail at a version that doesn't change any more. */
export interface GuardrailSettings {
    readonly id: string;
    /** Digits: `DRAFT` changes under a running assistant. */
    readonly version: string;
}

/** What the guardrail makes of a shopper's message. */
export type GuardedMessage =
    | { readonly kind: "passed" }
    /** Parts are masked: the model gets this text. */
    | { readonly kind: "masked"; readonly text: string }
    /** The shopper gets this text, and the model nothing. */
    | { readonly kind: "blocked"; readonly text: string };

/** Shows the shopper's message to the guardrail before a model sees it. */
export async function guardedMessage(
    client: ModelClient,
    { id, version }: GuardrailSettings,
    message: string,
    signal: AbortSignal,
): Promise<GuardedMessage> {
    const { action, outputs, assessments } = await client.applyGuardrail(
        {
            guardrailIdentifier: id,
            guardrailVersion: version,
            source: "INPUT",
            content: [{ text: { text: message } }],
        },
        signal,
    );
    if (action !== "GUARDRAIL_INTERVENED") return { kind: "passed" };
    const text = outputs?.map((output) => output.text ?? "").join("") ?? "";
    // One action stands for both; only the findings tell whether parts were masked or the whole was blocked.
    return { kind: isBlocked(assessments) || text === "" ? "blocked" : "masked", text };
}

function isBlocked(findings: unknown): boolean {
    if (typeof findings !== "object" || findings === null) return false;
    return Object.entries(findings).some(([key, value]) => (key === "action" ? value === "BLOCKED" : isBlocked(value)));
}
