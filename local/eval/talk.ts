import type { AssistantEvent, Card } from "../../functions/shop/assistant/events";
import { neutralSentences } from "../../functions/shop/assistant/prose/verdict";
import type { SeenTurn } from "./check/expectations";
import type { TurnResult } from "./result";

export interface HeardTurn
    extends Pick<TurnResult, "corrections" | "duration_ms" | "model_calls" | "input_tokens" | "output_tokens"> {
    readonly seen: SeenTurn;
    readonly conversationId: string | null;
}

/** Reads a turn's events to their end. */
export async function heard(events: AsyncIterable<AssistantEvent>): Promise<HeardTurn> {
    const startedAt = performance.now();
    const cards: Card[] = [];
    const tools: string[] = [];
    const corrections: TurnResult["corrections"][number][] = [];
    let text = "";
    let errorCode: string | null = null;
    let conversationId: string | null = null;
    let usage = { model_calls: 0, input_tokens: 0, output_tokens: 0 };
    for await (const event of events) {
        if (event.type === "turn_started") conversationId = event.conversation_id;
        else if (event.type === "text") text += event.text;
        else if (event.type === "tool_call") tools.push(event.name);
        else if (event.type === "card") cards.push(event.card);
        else if (event.type === "corrected") corrections.push(correction(event.reason, event.replacement));
        else if (event.type === "error") errorCode = event.code;
        else if (event.type === "usage") {
            const { model_calls, input_tokens, output_tokens } = event;
            usage = { model_calls, input_tokens, output_tokens };
        }
    }
    const duration_ms = Math.round(performance.now() - startedAt);
    return { seen: { text, cards, tools, errorCode }, corrections, conversationId, duration_ms, ...usage };
}

function correction(reason: string, replacement: string) {
    const isWithheld = replacement === "" || Object.values(neutralSentences).includes(replacement);
    return { reason, isWithheld };
}
