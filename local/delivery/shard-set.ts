import type { Checkpoint } from "./checkpoint";
import type { SourceRecord } from "./records";
import type { KinesisSource, ShardReader } from "./source";

/** How often to look for new shards. */
const REFRESH_MS = 10_000;
/** A page as large as this keeps the emulator from answering anyone else for some 50 ms. */
const PAGE_BYTES = 4 * 1024 * 1024;
/** Records may suddenly be larger than those before: this bounds how much that can cost. */
const MAX_PAGE_RECORDS = 2_000;

/** All shards of a stream, read together. */
export class ShardSet {
    private readonly readers = new Map<string, ShardReader>();
    private readonly behind = new Map<string, number>();
    private refreshedMs = 0;
    private readonly finished = new Set<string>();
    /** Of records seen lately; a careful guess until there are any. */
    private recordBytes = 40_000;

    private constructor(
        private readonly source: KinesisSource,
        private readonly checkpoint: Checkpoint,
    ) {}

    static async open(source: KinesisSource, checkpoint: Checkpoint): Promise<ShardSet> {
        const shards = new ShardSet(source, checkpoint);
        await shards.refresh();
        return shards;
    }

    /** How far the last reads were behind the newest record, in ms. */
    get behindMs(): number {
        return Math.max(0, ...this.behind.values());
    }

    /** Reads one page of every shard, about `room` bytes in all at most. */
    async read(room: number): Promise<SourceRecord[]> {
        if (Date.now() - this.refreshedMs > REFRESH_MS) await this.refresh();
        const pageBytes = Math.min(PAGE_BYTES, room / Math.max(1, this.readers.size));
        const limit = Math.min(MAX_PAGE_RECORDS, Math.max(1, Math.floor(pageBytes / this.recordBytes)));
        const pages = await Promise.allSettled(
            [...this.readers.values()].map((reader) => this.readShard(reader, limit)),
        );
        const records = pages.flatMap((page) => (page.status === "fulfilled" ? page.value : []));
        const failed = pages.find((page) => page.status === "rejected");
        // A shard that is gone is the likeliest reason, and a new list of shards will show it.
        if (failed) this.refreshedMs = 0;
        // What the other shards gave has been taken from their readers, so it must not be dropped.
        if (failed && records.length === 0) throw failed.reason;
        if (records.length > 0) {
            const bytes = records.reduce((sum, record) => sum + record.data.length, 0);
            this.recordBytes = Math.max(256, bytes / records.length);
        }
        return records;
    }

    private async readShard(reader: ShardReader, limit: number): Promise<readonly SourceRecord[]> {
        const page = await reader.read(limit);
        this.behind.set(reader.shardId, page.behindMs);
        if (page.ended) {
            this.forget(reader.shardId);
            await this.refresh();
        }
        return page.records;
    }

    private forget(shardId: string): void {
        this.readers.delete(shardId);
        this.behind.delete(shardId);
        this.finished.add(shardId);
    }

    private async refresh(): Promise<void> {
        this.refreshedMs = Date.now();
        const ids = await this.source.shardIds();
        for (const id of this.readers.keys()) {
            // Shards go when they were split or merged and their last record is past the stream's retention.
            if (!ids.includes(id)) this.forget(id);
        }
        for (const id of ids) {
            if (this.readers.has(id) || this.finished.has(id)) continue;
            this.readers.set(id, this.source.reader(id, this.checkpoint.position(id)));
        }
    }
}
