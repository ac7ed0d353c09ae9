import { createHash } from "node:crypto";
import type { quarantinedRecords, Row } from "../../schemas";
import type { Refusal } from "./mapping";
import { dateOf, timestampAt } from "./timestamps";

type QuarantinedRow = Row<typeof quarantinedRecords>;

/** One document of a record that could not be read. */
export interface RefusedDocument {
    readonly refusal: Refusal;
    /** The document's place in its record, from 0. */
    readonly index: number;
    readonly bytes: Buffer;
}

/** The record that refused documents came in. */
export interface RecordOrigin {
    readonly table: string;
    /** Milliseconds since 1970. */
    readonly arrivedAt: number;
    readonly shardId: string | null;
    readonly sequenceNumber: string | null;
}

/** An object of the quarantine. */
export interface QuarantineObject {
    /** Relative to the quarantine's prefix. */
    readonly key: string;
    readonly body: string;
}

/** Where refused documents are kept. Rejects if they were not. */
export interface Quarantine {
    keep(object: QuarantineObject): Promise<void>;
}

/**
 * Writes the refused documents of one record as an object of `quarantined_records`. Key and content follow from the record
 * alone, so a record that is processed again, in whatever company, overwrites its own object and is not counted twice.
 */
export function quarantineObject(origin: RecordOrigin, documents: readonly RefusedDocument[]): QuarantineObject {
    const received = timestampAt(origin.arrivedAt);
    const body = documents.map((document) => `${JSON.stringify(rowOf(origin, received, document))}\n`).join("");
    const digest = createHash("sha256").update(body).digest("hex");
    return { key: `received_date=${dateOf(received)}/${digest}.jsonl`, body };
}

function rowOf(
    origin: RecordOrigin,
    received: QuarantinedRow["received_ts"],
    document: RefusedDocument,
): QuarantinedRow {
    return {
        table_name: origin.table,
        reason: document.refusal.reason,
        detail: document.refusal.detail,
        received_ts: received,
        shard_id: origin.shardId,
        sequence_number: origin.sequenceNumber,
        document_index: document.index,
        size_bytes: document.bytes.length,
        bytes_base64: document.bytes.toString("base64"),
    };
}
