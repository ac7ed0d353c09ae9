import type { CatalogFile } from "../file/read";
import type { RowFault } from "../file/row";
import type { CatalogPlan } from "../plan";
import type { SourceObject } from "./bucket";
import type { IngestionReport } from "./ingestion";

/** What started a sync. */
export const SyncTrigger = { Deploy: "deploy", Upload: "upload", Command: "command" } as const;
export type SyncTrigger = (typeof SyncTrigger)[keyof typeof SyncTrigger];

/** What one sync did. */
export interface SyncReport {
    readonly sync_id: string;
    readonly trigger: SyncTrigger;
    readonly source: SourceObject;
    /** Whoever started it said that products may be taken from sale, however many. */
    readonly allow_removals: boolean;
    /** A newer upload took its place before anything was changed for it. */
    readonly is_superseded: boolean;
    /** UTC instants, ISO 8601. */
    readonly started_at: string;
    readonly finished_at: string;
    /** Rows in the file, good and bad. */
    readonly rows: number;
    readonly rejected_rows: number;
    /** Faults of rejected rows; the first hundred. All of them stand under `reports/`. */
    readonly rejected: readonly RowFault[];
    /** What was left out of good rows; the first hundred. */
    readonly warnings: readonly RowFault[];
    /** Key of the report that lists every fault; null if there is none. */
    readonly report_key: string | null;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    /** Products that are not in the file, but stay, because a rejected row may be about them. */
    readonly removals_withheld: number;
    /** Products that the file would have taken from sale, where the sync was refused for it; otherwise 0. */
    readonly removals_refused: number;
    /** Ids of these; the first hundred. All of them stand under `reports/`. */
    readonly refused_ids: readonly string[];
    readonly unchanged: number;
    /** Products whose stock in the file is another than in the last one. */
    readonly stock_adjusted: number;
    readonly documents_written: number;
    readonly documents_deleted: number;
    /** The job over the products' documents; null if there was nothing to index. */
    readonly ingestion: IngestionReport | null;
    /** The job over the policies; null if there was nothing to index. */
    readonly policy_ingestion: IngestionReport | null;
}

const MOST_SHOWN = 100;

/** A report that nothing is in yet. */
export function emptyReport(
    start: Pick<SyncReport, "sync_id" | "trigger" | "source" | "allow_removals">,
    startedAt: number,
): SyncReport {
    const started_at = new Date(startedAt).toISOString();
    return {
        ...start,
        is_superseded: false,
        started_at,
        finished_at: started_at,
        rows: 0,
        rejected_rows: 0,
        rejected: [],
        warnings: [],
        report_key: null,
        added: 0,
        changed: 0,
        removed: 0,
        removals_withheld: 0,
        removals_refused: 0,
        refused_ids: [],
        unchanged: 0,
        stock_adjusted: 0,
        documents_written: 0,
        documents_deleted: 0,
        ingestion: null,
        policy_ingestion: null,
    };
}

export function fileFacts({ rows, rejectedRows, faults, warnings }: CatalogFile) {
    return {
        rows,
        rejected_rows: rejectedRows,
        rejected: faults.slice(0, MOST_SHOWN),
        warnings: warnings.slice(0, MOST_SHOWN),
    } satisfies Partial<SyncReport>;
}

export function refusalFacts(withdrawn: readonly string[]) {
    return {
        removals_refused: withdrawn.length,
        refused_ids: withdrawn.slice(0, MOST_SHOWN),
    } satisfies Partial<SyncReport>;
}

export function planFacts(plan: CatalogPlan) {
    return {
        added: plan.additions.length,
        changed: plan.changes.length,
        removed: plan.removals.length,
        removals_withheld: plan.withheldRemovals,
        unchanged: plan.unchanged,
        stock_adjusted: plan.changes.filter(({ product, from_stock }) => product.stock !== from_stock).length,
        documents_written: plan.documentsToWrite.length,
        documents_deleted: plan.documentsToDelete.filter((key) => key.endsWith(".txt")).length,
    } satisfies Partial<SyncReport>;
}
