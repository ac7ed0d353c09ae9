import { setTimeout as sleep } from "node:timers/promises";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { lambda } from "../clients";
import { calling, DeliveryCallError, errorCode, messageOf } from "./failures";
import { MAX_PAYLOAD_BYTES, payloadBytes, type SourceRecord } from "./records";
import type { RoleConnections } from "./roles";
import type { DeliveryStreamSpec, TransformSpec } from "./spec";
import { type Outcome, outcomesOf, recordIdOf, transformEvent } from "./transform-event";

/** The outcome of each record of one group, in order, and how many invocations it took. */
export interface GroupResult {
    readonly outcomes: readonly Outcome[];
    readonly attempts: number;
    readonly endedMs: number;
}

/** Firehose waits this long for a function: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html */
const TIMEOUT_MS = 5 * 60 * 1000;
const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 3000;

/** Sends groups of records through a transformation function. */
export class Transformer {
    constructor(
        private readonly roles: RoleConnections,
        private readonly stream: DeliveryStreamSpec,
        private readonly spec: TransformSpec,
    ) {}

    /** Never throws for what the function does: a group whose invocations all fail comes back as failed. */
    async transform(group: readonly SourceRecord[], invocationId: string): Promise<GroupResult> {
        const [first] = group;
        if (group.length === 1 && first && payloadBytes(first) > MAX_PAYLOAD_BYTES) {
            return failedGroup(
                group,
                0,
                "Lambda.RequestTooLarge",
                "The record is too large for one invocation (6 MB).",
            );
        }
        const payload = JSON.stringify(transformEvent(this.stream, invocationId, group));
        const ids = group.map(recordIdOf);
        for (let attempt = 1; ; attempt++) {
            try {
                return {
                    outcomes: outcomesOf(await this.invoke(payload), ids),
                    attempts: attempt,
                    endedMs: Date.now(),
                };
            } catch (error) {
                if (attempt > this.spec.retries) {
                    return failedGroup(group, attempt, lambdaCode(error), messageOf(error));
                }
            }
            await sleep(Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), MAX_PAUSE_MS));
        }
    }

    private async invoke(payload: string): Promise<unknown> {
        const { functionArn, roleArn } = this.spec;
        const client = lambda(await this.roles.connection(roleArn));
        const answer = await calling({ action: "lambda:InvokeFunction", resource: functionArn, roleArn }, () =>
            client.send(new InvokeCommand({ FunctionName: functionArn, Payload: payload }), {
                abortSignal: AbortSignal.timeout(TIMEOUT_MS),
            }),
        );
        const size = answer.Payload?.length ?? 0;
        if (answer.FunctionError) throw functionError(answer.FunctionError, answer.Payload);
        if (size > MAX_PAYLOAD_BYTES) {
            throw new DeliveryCallError(
                `the function ${functionArn} answered with ${size} bytes, more than the 6 MB that Lambda lets through: ` +
                    "make the processor's BufferSizeInMBs smaller",
                "Lambda.ResponseTooLarge",
                undefined,
            );
        }
        try {
            return JSON.parse(answer.Payload?.transformToString() ?? "");
        } catch (error) {
            throw new DeliveryCallError("the function's answer is not JSON", "Lambda.JsonProcessingException", error);
        }
    }
}

/** The kind of error only: its message is the function's own and may quote a record. */
function functionError(kind: string, payload: { transformToString(): string } | undefined): DeliveryCallError {
    const match = /"errorType"\s*:\s*"([^"]{1,100})"/.exec(payload?.transformToString() ?? "");
    const type = match?.[1] ? `${kind}, ${match[1]}` : kind;
    return new DeliveryCallError(
        `the function returned an error (${type}): see its log`,
        "Lambda.FunctionError",
        undefined,
    );
}

function lambdaCode(error: unknown): string {
    const code = errorCode(error);
    if (code.startsWith("Lambda.")) return code;
    if (code.startsWith("AccessDenied")) return "Lambda.InvokeAccessDenied";
    if (code === "TooManyRequestsException") return "Lambda.InvokeLimitExceeded";
    if (code === "ResourceNotFoundException") return "Lambda.ResourceNotFound";
    if (code === "TimeoutError" || code === "AbortError") return "Lambda.FunctionTimedOut";
    return `Lambda.${code}`;
}

function failedGroup(group: readonly SourceRecord[], attempts: number, code: string, message: string): GroupResult {
    const outcome: Outcome = { result: "ProcessingFailed", code, message };
    return { outcomes: group.map(() => outcome), attempts, endedMs: Date.now() };
}
