import * as z from "zod";
import type { ChatMessage } from "../chat";

/** A request that OpenAI's API would refuse too; the message says what is wrong. */
export class BadRequest extends Error {
    constructor(
        message: string,
        /** Which field; null for the body as a whole. */
        readonly param: string | null,
    ) {
        super(message);
        this.name = "BadRequest";
    }
}

/** What of a request the planner looks at. Sampling settings are accepted and change nothing. */
export interface CompletionRequest {
    readonly model: string;
    readonly messages: readonly ChatMessage[];
    readonly tools: ReadonlySet<string>;
    readonly stream: boolean;
    /** Whether the stream ends with a chunk of token counts. */
    readonly includeUsage: boolean;
}

const content = z
    .union([z.string(), z.null(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
    .optional();

const message = z.object({
    role: z.enum(["system", "developer", "user", "assistant", "tool"]),
    content,
    tool_calls: z
        .array(z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }))
        .nullish(),
    tool_call_id: z.string().nullish(),
});

const body = z.object({
    model: z.string().min(1),
    messages: z.array(message).min(1),
    tools: z
        .array(z.object({ type: z.literal("function"), function: z.object({ name: z.string().min(1) }) }))
        .nullish(),
    tool_choice: z.union([z.string(), z.object({})]).nullish(),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});

/** @throws BadRequest */
export function parseRequest(json: string): CompletionRequest {
    const parsed = body.safeParse(parseJson(json));
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        const param = issue?.path.join(".") ?? "";
        throw new BadRequest(`${param === "" ? "body" : param}: ${issue?.message ?? "is wrong"}`, param || null);
    }
    const { model, messages, tools, tool_choice, stream, stream_options } = parsed.data;
    return {
        model,
        messages: messages.map(chatMessage),
        tools: new Set(tool_choice === "none" ? [] : tools?.map((tool) => tool.function.name)),
        stream: stream ?? false,
        includeUsage: stream_options?.include_usage ?? false,
    };
}

function parseJson(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        throw new BadRequest("The body is not JSON.", null);
    }
}

function chatMessage({ role, content: text, tool_calls, tool_call_id }: z.infer<typeof message>): ChatMessage {
    return {
        role,
        content: typeof text === "string" ? text : (text ?? []).map((part) => part.text ?? "").join("\n"),
        tool_calls: (tool_calls ?? []).map(({ id, function: called }) => ({ id, ...called })),
        tool_call_id: tool_call_id ?? null,
    };
}
