import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AwsConnection } from "../clients";
import { BatchDelivery, type SharedMeans } from "./batch";
import { Checkpoint, type PendingBatch } from "./checkpoint";
import { messageOf } from "./failures";
import { FaultPoint, faultPoint } from "./faults";
import { Transformer } from "./invoke";
import { batchId } from "./naming";
import { RecordBuffer, rangesOf } from "./record-buffer";
import type { SourceRecord } from "./records";
import { firehoseFor, RoleConnections } from "./roles";
import { tableColumns } from "./schema";
import { ShardSet } from "./shard-set";
import { KinesisSource } from "./source";
import type { DeliveryStreamSpec } from "./spec";
import type { StreamStatus } from "./status";

const MB = 1024 * 1024;
/** Nobody waits the minutes of a real buffer in front of a terminal. */
const LOCAL_INTERVAL_MS = 2000;
const LOCAL_BUFFER_BYTES = 8 * MB;
/** Reading stops here: while batches are under way, the next one grows up to this, so a backlog makes large objects. */
const MAX_BUFFER_BYTES = 16 * MB;
const MAX_BATCHES_UNDER_WAY = 2;
/**
 * How long to rest once all is read, as Firehose does (https://docs.aws.amazon.com/firehose/latest/dev/writing-with-kinesis-streams.html).
 * The emulator's one thread remembers every read for five minutes and goes through them all at each, so reads cost everyone.
 */
const POLL_MS = 1000;
/** The same while somebody waits for all to be delivered. */
const DRAIN_POLL_MS = 20;
const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 15_000;

/** Delivers one stream: reads, buffers, and keeps a bounded number of batches under way. */
export class StreamDelivery {
    private readonly buffer = new RecordBuffer();
    private readonly underWay = new Map<string, Promise<void>>();
    private readonly failing = new Map<string, string>();
    private readonly drains: { round: number; resolve(): void }[] = [];
    private round = 0;
    private stopping = false;
    private wake: () => void = () => {};

    private constructor(
        private readonly spec: DeliveryStreamSpec,
        private readonly checkpoint: Checkpoint,
        private readonly shards: ShardSet,
        private readonly batches: BatchDelivery,
    ) {}

    /**
     * Opens the stream's checkpoint and looks at all it needs: source, table, roles.
     * @throws Error naming what is missing or not allowed
     */
    static async open(
        spec: DeliveryStreamSpec,
        means: SharedMeans,
        owner: AwsConnection,
        stateDir: string,
    ): Promise<StreamDelivery> {
        const directory = join(stateDir, spec.name);
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const checkpoint = await Checkpoint.open(directory, spec.source.streamArn);
        const roles = new RoleConnections(owner, firehoseFor(spec.arn));
        const source = new KinesisSource(roles, spec.source.streamArn, spec.source.roleArn);
        const shards = await ShardSet.open(source, checkpoint);
        const columns = spec.parquet && (await tableColumns(roles, spec.parquet));
        await roles.connection(spec.target.roleArn);
        const transformer = spec.transform && new Transformer(roles, spec, spec.transform);
        const batches = new BatchDelivery(means, roles, spec, source, transformer, columns, join(directory, "batches"));
        await checkpoint.retryPending();
        await batches.sweep(checkpoint.pending);
        return new StreamDelivery(spec, checkpoint, shards, batches);
    }

    get status(): StreamStatus {
        const pending = this.checkpoint.pending.flatMap((batch) => batch.ranges);
        return {
            name: this.spec.name,
            totals: this.checkpoint.totals,
            underWay: pending.reduce((sum, range) => sum + range.count, this.buffer.count),
            behindMs: this.shards.behindMs,
            lastError: this.failing.values().next().value,
        };
    }

    /** Runs until `stop`. @throws Error when the checkpoint can't be written */
    async run(): Promise<void> {
        for (const batch of this.checkpoint.pending) {
            await this.freePlace();
            this.start(batch, undefined);
        }
        while (!this.stopping) {
            const wasQuiet = this.quiet;
            const round = this.round++;
            const found = await this.readOnce();
            await this.closeBatch(found === 0 && this.shards.behindMs === 0 && this.drains.length > 0);
            if (wasQuiet && this.quiet && found === 0 && this.shards.behindMs === 0) this.resolveDrains(round);
            if (found !== undefined && this.shards.behindMs === 0) await this.rest();
        }
        while (this.buffer.count > 0 && this.failing.size === 0) await this.closeBatch(true);
        await Promise.all(this.underWay.values());
    }

