import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type ConversionColumn, ConversionError, rowConverter } from "./convert";
import { parseDocuments } from "./documents";
import { type Failure, type FailureOrigin, FailureType, failedRecordLine } from "./failed-record";
import { messageOf } from "./failures";
import type { Manifest, SpooledObject } from "./manifest";
import { objectName } from "./naming";
import type { ParquetConverter } from "./parquet";
import { evaluateErrorPrefix, evaluatePrefix } from "./prefix";
import type { SourceRecord } from "./records";
import { Compression, type DeliveryStreamSpec, type S3Target } from "./spec";
import { gzipFile, SpoolFile, sizeOf } from "./spool-file";
import { NO_TOTALS } from "./totals";
import type { Outcome } from "./transform-event";

/** One object in the making: everything of one partition, or one kind of failure. */
interface Part {
    readonly file: SpoolFile;
    readonly records: SourceRecord[];
    oldestMs: number;
    documents: number;
}

interface DataPart extends Part {
    readonly partitionKeys: Readonly<Record<string, string>>;
}

/** Sorts a batch's records into the files of one folder, one for each object to be. */
export class BatchWriter {
    private readonly data = new Map<string, DataPart>();
    private readonly failures = new Map<FailureType, Part>();
    private readonly toRow: ReturnType<typeof rowConverter>;
    private readonly origin: FailureOrigin;
    private readonly objects: SpooledObject[] = [];
    private files = 0;
    private dropped = 0;

    /** @param columns what documents are converted to; undefined: they are written as they are */
    constructor(
        private readonly directory: string,
        private readonly batchId: string,
        private readonly stream: DeliveryStreamSpec,
        private readonly columns: readonly ConversionColumn[] | undefined,
        private readonly converter: ParquetConverter,
    ) {
        this.toRow = rowConverter(columns ?? []);
        this.origin = {
            functionArn: stream.transform?.functionArn,
            table: stream.parquet,
            region: stream.region,
            accountId: stream.arn.split(":")[4] ?? "",
        };
    }

    /** Writes the untouched source: the records one behind the other, as Firehose does. */
    async backup(records: readonly SourceRecord[]): Promise<void> {
        const { backup } = this.stream;
        const oldestMs = oldest(records);
        if (!backup || records.length === 0) return;
        const file = this.newFile("backup");
        for (const record of records) await file.append(record.data);
        const prefix = evaluatePrefix(backup.prefix, { timestampMs: oldestMs, seed: `${this.batchId}/backup` });
        await this.addObject(file, backup, prefix, oldestMs, "backup", "");
    }

    /** Takes a record in with what the function made of it. */
    async add(record: SourceRecord, outcome: Outcome, attempts: number, endedMs: number): Promise<void> {
        if (outcome.result === "Dropped") {
            this.dropped++;
            return;
        }
        const failed = (type: FailureType, code: string, message: string) =>
            this.addFailure(record, { type, code, message, attempts, endedMs });
        if (outcome.result === "ProcessingFailed") {
            return failed(FailureType.processing, outcome.code, outcome.message);
        }
        let part: DataPart;
        try {
            part = this.partOf(record, outcome.partitionKeys);
        } catch (error) {
            return failed(FailureType.processing, "DynamicPartitioning.KeyMissing", messageOf(error));
        }
        let lines: readonly string[];
        try {
            lines = this.columns
                ? parseDocuments(outcome.data).map((document) => `${JSON.stringify(this.toRow(document))}\n`)
                : [outcome.data];
        } catch (error) {
            // What JSON.parse says may quote the record.
            const message = error instanceof ConversionError ? error.message : "The data is not made of JSON objects.";
            return failed(FailureType.conversion, "DataFormatConversion.ParseError", message);
        }
        note(part, record);
        part.documents += lines.length;
        await part.file.append(lines.join(""));
    }

    /** Makes the objects of everything taken in. */
    async finish(): Promise<Manifest> {
        let delivered = 0;
        let documents = 0;
        for (const [id, part] of this.data) {
            if (part.records.length === 0 || !(await this.finishData(id, part))) continue;
            delivered += part.records.length;
            documents += part.documents;
        }
        const processingFailed = this.failures.get(FailureType.processing)?.records.length ?? 0;
        const conversionFailed = this.failures.get(FailureType.conversion)?.records.length ?? 0;
        for (const [type, part] of this.failures) await this.finishFailures(type, part);
        const counts = {
            ...NO_TOTALS,
            read: delivered + this.dropped + processingFailed + conversionFailed,
            delivered,
            dropped: this.dropped,
            processingFailed,
            conversionFailed,
            documents,
            objects: this.objects.length,
            bytes: this.objects.reduce((sum, object) => sum + object.bytes, 0),
        };
        return { objects: this.objects, counts };
    }

