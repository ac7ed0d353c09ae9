import type { Assistant, AssistantEvent } from "../shop/assistant";
import { ClaimsError } from "../shop/identity/claims";
import { TokenError } from "../shop/identity/token";
import { RequestError, requestOf } from "./request";

/** How a request is answered: a status, and events that may still be coming. */
export interface AssistantResponse {
    readonly status: number;
    readonly events: AsyncIterable<AssistantEvent>;
}

/**
 * Answers one request. Who asks is checked before anything else happens, and gives a status of its own; what goes wrong
 * later is an event, since the answer has begun by then.
 *
 * @param onFailure is told of what broke, for the log.
 */
export async function respond(
    event: unknown,
    assistant: Pick<Assistant, "shopperOf" | "turn">,
    signal: AbortSignal,
    onFailure: (error: unknown) => void,
): Promise<AssistantResponse> {
    try {
        const { token, conversationId, message } = requestOf(event);
        const shopper = await assistant.shopperOf(token);
        return { status: 200, events: whole(assistant.turn({ conversationId, message, shopper, signal }), onFailure) };
    } catch (error) {
        return refused(error, onFailure);
    }
}

function refused(error: unknown, onFailure: (error: unknown) => void): AssistantResponse {
    if (error instanceof RequestError) return { status: 400, events: single(error.code, error.message, false) };
    if (error instanceof ClaimsError) return { status: 401, events: single(error.code, error.message, false) };
    if (error instanceof TokenError) {
        const isOurs = error.code === "token_keys_unavailable";
        return { status: isOurs ? 503 : 401, events: single(error.code, "Please sign in again.", isOurs) };
    }
    onFailure(error);
    return { status: 500, events: single("internal", "Something went wrong. Please try again.", true) };
}

async function* single(code: string, message: string, retryable: boolean): AsyncGenerator<AssistantEvent> {
    yield { type: "error", code, message, retryable };
}

async function* whole(
    events: AsyncIterable<AssistantEvent>,
    onFailure: (error: unknown) => void,
): AsyncGenerator<AssistantEvent> {
    try {
        yield* events;
    } catch (error) {
        onFailure(error);
        yield* single("internal", "Something went wrong. Please try again.", true);
    }
}
