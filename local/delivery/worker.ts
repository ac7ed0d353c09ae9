import { readFile } from "node:fs/promises";
import type { AwsConnection } from "../clients";
import type { SharedMeans } from "./batch";
import { messageOf } from "./failures";
import { Limiter } from "./limiter";
import { ParquetConverter } from "./parquet";
import { deliveryStreamsOf, type SpecResource } from "./spec";
import type { ParentMessage, WorkerMessage, WorkerStatus } from "./status";
import { StreamDelivery } from "./stream-delivery";

// The process that does Amazon Data Firehose's work on this machine. It is started by `startDelivery`, lives as long as
// the channel to its parent, and may be killed at any moment: what it had begun is on disk.

/** The emulator serves one request at a time, and each invocation under way keeps a Node.js process of 100 MB: more would only queue. */
const INVOCATIONS = 2;
const UPLOADS = 6;
const STATUS_INTERVAL_MS = 500;

async function main(deploymentFile: string, stateDir: string): Promise<void> {
    const deployment: { connection: AwsConnection; resources: SpecResource[] } = JSON.parse(
        await readFile(deploymentFile, "utf8"),
    );
    const means: SharedMeans = {
        converter: new ParquetConverter(),
        invocations: new Limiter(INVOCATIONS),
        uploads: new Limiter(UPLOADS),
    };
    const streams: StreamDelivery[] = [];
    for (const spec of deliveryStreamsOf(deployment.resources)) {
        streams.push(await StreamDelivery.open(spec, means, deployment.connection, stateDir).catch(named(spec.name)));
    }
    const running = Promise.all(streams.map((stream) => stream.run()));
    listen(streams);
    send({ kind: "ready", status: statusOf(streams) });
    const timer = setInterval(() => send({ kind: "status", status: statusOf(streams) }), STATUS_INTERVAL_MS);
    await running;
    clearInterval(timer);
    await means.converter.close();
}

function listen(streams: readonly StreamDelivery[]): void {
    process.on("message", (message: ParentMessage) => {
        switch (message.kind) {
            case "status":
                send({ kind: "answer", id: message.id, status: statusOf(streams) });
                break;
            case "idle":
                void untilIdle(streams).then(() => send({ kind: "answer", id: message.id, status: statusOf(streams) }));
                break;
            case "stop":
                stop(streams);
        }
    });
    process.on("SIGTERM", () => stop(streams));
}

function stop(streams: readonly StreamDelivery[]): void {
    for (const stream of streams) stream.stop();
}

/** A function may put records into another stream than its own, so nothing counts until nothing has moved meanwhile. */
async function untilIdle(streams: readonly StreamDelivery[]): Promise<void> {
    for (;;) {
        const before = readCount(streams);
        await Promise.all(streams.map((stream) => stream.drained()));
        if (readCount(streams) === before) return;
    }
}

function readCount(streams: readonly StreamDelivery[]): number {
    return streams.reduce((sum, stream) => sum + stream.status.totals.read, 0);
}

function statusOf(streams: readonly StreamDelivery[]): WorkerStatus {
    return { streams: streams.map((stream) => stream.status), memoryBytes: process.memoryUsage.rss() };
}

function send(message: WorkerMessage, then?: () => void): void {
    if (process.connected) process.send?.(message, undefined, undefined, () => then?.());
    else then?.();
}

function named(name: string): (error: unknown) => never {
    return (error) => {
        throw new Error(`delivery stream ${name}: ${messageOf(error)}`, { cause: error });
    };
}

// Ctrl-C reaches the whole process group; when to stop is for the parent to say.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit(0));

const [deploymentFile, stateDir] = process.argv.slice(2);
if (deploymentFile === undefined || stateDir === undefined) {
    throw new Error("usage: worker.ts <deployment file> <state directory>");
}
main(deploymentFile, stateDir).then(
    () => process.exit(0),
    (error) => {
        console.error(error);
        send({ kind: "failed", message: messageOf(error) }, () => process.exit(1));
    },
);
