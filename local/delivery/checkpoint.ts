import { join } from "node:path";
import { readIfExists, replaceFile } from "./files";
import type { ShardRange } from "./naming";
import { compareSequence } from "./records";
import { addTotals, NO_TOTALS, type Totals } from "./totals";

/** A batch that has been begun: its records may be anywhere between the stream and the bucket. */
export interface PendingBatch {
    readonly id: string;
    readonly ranges: readonly ShardRange[];
    /** How often a worker has begun it. */
    readonly attempts: number;
}

interface CheckpointState {
    readonly version: 1;
    readonly streamArn: string;
    /** By shard: the last sequence number that belongs to a batch, pending or delivered. */
    readonly shards: Readonly<Record<string, string>>;
    readonly pending: readonly PendingBatch[];
    readonly totals: Totals;
}

const FILE = "checkpoint.json";

/**
 * Where delivery stands, kept on disk. A batch is written down before anything is done with it, and crossed out
 * after all of it is in the bucket; so whoever comes after a crash knows which batches to redo, and with which records.
 */
export class Checkpoint {
    private writing: Promise<void> = Promise.resolve();

    private constructor(
        private readonly path: string,
        private state: CheckpointState,
    ) {}

    /** @throws Error when the file in `directory` can't be read, or belongs to another stream */
    static async open(directory: string, streamArn: string): Promise<Checkpoint> {
        const path = join(directory, FILE);
        const text = await readIfExists(path);
        if (text === undefined) {
            return new Checkpoint(path, { version: 1, streamArn, shards: {}, pending: [], totals: NO_TOTALS });
        }
        const state = parse(text, path);
        if (state.streamArn !== streamArn) {
            throw new Error(
                `${path} belongs to the stream ${state.streamArn}, not to ${streamArn}; remove it to start anew`,
            );
        }
        return new Checkpoint(path, state);
    }

    get pending(): readonly PendingBatch[] {
        return this.state.pending;
    }

    get totals(): Totals {
        return this.state.totals;
    }

    /** The sequence number to go on after; undefined for a shard not read yet. */
    position(shardId: string): string | undefined {
        return this.state.shards[shardId];
    }

    /** Writes a batch down; when this resolves, no crash can lose it. */
    async begin(batch: { readonly id: string; readonly ranges: readonly ShardRange[] }): Promise<void> {
        const shards = { ...this.state.shards };
        for (const range of batch.ranges) {
            const known = shards[range.shardId];
            if (known === undefined || compareSequence(known, range.last) < 0) shards[range.shardId] = range.last;
        }
        const pending = [...this.state.pending, { id: batch.id, ranges: batch.ranges, attempts: 1 }];
        await this.save({ ...this.state, shards, pending });
    }

    /** Counts one more attempt at every pending batch; for the start of a worker. */
    async retryPending(): Promise<void> {
        if (this.state.pending.length === 0) return;
        const pending = this.state.pending.map((batch) => ({ ...batch, attempts: batch.attempts + 1 }));
        await this.save({ ...this.state, pending });
    }

    /** Crosses a batch out and counts what became of it, in one step: a batch is never counted twice. */
    async finish(id: string, counts: Totals): Promise<void> {
        const pending = this.state.pending.filter((batch) => batch.id !== id);
        await this.save({ ...this.state, pending, totals: addTotals(this.state.totals, counts) });
    }

    private save(state: CheckpointState): Promise<void> {
        this.state = state;
        // One writer at a time; each writes the state as of its turn, which includes all before it.
        this.writing = this.writing.catch(() => {}).then(() => replaceFile(this.path, JSON.stringify(this.state)));
        return this.writing;
    }
}

function parse(text: string, path: string): CheckpointState {
    let state: CheckpointState;
    try {
        state = JSON.parse(text);
    } catch {
        throw new Error(`${path} is not readable as JSON; remove it to deliver the stream from its start`);
    }
    if (state?.version !== 1) throw new Error(`${path} was written by another version; remove it to start anew`);
    return state;
}
