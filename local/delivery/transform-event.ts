import { isRecord } from "../is-record";
import type { SourceRecord } from "./records";

/** The event that Firehose sends to a transformation function, for records from a Kinesis stream. */
export interface TransformEvent {
    readonly invocationId: string;
    readonly deliveryStreamArn: string;
    readonly sourceKinesisStreamArn: string;
    readonly region: string;
    readonly records: readonly TransformEventRecord[];
}

export interface TransformEventRecord {
    readonly recordId: string;
    readonly approximateArrivalTimestamp: number;
    readonly data: string;
    readonly kinesisRecordMetadata: {
        readonly shardId: string;
        readonly partitionKey: string;
        readonly approximateArrivalTimestamp: number;
        readonly sequenceNumber: string;
        readonly subsequenceNumber: number;
    };
}

/** The function's word on one record: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html */
export type Outcome =
    | { readonly result: "Ok"; readonly data: string; readonly partitionKeys: Readonly<Record<string, string>> }
    | { readonly result: "Dropped" }
    | { readonly result: "ProcessingFailed"; readonly code: string; readonly message: string };

/** An id that the same record always gets. */
export function recordIdOf(record: SourceRecord): string {
    return `${record.sequenceNumber}000000`;
}

export function transformEvent(
    stream: { readonly arn: string; readonly region: string; readonly source: { readonly streamArn: string } },
    invocationId: string,
    records: readonly SourceRecord[],
): TransformEvent {
    return {
        invocationId,
        deliveryStreamArn: stream.arn,
        sourceKinesisStreamArn: stream.source.streamArn,
        region: stream.region,
        records: records.map((record) => ({
            recordId: recordIdOf(record),
            approximateArrivalTimestamp: record.arrivalMs,
            data: Buffer.from(record.data.buffer, record.data.byteOffset, record.data.byteLength).toString("base64"),
            kinesisRecordMetadata: {
                shardId: record.shardId,
                partitionKey: record.partitionKey,
                approximateArrivalTimestamp: record.arrivalMs,
                sequenceNumber: record.sequenceNumber,
                subsequenceNumber: 0,
            },
        })),
    };
}

/**
 * What a function's answer says of each record, in the order of `recordIds`. A record that the answer leaves
 * out, names twice, or gives an unreadable result for, has failed; the others stand.
 * @throws Error when the answer as a whole isn't one of a transformation function
 */
export function outcomesOf(answer: unknown, recordIds: readonly string[]): Outcome[] {
    if (!isRecord(answer) || !Array.isArray(answer.records)) {
        throw new Error('the function\'s answer has no list "records"');
    }
    const byId = new Map<string, Outcome>();
    for (const item of answer.records) {
        if (!isRecord(item) || typeof item.recordId !== "string") continue;
        byId.set(item.recordId, byId.has(item.recordId) ? DUPLICATED : outcomeOf(item));
    }
    return recordIds.map((id) => byId.get(id) ?? MISSING);
}

const MISSING: Outcome = failed("Lambda.MissingRecordId", "The function did not return the record's id.");
const DUPLICATED: Outcome = failed(
    "Lambda.DuplicatedRecordId",
    "The function returned the record's id more than once.",
);

function outcomeOf(item: Record<string, unknown>): Outcome {
    switch (item.result) {
        case "Dropped":
            return { result: "Dropped" };
        case "ProcessingFailed":
            return failed("Lambda.ProcessingFailed", "The function returned ProcessingFailed for the record.");
        case "Ok":
            if (typeof item.data !== "string") {
                return failed("Lambda.JsonProcessingException", "The function returned Ok without data.");
            }
            return {
                result: "Ok",
                data: Buffer.from(item.data, "base64").toString("utf8"),
                partitionKeys: partitionKeysOf(item.metadata),
            };
    }
    return failed(
        "Lambda.JsonProcessingException",
        "The function returned a result other than Ok, Dropped or ProcessingFailed.",
    );
}

function partitionKeysOf(metadata: unknown): Record<string, string> {
    const keys = isRecord(metadata) ? metadata.partitionKeys : undefined;
    if (!isRecord(keys)) return {};
    return Object.fromEntries(
        Object.entries(keys).flatMap(([key, value]) =>
            typeof value === "string" || typeof value === "number" ? [[key, String(value)]] : [],
        ),
    );
}

function failed(code: string, message: string): Outcome {
    return { result: "ProcessingFailed", code, message };
}
