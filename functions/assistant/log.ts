import { embeddedMetrics } from "../shared/embedded-metrics";
import type { TurnLog } from "../shop/assistant";

/** One line a turn: what happened, and its metrics. Nothing that anyone wrote stands in it. */
export function turnLogLine(line: TurnLog, environment: NodeJS.ProcessEnv, now: () => number = Date.now): string {
    return embeddedMetrics(
        {
            namespace: namespaceOf(environment),
            at: now(),
            dimension: { name: "Runtime", value: line.runtime },
            counts: {
                Turns: 1,
                TurnErrors: line.error_code === null ? 0 : 1,
                CorrectedSentences: line.corrected_sentences,
                EventsNotKept: line.not_kept.length,
                InputTokens: line.input_tokens,
                OutputTokens: line.output_tokens,
            },
            milliseconds: { TurnDuration: line.duration_ms },
        },
        line,
    );
}

/** One line for a turn that ended without one of its own, counted as a failed turn. Of the error it names the kind alone. */
export function failureLogLine(error: unknown, environment: NodeJS.ProcessEnv, now: () => number = Date.now): string {
    return embeddedMetrics(
        {
            namespace: namespaceOf(environment),
            at: now(),
            dimension: { name: "Runtime", value: environment.ASSISTANT_RUNTIME ?? "unknown" },
            counts: { TurnErrors: 1 },
        },
        { failure: error instanceof Error ? error.name : "unknown" },
    );
}

function namespaceOf(environment: NodeJS.ProcessEnv): string {
    return environment.METRIC_NAMESPACE ?? "Lakefront";
}
