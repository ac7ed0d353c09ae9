import { setTimeout as sleep } from "node:timers/promises";
import { type KinesisClient, PutRecordsCommand } from "@aws-sdk/client-kinesis";
import type { Feed, Message } from "./plan";

/** Limits of one PutRecords request: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html. Kept below: the emulator answers one request at a time. */
const MAX_RECORDS = 500;
const MAX_BYTES = 1_000_000;
const PARALLEL_REQUESTS = 2;
const MAX_ATTEMPTS = 8;
const FIRST_BACKOFF_MS = 50;

export interface SendOptions {
    readonly kinesis: KinesisClient;
    /** The stream of each feed. */
    readonly streams: Record<Feed, string>;
    readonly messages: Iterable<Message>;
    /** Called after each request with the number of records that the streams have accepted so far. */
    readonly onProgress?: (sent: number) => void;
    readonly signal?: AbortSignal;
}

/** Puts every message into its stream, resending what a stream throttled. Resolves with the number accepted by each feed's stream. */
export async function sendTraffic(options: SendOptions): Promise<Record<Feed, number>> {
    const sent: Record<Feed, number> = { contactRecords: 0, agentEvents: 0 };
    const batches = batched(options.messages);
    const sendBatches = async (): Promise<void> => {
        for (const { feed, messages } of batches) {
            options.signal?.throwIfAborted();
            await putAll(options.kinesis, options.streams[feed], messages);
            sent[feed] += messages.length;
            options.onProgress?.(sent.contactRecords + sent.agentEvents);
        }
    };
    await Promise.all(Array.from({ length: PARALLEL_REQUESTS }, sendBatches));
    return sent;
}

interface Batch {
    readonly feed: Feed;
    readonly messages: Message[];
}

/** Groups messages of one feed up to the limits of a request. One message over the limit travels alone. */
export function* batched(messages: Iterable<Message>): Generator<Batch> {
    const open = new Map<Feed, { messages: Message[]; bytes: number }>();
    for (const message of messages) {
        const size = Buffer.byteLength(message.data) + Buffer.byteLength(message.partitionKey);
        let batch = open.get(message.feed);
        if (batch && (batch.messages.length === MAX_RECORDS || batch.bytes + size > MAX_BYTES)) {
            yield { feed: message.feed, messages: batch.messages };
            batch = undefined;
        }
        batch ??= { messages: [], bytes: 0 };
        batch.messages.push(message);
        batch.bytes += size;
        open.set(message.feed, batch);
    }
    for (const [feed, batch] of open) yield { feed, messages: batch.messages };
}

async function putAll(kinesis: KinesisClient, stream: string, messages: readonly Message[]): Promise<void> {
    let remaining = messages;
    for (let attempt = 0; remaining.length > 0; attempt++) {
        if (attempt === MAX_ATTEMPTS) {
            throw new Error(
                `Stream ${stream} still refuses ${remaining.length} records after ${MAX_ATTEMPTS} attempts.`,
            );
        }
        if (attempt > 0) await sleep(FIRST_BACKOFF_MS * 2 ** attempt);
        const response = await kinesis.send(
            new PutRecordsCommand({
                StreamName: stream,
                Records: remaining.map(({ data, partitionKey }) => ({
                    Data: Buffer.from(data),
                    PartitionKey: partitionKey,
                })),
            }),
        );
        remaining = remaining.filter((_, index) => response.Records?.[index]?.ErrorCode !== undefined);
    }
}