    /** Resolves when all that was in the stream at the time of the call is delivered, and what it led to as well. */
    drained(): Promise<void> {
        return new Promise((resolve) => {
            this.drains.push({ round: this.round, resolve });
            this.wake();
        });
    }

    /** Ends `run` once everything read so far is delivered. */
    stop(): void {
        this.stopping = true;
        this.wake();
    }

    /** Waits until there may be something to do: by the clock, or because a batch ended or somebody asked for something. */
    private rest(): Promise<void> {
        const mayDrain = this.drains.length > 0 && (this.underWay.size === 0 || this.buffer.count > 0);
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, mayDrain ? DRAIN_POLL_MS : POLL_MS);
            this.wake = () => {
                clearTimeout(timer);
                resolve();
            };
            if (this.stopping) this.wake();
        });
    }

    private get quiet(): boolean {
        return this.buffer.count === 0 && this.underWay.size === 0 && this.checkpoint.pending.length === 0;
    }

    private resolveDrains(round: number): void {
        for (const drain of this.drains.splice(0)) {
            if (drain.round <= round) drain.resolve();
            else this.drains.push(drain);
        }
    }

    /** Reads each shard once, as far as there is room; says how many records came, undefined if that isn't known. */
    private async readOnce(): Promise<number | undefined> {
        const room = MAX_BUFFER_BYTES - this.buffer.bytes;
        if (room <= 0) {
            await this.freePlace();
            return undefined;
        }
        try {
            const records = await this.shards.read(room);
            this.failing.delete("read");
            this.buffer.push(records, Date.now());
            return records.length;
        } catch (error) {
            this.failing.set("read", messageOf(error));
            await this.pause(1);
            return undefined;
        }
    }

    /** Makes a batch of the buffer when it is due. */
    private async closeBatch(now: boolean): Promise<void> {
        const { buffer } = this;
        const hints = this.spec.buffer;
        const full = buffer.bytes >= Math.min(hints.bytes, LOCAL_BUFFER_BYTES);
        const old = buffer.ageMs(Date.now()) >= Math.min(hints.intervalMs, LOCAL_INTERVAL_MS);
        if (buffer.count === 0 || !(now || full || old)) return;
        if (this.underWay.size >= MAX_BATCHES_UNDER_WAY) {
            if (now || buffer.bytes >= MAX_BUFFER_BYTES) await this.freePlace();
            else return;
        }
        const records = buffer.take();
        const ranges = rangesOf(records);
        const batch = { id: batchId(this.spec.source.streamArn, ranges), ranges, attempts: 1 };
        await this.checkpoint.begin(batch);
        faultPoint(FaultPoint.batchBegun);
        this.start(batch, records);
    }

    private async freePlace(): Promise<void> {
        while (this.underWay.size >= MAX_BATCHES_UNDER_WAY) await Promise.race(this.underWay.values());
    }

    private start(batch: PendingBatch, records: readonly SourceRecord[] | undefined): void {
        const work = this.deliver(batch, records).finally(() => {
            this.underWay.delete(batch.id);
            this.wake();
        });
        this.underWay.set(batch.id, work);
    }

    /** Tries until the batch is delivered, or until it is told to stop: the next worker then goes on with it. */
    private async deliver(batch: PendingBatch, records: readonly SourceRecord[] | undefined): Promise<void> {
        for (let attempt = 1; ; attempt++) {
            try {
                const counts = await this.batches.deliver(batch, records);
                await this.checkpoint.finish(batch.id, counts);
                faultPoint(FaultPoint.batchFinished);
                await this.batches.clear(batch);
                this.failing.delete(batch.id);
                return;
            } catch (error) {
                this.failing.set(batch.id, messageOf(error));
            }
            if (this.stopping) return;
            await this.pause(attempt);
        }
    }

    private async pause(attempt: number): Promise<void> {
        const until = Date.now() + Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), MAX_PAUSE_MS);
        while (!this.stopping && Date.now() < until) await sleep(100);
    }
}
