import { createHash } from "node:crypto";
import { formatTimestamp } from "./prefix";

/** A run of records of one shard. */
export interface ShardRange {
    readonly shardId: string;
    readonly first: string;
    readonly last: string;
    readonly count: number;
}

/** The same ranges of the same stream always make the same id, so that redoing a batch overwrites its own objects. */
export function batchId(streamArn: string, ranges: readonly ShardRange[]): string {
    const text = [...ranges]
        .sort((a, b) => (a.shardId < b.shardId ? -1 : 1))
        .map((range) => `${range.shardId}:${range.first}-${range.last}`)
        .join(",");
    return createHash("sha256").update(`${streamArn}|${text}`).digest("hex").slice(0, 32);
}

/**
 * The last part of an object's key, in Firehose's form
 * (https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html); the UUID is made of `seed`.
 */
export function objectName(streamName: string, timestampMs: number, seed: string, extension: string): string {
    return `${streamName}-1-${formatTimestamp("yyyy-MM-dd-HH-mm-ss", timestampMs)}-${uuidOf(seed)}${extension}`;
}

function uuidOf(seed: string): string {
    const hex = createHash("sha256").update(seed).digest("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
