import { table } from "./table";
import { t } from "./types";

/** Documents that could not be read, each with the reason and its bytes, so that it can be repaired and replayed. */
export const quarantinedRecords = table({
    name: "quarantined_records",
    domain: "ingestion",
    description: "Documents that could not be read: the reason, and the bytes as received. JSON lines.",
    columns: {
        table_name: {
            type: t.string(),
            description: "Table that the document was meant for; `shop_events` for all tables of the shop.",
            required: true,
            values: ["contact_records", "agent_events", "shop_events"],
        },
        reason: {
            type: t.string(),
            description: "Why it was refused, as a code, e.g. not_json, missing_contact_id.",
            required: true,
        },
        detail: {
            type: t.string(),
            description: "What exactly was wrong; names fields, never values.",
            required: true,
        },
        received_ts: { type: t.timestamp(), description: "When the record arrived in the stream.", required: true },
        shard_id: { type: t.string(), description: "Kinesis shard that the record came through." },
        sequence_number: { type: t.string(), description: "Kinesis sequence number of the record." },
        document_index: {
            type: t.int(),
            description: "The document's place in its record, from 0.",
            required: true,
            least: 0,
        },
        size_bytes: { type: t.int(), description: "Length of the document.", unit: "bytes", required: true },
        bytes_base64: {
            type: t.string(),
            description: "The document as received, in Base64.",
            personal: true,
            required: true,
        },
    },
    partitions: { received_date: { type: t.date(), description: "UTC day on which the record arrived." } },
    arrival: "received_ts",
});
