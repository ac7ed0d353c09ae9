import type { CatalogFile } from "../file/read";
import { RemovalProblem, removalProblem, type SaleChange } from "../removals";
import type { CatalogBucket } from "./bucket";
import { SyncError, SyncFailure } from "./failure";
import { refusalFacts, type SyncReport } from "./report";

/** How much a sync bears before it refuses a file. */
export interface SyncBounds {
    /** Share of bad rows, from 0 to 1. */
    readonly rejectThreshold: number;
    /** Share of the products on sale that may be taken from sale at once, from 0 to 1; with 0 none may. */
    readonly removalThreshold: number;
}

/** What a file is judged by and for. */
export interface Judgement extends SyncBounds {
    readonly bucket: Pick<CatalogBucket, "writeReport">;
    readonly start: Pick<SyncReport, "sync_id" | "source" | "allow_removals">;
    readonly add: (facts: Partial<SyncReport>) => void;
}

const IDS_NAMED = 5;
const HOW_TO_ALLOW = 'If it is meant, invoke the function for this file with "allow_removals": true.';

/**
 * Reports what is wrong with rows.
 *
 * @throws a `SyncError` for a file without rows, and for one with too many bad ones
 */
export async function acceptRows(file: CatalogFile, judgement: Judgement): Promise<void> {
    const { rows, rejectedRows, faults, products } = file;
    const { rejectThreshold, start } = judgement;
    if (rows === 0 && !start.allow_removals)
        throw new SyncError(
            SyncFailure.EmptyFile,
            `The catalogue file has no rows, and nothing was changed: that is most often a mistake. ${HOW_TO_ALLOW}`,
        );
    if (rejectedRows === 0) return;
    const reportKey = await writeReport(file, judgement);
    // Not `rows * rejectThreshold`: 0.29 of a hundred rows comes out below 29.
    if (rejectedRows / rows > rejectThreshold || products.length === 0) {
        const [first] = faults;
        const example = first && ` The first: line ${first.line}, ${first.field ?? "the row"} ${first.reason}.`;
        throw new SyncError(
            SyncFailure.RejectedRows,
            `${rejectedRows} of ${rows} rows were rejected, and nothing was changed: at most ${percent(rejectThreshold)} may be.${example} All of them: ${reportKey}`,
        );
    }
}

/**
 * Refuses a file that takes too much from sale. It may have been cut off between two rows, or exported with a wrong filter,
 * neither of which shows in any row.
 *
 * @throws a `SyncError` that says how many of how many, which, and how to allow it
 */
export async function acceptRemovals(file: CatalogFile, sale: SaleChange, judgement: Judgement): Promise<void> {
    const { removalThreshold, start, add } = judgement;
    const problem = start.allow_removals ? undefined : removalProblem(sale, removalThreshold);
    if (problem === undefined) return;
    const { before, withdrawn } = sale;
    add(refusalFacts(withdrawn));
    const reportKey = await writeReport(file, judgement, withdrawn);
    const borne =
        problem === RemovalProblem.NoneLeft ? "none would be left" : `at most ${percent(removalThreshold)} may be`;
    throw new SyncError(
        SyncFailure.TooManyRemovals,
        `${withdrawn.length} of ${before} products would be taken from sale, and nothing was changed: ${borne}. The first: ${withdrawn.slice(0, IDS_NAMED).join(", ")}. All of them: ${reportKey}. ${HOW_TO_ALLOW}`,
    );
}

async function writeReport(
    { rows, rejectedRows, faults, warnings }: CatalogFile,
    { bucket, start: { sync_id, source }, add }: Judgement,
    refusedIds: readonly string[] = [],
): Promise<string> {
    const report_key = await bucket.writeReport(sync_id, {
        sync_id,
        source,
        rows,
        rejected_rows: rejectedRows,
        rejected: faults,
        warnings,
        refused_ids: refusedIds,
    });
    add({ report_key });
    return report_key;
}

function percent(share: number): string {
    return `${Number((share * 100).toPrecision(12))} %`;
}
