import type { RecordedOutcome } from "../shop/aws/tool-outcomes";
import type { Shopper } from "../shop/identity/shopper";
import { runTool } from "../shop/tools";
import { failedOutcome } from "../shop/tools/failed";
import { ToolErrorCode, ToolFailure } from "../shop/tools/outcome";
import type { ToolContext } from "../shop/tools/ports";
import { answerTo } from "./answer";
import { actionEvent, toolCallOf } from "./event";
import { shopperIn } from "./shopper";

/** What the function works with. */
export interface Room {
    contextFor(shopper: Shopper, conversationId: string): ToolContext;
    /** Leaves the outcome where the assistant finds its cards and evidence. */
    record(conversationId: string, outcome: RecordedOutcome): Promise<void>;
    log(line: CallLog): void;
    /** Milliseconds since 1970. */
    now(): number;
}

/** One call, as it is logged: nothing that anyone said, no name, no address. */
export interface CallLog {
    readonly tool: string;
    readonly ok: boolean;
    readonly code: string | null;
    readonly duration_ms: number;
    readonly conversation_id: string;
    /** Kind of the error behind it, where something broke. */
    readonly failure?: string;
}

/** Carries out one call of the agent. What the model did wrong is an answer; what isn't the service's call at all throws. */
export async function act(rawEvent: unknown, room: Room): Promise<object> {
    const event = actionEvent.parse(rawEvent);
    const { sessionAttributes, sessionId } = event;
    const { tool, rawInput } = toolCallOf(event);
    const conversationId = sessionAttributes.conversation_id ?? sessionId;
    const started = room.now();
    const shopper = shopperIn(sessionAttributes);
    const failures: unknown[] = [];
    const outcome =
        shopper === undefined
            ? failedOutcome(
                  new ToolFailure(ToolErrorCode.NotSignedIn, "Nobody is signed in.", "Ask the shopper to sign in."),
                  [],
              )
            : await runTool(tool, rawInput, room.contextFor(shopper, conversationId), {
                  onFailure: (error) => failures.push(error),
              });
    const duration_ms = room.now() - started;
    if (shopper !== undefined) {
        await room
            .record(conversationId, {
                ...outcome,
                name: tool,
                input: rawInput,
                duration_ms,
                turn_id: sessionAttributes.turn_id ?? null,
            })
            .catch((error: unknown) => failures.push(error));
    }
    const [failure] = failures;
    room.log({
        tool: /^[a-z_]{1,64}$/.test(tool) ? tool : "(other)",
        ok: outcome.ok,
        code: outcome.facts.error_code,
        duration_ms,
        conversation_id: conversationId,
        ...(failure !== undefined && { failure: failure instanceof Error ? failure.name : "unknown" }),
    });
    return answerTo(event, outcome);
}
