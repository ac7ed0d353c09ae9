import type { ConverseStreamOutput } from "@aws-sdk/client-bedrock-runtime";
import type { TokenUsage } from "../events";

/** A tool that the model wants called. */
export interface RequestedCall {
    readonly id: string;
    readonly name: string;
    /** Undefined where what the model wrote is no JSON. */
    readonly input: unknown;
}

/** What one call of the model came to. */
export interface ModelAnswer {
    readonly text: string;
    readonly calls: readonly RequestedCall[];
    readonly stopReason: string;
    readonly usage: TokenUsage;
}

/** The stream ended before the model had: what came may be half of anything. */
export class StreamCutOff extends Error {
    constructor() {
        super("The model's stream ended before its answer did.");
        this.name = "StreamCutOff";
    }
}

/** Reads the stream of one call: yields text as it comes, returns the whole. */
export async function* readAnswer(
    stream: AsyncIterable<ConverseStreamOutput>,
): AsyncGenerator<string, ModelAnswer, undefined> {
    const pieces: string[] = [];
    const calls = new Map<number, { id: string; name: string; input: string }>();
    let stopReason: string | undefined;
    let usage: TokenUsage = { input_tokens: 0, output_tokens: 0 };
    for await (const event of stream) {
        const { contentBlockStart, contentBlockDelta, messageStop, metadata } = event;
        const use = contentBlockStart?.start?.toolUse;
        if (use !== undefined)
            calls.set(contentBlockStart?.contentBlockIndex ?? calls.size, {
                id: use.toolUseId ?? `call_${calls.size}`,
                name: use.name ?? "",
                input: "",
            });
        const text = contentBlockDelta?.delta?.text;
        if (text !== undefined && text !== "") {
            pieces.push(text);
            yield text;
        }
        const call = calls.get(contentBlockDelta?.contentBlockIndex ?? -1);
        if (call !== undefined) call.input += contentBlockDelta?.delta?.toolUse?.input ?? "";
        stopReason = messageStop?.stopReason ?? stopReason;
        if (metadata?.usage !== undefined)
            usage = {
                input_tokens: metadata.usage.inputTokens ?? 0,
                output_tokens: metadata.usage.outputTokens ?? 0,
            };
    }
    if (stopReason === undefined) throw new StreamCutOff();
    return {
        text: pieces.join(""),
        calls: [...calls.values()].map(({ id, name, input }) => ({ id, name, input: parsed(input) })),
        stopReason,
        usage,
    };
}

function parsed(input: string): unknown {
    if (input.trim() === "") return {};
    try {
        return JSON.parse(input);
    } catch {
        return undefined;
    }
}
