import type { Writable } from "node:stream";
import { type Assistant, type AssistantEvent, assistantFromEnvironment } from "../shop/assistant";
import { failureLogLine, turnLogLine } from "./log";
import { respond } from "./respond";

/** What the Node.js runtime of Lambda offers where responses are streamed; elsewhere there is nothing of the kind. */
interface StreamingRuntime {
    streamifyResponse(
        handle: (event: unknown, stream: Writable) => Promise<void>,
    ): (event: unknown) => Promise<unknown>;
    readonly HttpResponseStream: {
        from(
            stream: Writable,
            metadata: { readonly statusCode: number; readonly headers: Record<string, string> },
        ): Writable;
    };
}

const headers = { "content-type": "application/x-ndjson; charset=utf-8", "cache-control": "no-store" };

let assistant: Assistant | undefined;

function answer(event: unknown, signal: AbortSignal) {
    assistant ??= assistantFromEnvironment(process.env, (line) => write(turnLogLine(line, process.env)));
    return respond(event, assistant, signal, (error) => write(failureLogLine(error, process.env)));
}

/** Not console.log: Lambda would wrap the line in its own JSON, and CloudWatch would find no metrics in it. */
function write(line: string): void {
    process.stdout.write(`${line}\n`);
}

/**
 * Each event goes out when it happens, as a line of its own. Lambda doesn't tell of a reader who left: such a turn goes on to
 * its end or its time limit (https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/145). What ends it
 * here is a stream that breaks.
 */
async function streamed(event: unknown, stream: Writable, runtime: StreamingRuntime): Promise<void> {
    const gone = new AbortController();
    stream.on("close", () => gone.abort()).on("error", () => gone.abort());
    const { status, events } = await answer(event, gone.signal);
    const response = runtime.HttpResponseStream.from(stream, { statusCode: status, headers });
    for await (const happening of events) {
        const isTaken = response.write(lineOf(happening));
        if (!isTaken && !gone.signal.aborted)
            await new Promise<void>((resolve) => {
                response.once("drain", resolve);
                gone.signal.addEventListener("abort", () => resolve(), { once: true });
            });
    }
    response.end();
}

/** All events in one answer, where nothing can be streamed. */
async function buffered(event: unknown): Promise<unknown> {
    const { status, events } = await answer(event, new AbortController().signal);
    const lines: string[] = [];
    for await (const happening of events) lines.push(lineOf(happening));
    return { statusCode: status, headers, body: lines.join("") };
}

function lineOf(event: AssistantEvent): string {
    return `${JSON.stringify(event)}\n`;
}

/** Other code keeps things under the same name, so its being there doesn't say that responses can be streamed. */
function streamingRuntime(): StreamingRuntime | undefined {
    const surroundings: typeof globalThis & { readonly awslambda?: Partial<StreamingRuntime> } = globalThis;
    const { streamifyResponse, HttpResponseStream } = surroundings.awslambda ?? {};
    if (streamifyResponse === undefined || HttpResponseStream === undefined) return undefined;
    return { streamifyResponse, HttpResponseStream };
}

const runtime = streamingRuntime();

/**
 * Answers a shopper's message: one JSON event a line. Settings, by environment variable: those of
 * `assistantFromEnvironment`, and `METRIC_NAMESPACE` (`Lakefront` unless given).
 */
export const handler =
    runtime === undefined ? buffered : runtime.streamifyResponse((event, stream) => streamed(event, stream, runtime));
