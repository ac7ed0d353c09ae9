import { metricsLine } from "../shared/metrics";
import type { SyncError } from "../shop/catalog/sync/failure";
import type { SyncReport } from "../shop/catalog/sync/report";
import { type ShopEvent, timestampAt } from "../shop/lake";

/** A sync as the lake keeps it. */
export function syncEvent(report: SyncReport, failure: SyncError | undefined): ShopEvent {
    const started = Date.parse(report.started_at);
    return {
        table: "catalog_syncs",
        row: {
            event_id: report.sync_id,
            sync_id: report.sync_id,
            trigger: report.trigger,
            status: failure === undefined ? "succeeded" : "failed",
            error_code: failure?.code ?? null,
            started_ts: timestampAt(started),
            duration_ms: Date.parse(report.finished_at) - started,
            source_key: report.source.key,
            row_count: report.rows,
            rejected_count: report.rejected_rows,
            refused_removal_count: report.removals_refused,
            added_count: report.added,
            changed_count: report.changed,
            removed_count: report.removed,
            unchanged_count: report.unchanged,
            documents_written: report.documents_written,
            documents_deleted: report.documents_deleted,
            documents_indexed: report.ingestion?.indexed ?? 0,
            documents_failed: report.ingestion?.failed ?? 0,
        },
    };
}

/** A sync as metrics and as a line of the log, neither of which has anything of a row's content; a reason may name ids. */
export function syncLogLines(report: SyncReport, failure: SyncError | undefined, namespace: string): string[] {
    const { rejected, warnings, refused_ids, ...facts } = report;
    const at = Date.parse(report.finished_at);
    return [
        metricsLine({
            namespace,
            table: "catalog_syncs",
            at,
            metrics: {
                SucceededSyncs: failure === undefined ? 1 : 0,
                FailedSyncs: failure === undefined ? 0 : 1,
                RejectedRows: report.rejected_rows,
            },
            unknownKeys: new Map(),
            unreadableValues: new Map(),
            errors: failure === undefined ? [] : [failure.code],
        }),
        JSON.stringify({
            message: failure === undefined ? "sync_succeeded" : "sync_failed",
            ...facts,
            warned: warnings.length,
            ...(failure !== undefined && { error_code: failure.code, reason: failure.message }),
        }),
    ];
}
