import { table } from "../table";
import { t } from "../types";
import { eventIdColumn, shopFacts, shopIngestColumns, shopPartitions } from "./shop-columns";

/** Runs of the catalogue's synchronisation. */
export const catalogSyncs = table({
    name: "catalog_syncs",
    domain: "catalog",
    description:
        "One run of the catalogue's synchronisation: what was in the file, what was changed, what was refused.",
    columns: {
        ...eventIdColumn("the run"),
        sync_id: { type: t.string(), description: "Id of the run.", required: true },
        trigger: { type: t.string(), description: "What started it: `deploy`, `upload` or `command`.", required: true },
        status: {
            type: t.string(),
            description: "How it ended.",
            required: true,
            values: ["succeeded", "failed"],
        },
        error_code: { type: t.string(), description: "Why it failed; null if it didn't." },
        started_ts: { type: t.timestamp(), description: "When it began.", required: true },
        duration_ms: { type: t.int(), description: "How long it took.", unit: "ms" },
        source_key: { type: t.string(), description: "Key of the catalogue file." },
        row_count: { type: t.int(), description: "Rows in the file.", least: 0 },
        rejected_count: { type: t.int(), description: "Rows that were refused.", least: 0 },
        refused_removal_count: {
            type: t.int(),
            description:
                "Products that the file would have taken from sale, if the run was refused for it; otherwise 0.",
            least: 0,
        },
        added_count: { type: t.int(), description: "Products that were new.", least: 0 },
        changed_count: { type: t.int(), description: "Products that were changed.", least: 0 },
        removed_count: { type: t.int(), description: "Products that were discontinued.", least: 0 },
        unchanged_count: { type: t.int(), description: "Products that were as they are in the file.", least: 0 },
        documents_written: { type: t.int(), description: "Documents written for the knowledge base.", least: 0 },
        documents_deleted: { type: t.int(), description: "Documents taken from the knowledge base.", least: 0 },
        documents_indexed: { type: t.int(), description: "Documents that the ingestion job indexed.", least: 0 },
        documents_failed: { type: t.int(), description: "Documents that the ingestion job could not index.", least: 0 },
        ...shopIngestColumns,
    },
    partitions: shopPartitions("the run's beginning"),
    ...shopFacts,
});
