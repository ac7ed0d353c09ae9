/** One record of the source stream. */
export interface SourceRecord {
    readonly shardId: string;
    readonly sequenceNumber: string;
    readonly partitionKey: string;
    /** Approximate arrival in Kinesis, in ms since 1970. */
    readonly arrivalMs: number;
    readonly data: Uint8Array;
}

/** Orders Kinesis sequence numbers: decimal numbers of up to 128 digits. */
export function compareSequence(a: string, b: string): number {
    if (a.length !== b.length) return a.length - b.length;
    if (a === b) return 0;
    return a < b ? -1 : 1;
}

/** Splits records into groups for one invocation each, keeping their order; a record too big for any group stands alone. */
export function invocationGroups(records: readonly SourceRecord[], bufferBytes: number): SourceRecord[][] {
    const groups: SourceRecord[][] = [];
    let group: SourceRecord[] = [];
    let bytes = 0;
    let payload = 0;
    for (const record of records) {
        const cost = payloadBytes(record);
        if (group.length > 0 && (bytes + record.data.length > bufferBytes || payload + cost > MAX_PAYLOAD_BYTES)) {
            groups.push(group);
            group = [];
            bytes = 0;
            payload = 0;
        }
        group.push(record);
        bytes += record.data.length;
        payload += cost;
    }
    if (group.length > 0) groups.push(group);
    return groups;
}

/**
 * Room for records in a synchronous invocation: 6 MB, less the envelope.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024 - 4096;

/** What a record adds to the invocation's JSON: its data in base64 and some 400 bytes of metadata. */
export function payloadBytes(record: SourceRecord): number {
    return Math.ceil(record.data.length / 3) * 4 + 400 + record.partitionKey.length;
}