    private async finishData(id: string, part: DataPart): Promise<boolean> {
        await part.file.flush();
        let { file } = part;
        if (this.columns) {
            const target = new SpoolFile(`${file.path}.parquet`);
            try {
                await this.converter.convert(file.path, target.path, this.columns);
            } catch (error) {
                await this.failPart(part, error);
                return false;
            }
            await rm(file.path);
            file = target;
        }
        const context = {
            timestampMs: part.oldestMs,
            partitionKeys: part.partitionKeys,
            seed: `${this.batchId}/${id}`,
        };
        const prefix = evaluatePrefix(this.stream.target.prefix, context);
        const extension = this.stream.fileExtension ?? (this.columns ? ".parquet" : "");
        await this.addObject(file, this.stream.target, prefix, part.oldestMs, id, extension);
        return true;
    }

    private async failPart(part: DataPart, error: unknown): Promise<void> {
        // DuckDB's own message quotes the line it could not read.
        const kind = /^(\w+ ?)*Error/.exec(messageOf(error))?.[0] ?? "Error";
        const failure: Failure = {
            type: FailureType.conversion,
            code: "DataFormatConversion.WriteError",
            message: `The partition could not be written as Parquet (${kind}).`,
            attempts: 1,
            endedMs: Date.now(),
        };
        for (const record of part.records) await this.addFailure(record, failure);
    }

    private async finishFailures(type: FailureType, part: Part): Promise<void> {
        const { errorPrefix, target } = this.stream;
        const prefix = evaluateErrorPrefix(errorPrefix, target.prefix, {
            timestampMs: part.oldestMs,
            errorOutputType: type,
            seed: `${this.batchId}/${type}`,
        });
        const uncompressed = { ...target, compression: Compression.none };
        await this.addObject(part.file, uncompressed, prefix, part.oldestMs, type, "");
    }

    private async addFailure(record: SourceRecord, failure: Failure): Promise<void> {
        const part = this.failures.get(failure.type) ?? this.newPart(failure.type);
        this.failures.set(failure.type, part);
        note(part, record);
        await part.file.append(failedRecordLine(record, failure, this.origin));
    }

    private partOf(record: SourceRecord, partitionKeys: Readonly<Record<string, string>>): DataPart {
        const keys = this.stream.partitioned ? partitionKeys : {};
        const id = JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)));
        const known = this.data.get(id);
        if (known) return known;
        // Fails now, for this record alone, when the prefix needs a key that isn't there.
        evaluatePrefix(this.stream.target.prefix, { timestampMs: record.arrivalMs, partitionKeys: keys, seed: "" });
        const part = { ...this.newPart("data"), partitionKeys: keys };
        this.data.set(id, part);
        return part;
    }

    private async addObject(
        file: SpoolFile,
        target: S3Target,
        prefix: string,
        oldestMs: number,
        part: string,
        extension: string,
    ): Promise<void> {
        await file.flush();
        let { path } = file;
        let suffix = extension;
        if (target.compression === Compression.gzip) {
            await gzipFile(path, `${path}.gz`);
            await rm(path);
            path = `${path}.gz`;
            suffix += ".gz";
        }
        this.objects.push({
            file: path.slice(this.directory.length + 1),
            bytes: await sizeOf(path),
            bucket: target.bucket,
            key: prefix + objectName(this.stream.name, oldestMs, `${this.batchId}/${part}`, suffix),
            roleArn: target.roleArn,
            kmsKeyArn: target.kmsKeyArn,
        });
    }

    private newPart(kind: string): Part {
        return { file: this.newFile(kind), records: [], oldestMs: Number.POSITIVE_INFINITY, documents: 0 };
    }

    private newFile(kind: string): SpoolFile {
        return new SpoolFile(join(this.directory, `${kind}-${this.files++}`));
    }
}

function note(part: Part, record: SourceRecord): void {
    part.records.push(record);
    part.oldestMs = Math.min(part.oldestMs, record.arrivalMs);
}

function oldest(records: readonly SourceRecord[]): number {
    return records.reduce((min, record) => Math.min(min, record.arrivalMs), Number.POSITIVE_INFINITY);
}
