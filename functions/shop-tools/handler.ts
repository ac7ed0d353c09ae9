import { embeddedMetrics } from "../shared/embedded-metrics";
import { required } from "../shared/environment";
import { dynamodb } from "../shop/aws/clients";
import { toolContextsFrom } from "../shop/aws/environment";
import { recordOutcome } from "../shop/aws/tool-outcomes";
import { act, type CallLog, type Room } from "./act";

let room: Room | undefined;

/**
 * Runs the assistant's tools for an agent of the classic service.
 *
 * Settings, by environment variable: those of `toolContextsFrom`, and `METRIC_NAMESPACE` (`Lakefront` unless given).
 */
export async function handler(event: unknown): Promise<object> {
    room ??= roomFrom(process.env);
    return act(event, room);
}

function roomFrom(environment: NodeJS.ProcessEnv): Room {
    const conversationsTable = required(environment, "CONVERSATIONS_TABLE");
    const namespace = environment.METRIC_NAMESPACE ?? "Lakefront";
    return {
        contextFor: toolContextsFrom(environment),
        record: (conversationId, outcome) =>
            recordOutcome(dynamodb(), conversationsTable, conversationId, outcome, Date.now()),
        // Not console.log: Lambda would wrap the line in its own JSON, and CloudWatch would find no metrics in it.
        log: (line) => process.stdout.write(`${metricsLine(namespace, line)}\n`),
        now: Date.now,
    };
}

function metricsLine(namespace: string, line: CallLog): string {
    return embeddedMetrics(
        {
            namespace,
            at: Date.now(),
            dimension: { name: "Tool", value: line.tool },
            counts: { ToolCalls: 1, ToolErrors: line.ok ? 0 : 1 },
            milliseconds: { ToolDuration: line.duration_ms },
        },
        line,
    );
}
