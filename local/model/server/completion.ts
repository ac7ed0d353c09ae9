import { randomUUID } from "node:crypto";
import type { ChatMessage, PlannedMessage } from "../chat";

/** Characters that count as one token: an estimate, since nothing here has a tokeniser. */
const CHARACTERS_PER_TOKEN = 4;
/** Words in one piece of a streamed answer. */
const WORDS_PER_CHUNK = 3;

export interface Usage {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly total_tokens: number;
}

export function usageOf(messages: readonly ChatMessage[], answer: PlannedMessage): Usage {
    const prompt_tokens = tokens(messages.map(textOf).join("\n"));
    const completion_tokens = tokens(textOf(answer));
    return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}

/** The answer as one document. */
export function completion(model: string, answer: PlannedMessage, usage: Usage): object {
    return {
        ...envelope("chat.completion", model),
        choices: [
            {
                index: 0,
                message: {
                    role: "assistant",
                    content: answer.content === "" ? null : answer.content,
                    ...(answer.tool_calls.length > 0 && { tool_calls: answer.tool_calls.map(wireCall) }),
                },
                finish_reason: finishReason(answer),
                logprobs: null,
            },
        ],
        usage,
    };
}

/** The answer as the chunks of a stream: first the role, then words or calls piece by piece, then why it ended. */
export function* completionChunks(model: string, answer: PlannedMessage, usage: Usage | null): Generator<object> {
    const base = envelope("chat.completion.chunk", model);
    const chunk = (delta: object, finish_reason: string | null = null) => ({
        ...base,
        choices: [{ index: 0, delta, finish_reason, logprobs: null }],
    });
    yield chunk({ role: "assistant", content: answer.content === "" ? null : "" });
    for (const content of pieces(answer.content)) yield chunk({ content });
    for (const [index, call] of answer.tool_calls.entries()) {
        const { function: called, ...head } = wireCall(call);
        yield chunk({ tool_calls: [{ index, ...head, function: { name: called.name, arguments: "" } }] });
        yield chunk({ tool_calls: [{ index, function: { arguments: called.arguments } }] });
    }
    yield chunk({}, finishReason(answer));
    if (usage !== null) yield { ...base, choices: [], usage };
}

function envelope(object: string, model: string) {
    return { id: `chatcmpl-${randomUUID()}`, object, created: Math.floor(Date.now() / 1000), model };
}

function wireCall({ id, name, arguments: json }: PlannedMessage["tool_calls"][number]) {
    return { id, type: "function" as const, function: { name, arguments: json } };
}

function finishReason({ tool_calls }: PlannedMessage): "tool_calls" | "stop" {
    return tool_calls.length > 0 ? "tool_calls" : "stop";
}

function pieces(text: string): string[] {
    const words = text.match(/\s*\S+\s*/g) ?? [];
    return Array.from({ length: Math.ceil(words.length / WORDS_PER_CHUNK) }, (_, index) =>
        words.slice(index * WORDS_PER_CHUNK, (index + 1) * WORDS_PER_CHUNK).join(""),
    );
}

function textOf({ content, tool_calls }: PlannedMessage): string {
    return [content, ...tool_calls.map((call) => call.name + call.arguments)].join("");
}

function tokens(text: string): number {
    return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
