import { type Document, documentsIn, type Unreadable } from "./documents";
import type { FirehoseRecord } from "./firehose";
import { payloadText } from "./framing";
import { maximumDocumentBytes } from "./limits";
import { ELSEWHERE, type FeedPartition, type MappedDocument, Reason, type Refusal, type TableMapping } from "./mapping";
import type { Notes } from "./notes";
import type { RecordOrigin, RefusedDocument } from "./quarantine";
import { rowWriter } from "./row-writer";
import { timestamp, timestampAt } from "./timestamps";

const sequenceDigits = 64;
const indexDigits = 4;
const writer = rowWriter();

/** What is to become of one record: rows to deliver, documents to refuse. */
export interface RecordPlan {
    readonly record: FirehoseRecord;
    readonly origin: RecordOrigin;
    /** Rows in the record's order, as JSON lines, in Base64. */
    readonly rows: string;
    /** The documents behind those rows, as received: put back to the stream one by one where they can't be delivered together. */
    readonly readable: readonly string[];
    /** The partition that all rows belong to; undefined where they belong to several, or there are none. */
    readonly partition: FeedPartition | undefined;
    readonly refused: readonly RefusedDocument[];
}

/** Reads one record. Pure but for `notes`, which it adds to; never throws. */
export function planRecord(mapping: TableMapping, record: FirehoseRecord, notes: Notes): RecordPlan {
    const origin = originOf(mapping.quarantineName ?? mapping.table, record);
    const payload = payloadText(record.data);
    if (!("text" in payload)) {
        const whole = { refusal: payload, index: 0, bytes: Buffer.from(record.data, "base64") };
        return { record, origin, rows: "", readable: [], partition: undefined, refused: [whole] };
    }
    const readable: string[] = [];
    const refused: RefusedDocument[] = [];
    const partitions: FeedPartition[] = [];
    const sequence = sequenceOf(record);
    const ingestedAt = timestampAt(origin.arrivedAt);
    writer.start();
    documentsIn(payload.text).forEach((document, index) => {
        const mapped = mapDocument(mapping, document, origin.arrivedAt, notes);
        if (mapped === ELSEWHERE) return;
        if ("reason" in mapped) {
            refused.push({ refusal: mapped, index, bytes: Buffer.from(document.text) });
            return;
        }
        const { row, partition } = mapped;
        row.ingest_ts = ingestedAt;
        row.ingest_sequence = `${sequence}-${String(index).padStart(indexDigits, "0")}`;
        row.source = "stream";
        const bytes = writer.append(row, document.text);
        if (bytes > maximumDocumentBytes) {
            writer.drop(bytes);
            refused.push({ refusal: overSize("the row"), index, bytes: Buffer.from(document.text) });
            return;
        }
        readable.push(document.text);
        partitions.push(partition);
    });
    const rows = readable.length === 0 ? "" : writer.toBase64();
    return { record, origin, rows, readable, partition: common(partitions), refused };
}

function mapDocument(
    mapping: TableMapping,
    document: Document | Unreadable,
    arrivedAt: number,
    notes: Notes,
): MappedDocument | Refusal | typeof ELSEWHERE {
    if (isOverSize(document.text)) {
        return overSize("the document");
    }
    if ("refusal" in document) {
        return document.refusal;
    }
    try {
        return mapping.map(document.value, arrivedAt, notes);
    } catch (error) {
        // Only the kind of error: its message may quote the document.
        const kind = error instanceof Error ? error.name : typeof error;
        return { reason: Reason.NotMapped, detail: `the document could not be mapped (${kind})` };
    }
}

/** A character takes up to three bytes in UTF-8 for each unit of length, so short text needs no counting. */
function isOverSize(text: string): boolean {
    return text.length * 3 > maximumDocumentBytes && Buffer.byteLength(text) > maximumDocumentBytes;
}

function overSize(what: string): Refusal {
    return { reason: Reason.OverSize, detail: `${what} has more than ${maximumDocumentBytes} bytes` };
}

function common(partitions: readonly FeedPartition[]): FeedPartition | undefined {
    const [first, ...others] = partitions;
    const keys = Object.keys(first ?? {});
    const isShared = others.every((other) => keys.every((key) => other[key] === first?.[key]));
    return isShared ? first : undefined;
}

function originOf(table: string, record: FirehoseRecord): RecordOrigin {
    const metadata = record.kinesisRecordMetadata;
    return {
        table,
        arrivedAt: instantOf(metadata?.approximateArrivalTimestamp) ?? record.approximateArrivalTimestamp,
        shardId: metadata?.shardId ?? null,
        sequenceNumber: metadata?.sequenceNumber ?? null,
    };
}

function instantOf(value: number | string | undefined): number | undefined {
    if (typeof value === "number") {
        return value;
    }
    const text = timestamp(value);
    return typeof text === "string" ? Date.parse(`${text}Z`) : undefined;
}

/** Orders deliveries of one shard as text, and together with the shard names one record. */
function sequenceOf(record: FirehoseRecord): string {
    const metadata = record.kinesisRecordMetadata;
    if (metadata === undefined) {
        return record.recordId;
    }
    const sequence = metadata.sequenceNumber.padStart(sequenceDigits, "0");
    const packed = String(metadata.subsequenceNumber ?? 0);
    return packed === "0" ? sequence : `${sequence}-${packed.padStart(indexDigits, "0")}`;
}
