import type { ContentBlock } from "@aws-sdk/client-bedrock-runtime";
import type { ModelClient } from "./client";

/** A guardrail at a version that doesn't change any more. */
export interface GuardrailSettings {
    readonly id: string;
    /** Digits: `DRAFT` changes under a running assistant. */
    readonly version: string;
    /** False where the service loses marked text on the way to the model, as the local emulator does. Default: true. */
    readonly marksMessage?: boolean;
}

/**
 * The newest message as the model is given it, marked for the guardrail. Where nothing is marked, each call has the whole
 * conversation judged anew, results of tools among it, and takes what those say for attacks on the prompt:
 * https://github.com/strands-agents/harness-sdk/issues/1671. Earlier messages were judged when they were the newest.
 */
export function messageContent(message: string, guardrail: GuardrailSettings | undefined): ContentBlock {
    const isMarked = guardrail !== undefined && guardrail.marksMessage !== false;
    return isMarked ? { guardContent: { text: { text: message } } } : { text: message };
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
