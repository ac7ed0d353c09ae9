import type { SyncReport } from "./report";

/** Why a sync failed. */
export const SyncFailure = {
    /** The file can't be read as a whole. */
    UnreadableFile: "unreadable_file",
    /** More rows are bad than the threshold bears. */
    RejectedRows: "rejected_rows",
    /** The file has no rows. */
    EmptyFile: "empty_file",
    /** The file would take more products from sale than the threshold bears. */
    TooManyRemovals: "too_many_removals",
    /** Another sync or another ingestion job runs, and did not end in time. */
    Busy: "busy",
    /** The ingestion job failed, or could not index some documents. */
    Ingestion: "ingestion",
    /** Another sync took over, because this one did not renew its lease in time. */
    LeaseLost: "lease_lost",
    Internal: "internal",
} as const;
export type SyncFailure = (typeof SyncFailure)[keyof typeof SyncFailure];

const lasting: ReadonlySet<SyncFailure> = new Set([
    SyncFailure.UnreadableFile,
    SyncFailure.RejectedRows,
    SyncFailure.EmptyFile,
    SyncFailure.TooManyRemovals,
]);

/** Whether the file itself was refused: trying it again comes to the same. */
export function isRefusal(error: unknown): error is SyncError {
    return error instanceof SyncError && lasting.has(error.code);
}

export class SyncError extends Error {
    /** How far it came. */
    report?: SyncReport;

    constructor(
        readonly code: SyncFailure,
        message: string,
    ) {
        super(message);
        this.name = "SyncError";
    }
}
