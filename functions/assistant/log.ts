import type { TurnLog } from "../shop/assistant";

/**
 * One line a turn: what happened, and its metrics in CloudWatch's embedded format. Nothing that anyone wrote stands in it.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function turnLogLine(line: TurnLog, environment: NodeJS.ProcessEnv, now: () => number = Date.now): string {
    return JSON.stringify({
        _aws: {
            Timestamp: now(),
            CloudWatchMetrics: [
                {
                    Namespace: namespaceOf(environment),
                    Dimensions: [["Runtime"]],
                    Metrics: [
                        { Name: "Turns", Unit: "Count" },
                        { Name: "TurnErrors", Unit: "Count" },
                        { Name: "TurnDuration", Unit: "Milliseconds" },
                        { Name: "CorrectedSentences", Unit: "Count" },
                        { Name: "EventsNotKept", Unit: "Count" },
                        { Name: "InputTokens", Unit: "Count" },
                        { Name: "OutputTokens", Unit: "Count" },
                    ],
                },
            ],
        },
        Runtime: line.runtime,
        Turns: 1,
        TurnErrors: line.error_code === null ? 0 : 1,
        TurnDuration: line.duration_ms,
        CorrectedSentences: line.corrected_sentences,
        EventsNotKept: line.not_kept.length,
        InputTokens: line.input_tokens,
        OutputTokens: line.output_tokens,
        ...line,
    });
}

/**
 * One line for a turn that ended without one of its own, counted as a failed turn. Of the error it names the kind alone.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function failureLogLine(error: unknown, environment: NodeJS.ProcessEnv, now: () => number = Date.now): string {
    return JSON.stringify({
        _aws: {
            Timestamp: now(),
            CloudWatchMetrics: [
                {
                    Namespace: namespaceOf(environment),
                    Dimensions: [["Runtime"]],
                    Metrics: [{ Name: "TurnErrors", Unit: "Count" }],
                },
            ],
        },
        Runtime: environment.ASSISTANT_RUNTIME ?? "unknown",
        TurnErrors: 1,
        failure: error instanceof Error ? error.name : "unknown",
    });
}

function namespaceOf(environment: NodeJS.ProcessEnv): string {
    return environment.METRIC_NAMESPACE ?? "Lakefront";
}
