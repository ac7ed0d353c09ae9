import type { ShardRange } from "./naming";
import type { SourceRecord } from "./records";

/** Records that have been read and belong to no batch yet. */
export class RecordBuffer {
    private records: SourceRecord[] = [];
    private size = 0;
    private sinceMs = 0;

    /** Bytes of data held. */
    get bytes(): number {
        return this.size;
    }

    get count(): number {
        return this.records.length;
    }

    /** @param nowMs when these were read, in ms since 1970 */
    push(records: readonly SourceRecord[], nowMs: number): void {
        if (this.records.length === 0) this.sinceMs = nowMs;
        for (const record of records) {
            this.records.push(record);
            this.size += record.data.length;
        }
    }

    /** How long the oldest record has waited, in ms. */
    ageMs(nowMs: number): number {
        return this.records.length === 0 ? 0 : nowMs - this.sinceMs;
    }

    /** Takes everything out. */
    take(): SourceRecord[] {
        const { records } = this;
        this.records = [];
        this.size = 0;
        return records;
    }
}

/** The range of each shard that the records make up; records of one shard must come in the shard's order. */
export function rangesOf(records: readonly SourceRecord[]): ShardRange[] {
    const ranges = new Map<string, ShardRange>();
    for (const { shardId, sequenceNumber } of records) {
        const range = ranges.get(shardId);
        ranges.set(
            shardId,
            range
                ? { ...range, last: sequenceNumber, count: range.count + 1 }
                : { shardId, first: sequenceNumber, last: sequenceNumber, count: 1 },
        );
    }
    return [...ranges.values()];
}
