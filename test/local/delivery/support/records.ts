import type { SourceRecord } from "../../../../local/delivery/records";

/** A source record with what the test doesn't care about filled in. */
export function sourceRecord(sequenceNumber: string, data: Uint8Array | string, shardId = "shardId-0"): SourceRecord {
    return {
        shardId,
        sequenceNumber,
        partitionKey: "key",
        arrivalMs: Date.UTC(2026, 0, 2),
        data: typeof data === "string" ? Buffer.from(data) : data,
    };
}
