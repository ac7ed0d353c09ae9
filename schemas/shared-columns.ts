import type { Column } from "./table";
import { t } from "./types";

/** Partition keys that every table fed by Amazon Connect shares: which instance, and which day. */
export const feedPartitions = (dayOf: string) =>
    ({
        instance_id: { type: t.string(), description: "Id of the Amazon Connect instance." },
        event_date: { type: t.date(), description: `UTC day of ${dayOf}.` },
    }) as const;

/** Columns that say how and when a row came into the lake. */
export const ingestColumns = {
    ingest_ts: {
        type: t.timestamp(),
        description: "When the record arrived in the stream (Kinesis' approximate arrival).",
        required: true,
    },
    ingest_sequence: {
        type: t.string(),
        description:
            "Kinesis sequence number, zero-padded, and the document's place in its record; sorts in order of arrival within a shard and names one delivery.",
        required: true,
    },
    source: {
        type: t.string(),
        description: "How the row came: `stream` or `backfill`.",
        required: true,
        values: ["stream", "backfill"],
    },
    raw_json: {
        type: t.string(),
        description: "The document as it was received, so that fields unknown today are kept.",
        personal: true,
        required: true,
    },
} as const satisfies Record<string, Column>;

/** The five levels of an agent's place in the hierarchy, as they stood at the time. */
export const hierarchyColumns = {
    hierarchy_l1_id: { type: t.string(), description: "Id of the agent's hierarchy group, level 1." },
    hierarchy_l1_name: { type: t.string(), description: "Name of the agent's hierarchy group, level 1." },
    hierarchy_l2_id: { type: t.string(), description: "Id of the agent's hierarchy group, level 2." },
    hierarchy_l2_name: { type: t.string(), description: "Name of the agent's hierarchy group, level 2." },
    hierarchy_l3_id: { type: t.string(), description: "Id of the agent's hierarchy group, level 3." },
    hierarchy_l3_name: { type: t.string(), description: "Name of the agent's hierarchy group, level 3." },
    hierarchy_l4_id: { type: t.string(), description: "Id of the agent's hierarchy group, level 4." },
    hierarchy_l4_name: { type: t.string(), description: "Name of the agent's hierarchy group, level 4." },
    hierarchy_l5_id: { type: t.string(), description: "Id of the agent's hierarchy group, level 5." },
    hierarchy_l5_name: { type: t.string(), description: "Name of the agent's hierarchy group, level 5." },
} as const satisfies Record<string, Column>;

/** What every table fed by Amazon Connect says of its own rows. */
export const feedFacts = { deliveryKey: "ingest_sequence", arrival: "ingest_ts" } as const;
