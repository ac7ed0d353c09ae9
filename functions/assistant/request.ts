import * as z from "zod/mini";

/** What the function is asked, by its URL or by a plain invocation of the same form. */
export interface AssistantRequest {
    readonly token: string;
    readonly conversationId: string | null;
    readonly message: string;
}

/** The request is of a form that nobody sends by mistake. */
export class RequestError extends Error {
    readonly code = "invalid_request";

    constructor(message: string) {
        super(message);
        this.name = "RequestError";
    }
}

/** A message has 2,000 characters at most; four bytes each, as JSON, with room around it. */
const largestBody = 32_768;

const invocation = z.object({
    headers: z.record(z.string(), z.string()),
    body: z.optional(z.nullable(z.string())),
    isBase64Encoded: z.optional(z.boolean()),
});
const body = z.strictObject({
    conversation_id: z.optional(z.nullable(z.string())),
    message: z.string(),
});

/**
 * Reads the event of a function URL, payload version 2.0. The shopper's token is in `x-shopper-token`: the header
 * `authorization` is taken by the signature of whoever calls the URL.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 *
 * @throws a `RequestError`
 */
export function requestOf(event: unknown): AssistantRequest {
    const call = invocation.safeParse(event);
    if (!call.success) throw new RequestError("The request has no headers.");
    const { headers, isBase64Encoded } = call.data;
    const encoded = call.data.body ?? "";
    if (encoded.length > largestBody) throw new RequestError("The request is too large.");
    const text = isBase64Encoded === true ? Buffer.from(encoded, "base64").toString("utf8") : encoded;
    const parsed = body.safeParse(json(text));
    if (!parsed.success) throw new RequestError('The body must be JSON: {"message": "…", "conversation_id": "…"}.');
    const token = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-shopper-token")?.[1] ?? "";
    return { token, conversationId: parsed.data.conversation_id ?? null, message: parsed.data.message };
}

function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
