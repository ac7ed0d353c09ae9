import type { ContentBlock, Message, ToolResultBlock } from "@aws-sdk/client-bedrock-runtime";
import type { ToolOutcome } from "../../tools";
import type { StoredTurn } from "../history";
import type { RequestedCall } from "./model-call";

/** Earlier turns as the Converse API wants them: user and assistant in turns, each call followed by its result. */
export function historyMessages(turns: readonly StoredTurn[]): Message[] {
    return turns.flatMap((turn, index): Message[] => {
        const ids = turn.calls.map((_, call) => `earlier_${index}_${call}`);
        const uses: ContentBlock[] = turn.calls.map(({ name, input }, call) => ({
            toolUse: { toolUseId: ids[call] ?? "", name: toolName(name), input: objectOf(input) },
        }));
        const results: ContentBlock[] = turn.calls.map(({ ok, output }, call) => ({
            toolResult: { toolUseId: ids[call] ?? "", content: [{ text: output }], status: ok ? "success" : "error" },
        }));
        return [
            { role: "user", content: [{ text: turn.message }] },
            ...(uses.length === 0
                ? []
                : [
                      { role: "assistant" as const, content: uses },
                      { role: "user" as const, content: results },
                  ]),
            // The API refuses empty text.
            { role: "assistant", content: [{ text: turn.answer.trim() === "" ? "…" : turn.answer }] },
        ];
    });
}

/** What the model said and asked for, given back to it. */
export function assistantMessage(text: string, calls: readonly RequestedCall[]): Message {
    return {
        role: "assistant",
        content: [
            ...(text.trim() === "" ? [] : [{ text }]),
            ...calls.map(({ id, name, input }) => ({
                toolUse: { toolUseId: id, name: toolName(name), input: objectOf(input) },
            })),
        ],
    };
}

/** Results go back as JSON: data, apart from anything that is said to the model. */
export function resultBlock(call: RequestedCall, outcome: Pick<ToolOutcome, "ok" | "output">): ContentBlock {
    const toolResult: ToolResultBlock = {
        toolUseId: call.id,
        content: [{ json: objectOf(outcome.output) }],
        status: outcome.ok ? "success" : "error",
    };
    return { toolResult };
}

/** The API takes JSON objects only; a model may have written anything. */
function objectOf(value: unknown): JsonDocument {
    return jsonDocument(typeof value === "object" && value !== null && !Array.isArray(value) ? value : {});
}

/** What the client calls JSON. */
type JsonDocument = Exclude<NonNullable<ToolResultBlock["content"]>[number]["json"], undefined>;

/** A copy that holds nothing but JSON. */
export function jsonDocument(value: object): JsonDocument {
    return JSON.parse(JSON.stringify(value));
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html: 1 to 64 of these. */
function toolName(name: string): string {
    return name.replace(/[^\w-]/g, "_").slice(0, 64) || "unknown";
}
