/**
 * Firehose's data transformation, as its Lambda sees it.
 *
 * Source: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html and, for partition keys,
 * https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html
 */
export interface FirehoseEvent {
    readonly invocationId: string;
    readonly deliveryStreamArn: string;
    /** Set where the delivery stream reads from a Kinesis stream. */
    readonly sourceKinesisStreamArn?: string;
    readonly region: string;
    readonly records: readonly FirehoseRecord[];
}

/** One record to transform. */
export interface FirehoseRecord {
    readonly recordId: string;
    /** The payload, in Base64. */
    readonly data: string;
    /** Milliseconds since 1970. */
    readonly approximateArrivalTimestamp: number;
    readonly kinesisRecordMetadata?: KinesisRecordMetadata;
}

/** Where in its Kinesis stream a record stood. */
export interface KinesisRecordMetadata {
    readonly shardId: string;
    readonly partitionKey: string;
    /** Milliseconds since 1970; some senders of test events give ISO 8601. */
    readonly approximateArrivalTimestamp: number | string;
    readonly sequenceNumber: string;
    /** Above 0 only for records that a producer had packed together. */
    readonly subsequenceNumber?: number | string;
}

/** What Firehose is to do with a record: deliver it, forget it, or put its original under the error prefix. */
export const Outcome = { Ok: "Ok", Dropped: "Dropped", ProcessingFailed: "ProcessingFailed" } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** The answer for one record. */
export interface TransformedRecord {
    readonly recordId: string;
    readonly result: Outcome;
    /** The new payload, in Base64: empty for a dropped record, the original for a failed one. */
    readonly data: string;
    readonly metadata?: { readonly partitionKeys: Readonly<Record<string, string>> };
}

/** The answer for a batch: every record of the event, in its order. */
export interface FirehoseResponse {
    readonly records: TransformedRecord[];
}
