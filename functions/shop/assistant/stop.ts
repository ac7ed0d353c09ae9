import { type RuntimeEvent, type RuntimeRequest, StopReason } from "./runtime";
import { sorry } from "./sorry";

/** The last event of a runtime's turn. */
export type Stop = Extract<RuntimeEvent, { type: "stop" }>;

export function stopped(reason: StopReason): Stop {
    return { type: "stop", reason };
}

export function failure(
    code: string,
    message: string,
    retryable: boolean,
    reason: StopReason = StopReason.Error,
): Stop {
    return { type: "stop", reason, error: { code, message, retryable } };
}

/** How a turn ends whose signal was aborted: its time was over, or the shopper left. */
export function cutShort({ deadline }: Pick<RuntimeRequest, "deadline">, now: number): Stop {
    return now >= deadline
        ? failure("time_limit", sorry.slow, true, StopReason.TimeLimit)
        : stopped(StopReason.Aborted);
}
