import { randomUUID } from "node:crypto";
import type { Clock } from "../../../shared/deployment";
import { type CatalogFile, type ReadOptions, readCatalog } from "../file/read";
import { UnreadableCatalog } from "../file/unreadable";
import { type CatalogPlan, changesDocuments, isEmpty, planSync } from "../plan";
import { acceptRemovals, acceptRows, type Judgement, type SyncBounds } from "./acceptance";
import type { CatalogBucket, SourceObject } from "./bucket";
import { SyncError, SyncFailure } from "./failure";
import type { Ingestion, IngestionReport, Knowledge } from "./ingestion";
import type { ProductTable } from "./product-table";
import { emptyReport, fileFacts, planFacts, type SyncReport, type SyncTrigger } from "./report";
import type { Lease, SyncState, SyncStates } from "./sync-state";

export interface SyncRequest {
    readonly source: SourceObject;
    readonly trigger: SyncTrigger;
    /** Takes products from sale however many they are, also by a file without rows. Default: false. */
    readonly allow_removals?: boolean;
    /**
     * Whether the file still counts, asked once no other sync can come between. If it doesn't, nothing is done. Default: it
     * does.
     */
    readonly isCurrent?: () => Promise<boolean>;
}

/** What a sync works with. */
export interface SyncDependencies extends SyncBounds {
    readonly bucket: CatalogBucket;
    readonly products: ProductTable;
    readonly states: SyncStates;
    /** Absent: the catalogue is in no knowledge base. */
    readonly knowledge?: Knowledge & { readonly ingestion: Ingestion };
    readonly clock: Clock;
    readonly read?: ReadOptions;
    /** How long it waits for another sync to end, in milliseconds. */
    readonly leaseWaitMs: number;
}

/** Everything that a plan is made of, but the file. */
interface Found {
    readonly state: SyncState;
    readonly policiesHash: string | null;
    readonly plan: CatalogPlan;
}

/**
 * Takes the shop to what a catalogue file says. Only what differs is written; with nothing to change, nothing is. A sync that
 * was cut off is completed by the next one.
 *
 * @throws a `SyncError`, whose report says how far it came
 */
export async function syncCatalog(request: SyncRequest, dependencies: SyncDependencies): Promise<SyncReport> {
    const { clock } = dependencies;
    const sync_id = randomUUID();
    const { source, trigger, allow_removals = false, isCurrent = async () => true } = request;
    const start = { sync_id, source, trigger, allow_removals };
    let report = emptyReport(start, clock.now());
    const add = (facts: Partial<SyncReport>) => {
        report = { ...report, ...facts, finished_at: new Date(clock.now()).toISOString() };
    };
    try {
        const judgement: Judgement = { ...dependencies, start, add };
        const file = await readCatalog(await dependencies.bucket.read(source), dependencies.read);
        add(fileFacts(file));
        await acceptRows(file, judgement);
        const found = await lookUp(file, dependencies);
        // Beside another sync, what is on sale tells nothing yet. Otherwise a refused file leaves even the state alone.
        if (!found.state.is_held) await acceptRemovals(file, found.plan.sale, judgement);
        // What has no work beside another sync may have some after it.
        if (found.state.is_held || hasWork(found, dependencies))
            await dependencies.states.exclusively(sync_id, dependencies.leaseWaitMs, async (lease) => {
                if (!(await isCurrent())) return add({ is_superseded: true });
                const isFresh = !found.state.is_held && lease.found.revision === found.state.revision;
                const current = isFresh ? found : await lookUp(file, dependencies);
                await acceptRemovals(file, current.plan.sale, judgement);
                await apply(current, lease, dependencies, add);
            });
        else add(planFacts(found.plan));
        return report;
    } catch (error) {
        const failure = syncErrorOf(error);
        add({});
        failure.report = report;
        throw failure;
    }
}

async function lookUp(file: CatalogFile, { bucket, products, states, knowledge }: SyncDependencies): Promise<Found> {
    // The state first: another sync that changes anything meanwhile either has it already, or counts its revision up.
    const state = await states.read();
    const [loaded, documentKeys, policiesHash] = await Promise.all([
        products.load(),
        bucket.documentKeys(),
        knowledge?.policyDataSourceId === undefined ? null : bucket.policiesHash(),
    ]);
    const { products: wanted, rejectedIds, hasNamelessRejects } = file;
    return {
        state,
        policiesHash,
        plan: planSync({ wanted, rejectedIds, hasNamelessRejects, loaded, documentKeys }),
    };
}

function hasWork({ plan, state, policiesHash }: Found, { knowledge }: SyncDependencies): boolean {
    if (!isEmpty(plan)) return true;
    return knowledge !== undefined && (state.is_ingestion_pending || hasNewPolicies(state, policiesHash, knowledge));
}

function hasNewPolicies(state: SyncState, policiesHash: string | null, knowledge: Knowledge): boolean {
    return knowledge.policyDataSourceId !== undefined && state.policies_hash !== policiesHash;
}

/**
 * Documents before products: a product's hash says that its document was written. That documents wait to be indexed is noted
 * before the first of them is written, so that it is known after a cut at any point.
 */
async function apply(
    { plan, state, policiesHash }: Found,
    { signal, save }: Lease,
    { bucket, products, knowledge }: SyncDependencies,
    add: (facts: Partial<SyncReport>) => void,
): Promise<void> {
    const isPending = changesDocuments(plan) || state.is_ingestion_pending;
    if (isPending && !state.is_ingestion_pending) await save({ is_ingestion_pending: true });
    await bucket.write(plan.documentsToWrite, signal);
    await products.add(plan.additions, signal);
    await products.change(plan.changes, signal);
    await products.discontinue(plan.removals, signal);
    await bucket.delete(plan.documentsToDelete, signal);
    add(planFacts(plan));
    if (knowledge === undefined) return;
    const run = (dataSourceId: string): Promise<IngestionReport> => knowledge.ingestion.run(dataSourceId, signal);
    if (isPending) {
        add({ ingestion: await run(knowledge.productDataSourceId) });
        await save({ is_ingestion_pending: false });
    }
    if (knowledge.policyDataSourceId !== undefined && hasNewPolicies(state, policiesHash, knowledge)) {
        add({ policy_ingestion: await run(knowledge.policyDataSourceId) });
        await save({ policies_hash: policiesHash });
    }
}

function syncErrorOf(error: unknown): SyncError {
    if (error instanceof SyncError) return error;
    if (error instanceof UnreadableCatalog) return new SyncError(SyncFailure.UnreadableFile, error.message);
    const failure = new SyncError(SyncFailure.Internal, error instanceof Error ? error.message : String(error));
    failure.cause = error;
    return failure;
}
