/** The part of OpenAI's chat completions that the emulator speaks (https://platform.openai.com/docs/api-reference/chat). */

export interface ChatToolCall {
    readonly id: string;
    readonly name: string;
    /** JSON, as the model wrote it. */
    readonly arguments: string;
}

export interface ChatMessage {
    readonly role: "system" | "developer" | "user" | "assistant" | "tool";
    /** Empty for a message that only calls tools. */
    readonly content: string;
    readonly tool_calls: readonly ChatToolCall[];
    /** Which call a message of role `tool` answers. */
    readonly tool_call_id: string | null;
}

/** What the assistant does next: it says something, or calls tools, never both. */
export interface PlannedMessage {
    readonly content: string;
    readonly tool_calls: readonly ChatToolCall[];
}
