import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { s3 } from "../clients";
import { BatchWriter } from "./batch-writer";
import type { PendingBatch } from "./checkpoint";
import type { ConversionColumn } from "./convert";
import { calling } from "./failures";
import { FaultPoint, faultPoint } from "./faults";
import type { Transformer } from "./invoke";
import type { Limiter } from "./limiter";
import { type Manifest, readManifest, type SpooledObject, writeManifest } from "./manifest";
import type { ParquetConverter } from "./parquet";
import { invocationGroups, type SourceRecord } from "./records";
import type { RoleConnections } from "./roles";
import type { KinesisSource } from "./source";
import type { DeliveryStreamSpec } from "./spec";
import type { Totals } from "./totals";
import type { Outcome } from "./transform-event";

/** What all delivery streams of a worker share, so that together they stay within bounds. */
export interface SharedMeans {
    readonly converter: ParquetConverter;
    readonly invocations: Limiter;
    readonly uploads: Limiter;
}

/** A batch that crashed this many workers is no longer shown to the function or the converter. */
const MAX_ATTEMPTS = 5;

/** Takes batches of one delivery stream from records to objects. */
export class BatchDelivery {
    constructor(
        private readonly means: SharedMeans,
        private readonly roles: RoleConnections,
        private readonly stream: DeliveryStreamSpec,
        private readonly source: KinesisSource,
        private readonly transformer: Transformer | undefined,
        private readonly columns: readonly ConversionColumn[] | undefined,
        private readonly batchesDirectory: string,
    ) {}

    /**
     * Puts all of a batch into its buckets and says what became of its records. May be called again after any failure
     * or crash; the result in the buckets is the same as of one undisturbed call.
     * @param records the batch's records, where they are still at hand
     */
    async deliver(batch: PendingBatch, records: readonly SourceRecord[] | undefined): Promise<Totals> {
        const directory = join(this.batchesDirectory, batch.id);
        const manifest = (await readManifest(directory)) ?? (await this.prepare(directory, batch, records));
        await Promise.all(manifest.objects.map((object) => this.upload(directory, object)));
        faultPoint(FaultPoint.allUploaded);
        return manifest.counts;
    }

    /** Removes what `deliver` left on disk; only after the batch has been crossed out. */
    async clear(batch: PendingBatch): Promise<void> {
        await rm(join(this.batchesDirectory, batch.id), { recursive: true, force: true });
    }

    /** Removes what batches left behind that were crossed out just before a crash. */
    async sweep(pending: readonly PendingBatch[]): Promise<void> {
        await mkdir(this.batchesDirectory, { recursive: true, mode: 0o700 });
        const keep = new Set(pending.map((batch) => batch.id));
        for (const name of await readdir(this.batchesDirectory)) {
            if (!keep.has(name)) await rm(join(this.batchesDirectory, name), { recursive: true, force: true });
        }
    }

    private async prepare(
        directory: string,
        batch: PendingBatch,
        known: readonly SourceRecord[] | undefined,
    ): Promise<Manifest> {
        await rm(directory, { recursive: true, force: true });
        await mkdir(directory, { recursive: true, mode: 0o700 });
        const records = known ?? (await this.reread(batch));
        const writer = new BatchWriter(directory, batch.id, this.stream, this.columns, this.means.converter);
        await writer.backup(records);
        if (batch.attempts > MAX_ATTEMPTS) await abandon(records, writer, batch);
        else await this.transform(records, writer, batch.id);
        faultPoint(FaultPoint.transformed);
        const manifest = withLost(await writer.finish(), batch);
        await writeManifest(directory, manifest);
        faultPoint(FaultPoint.manifestWritten);
        return manifest;
    }

    private async reread(batch: PendingBatch): Promise<SourceRecord[]> {
        const ranges: SourceRecord[][] = [];
        for (const range of batch.ranges) ranges.push(await this.source.reread(range));
        return ranges.flat();
    }

    private async transform(records: readonly SourceRecord[], writer: BatchWriter, batchId: string): Promise<void> {
        const { transformer } = this;
        if (!transformer) {
            for (const record of records) await writer.add(record, untransformed(record), 1, Date.now());
            return;
        }
        const groups = invocationGroups(records, this.stream.transform?.bufferBytes ?? 0);
        await Promise.all(
            groups.map((group, index) =>
                this.means.invocations.run(async () => {
                    const result = await transformer.transform(group, `${batchId}-${index}`);
                    for (const [at, record] of group.entries()) {
                        const outcome = result.outcomes[at];
                        if (outcome) await writer.add(record, outcome, result.attempts, result.endedMs);
                    }
                }),
            ),
        );
    }

    private async upload(directory: string, object: SpooledObject): Promise<void> {
        const { bucket, key, roleArn, kmsKeyArn } = object;
        await this.means.uploads.run(async () => {
            const client = s3(await this.roles.connection(roleArn));
            const body = await readFile(join(directory, object.file));
            await calling({ action: "s3:PutObject", resource: `arn:aws:s3:::${bucket}/${key}`, roleArn }, () =>
                client.send(
                    new PutObjectCommand({
                        Bucket: bucket,
                        Key: key,
                        Body: body,
                        ...(kmsKeyArn && { ServerSideEncryption: "aws:kms", SSEKMSKeyId: kmsKeyArn }),
                    }),
                ),
            );
            faultPoint(FaultPoint.someUploaded);
        });
    }
}

function untransformed(record: SourceRecord): Outcome {
    return { result: "Ok", data: Buffer.from(record.data).toString("utf8"), partitionKeys: {} };
}

async function abandon(records: readonly SourceRecord[], writer: BatchWriter, batch: PendingBatch): Promise<void> {
    const outcome: Outcome = {
        result: "ProcessingFailed",
        code: "Delivery.BatchAbandoned",
        message: `The delivery process ended ${batch.attempts - 1} times while it worked on this record's batch.`,
    };
    for (const record of records) await writer.add(record, outcome, batch.attempts, Date.now());
}

function withLost(manifest: Manifest, batch: PendingBatch): Manifest {
    const planned = batch.ranges.reduce((sum, range) => sum + range.count, 0);
    const { counts } = manifest;
    return { ...manifest, counts: { ...counts, read: planned, lost: planned - counts.read } };
}
