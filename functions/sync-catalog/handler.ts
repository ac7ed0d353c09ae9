import { SyncError } from "../shop/catalog/sync/failure";
import { type SyncReport, SyncTrigger } from "../shop/catalog/sync/report";
import { type SyncRequest, syncCatalog } from "../shop/catalog/sync/sync";
import { type Surroundings, surroundingsFrom } from "./environment";
import { onceLetIn } from "./letting-in";
import { syncEvent, syncLogLines } from "./outcome";
import { directRequestOf, isQueueEvent } from "./request";
import { syncUploads } from "./uploads";

let surroundings: Surroundings | undefined;

/**
 * Takes the shop to what a catalogue file says.
 *
 * Invoked itself, with `{ source: { bucket, key, version_id? }, trigger, allow_removals? }`, it answers with the sync's report,
 * and fails if the sync does. Invoked by a queue of S3's notifications, it answers with the messages that failed; no upload can
 * allow itself to empty the shop.
 *
 * Settings, by environment variable: `PRODUCTS_TABLE`, `CATALOG_BUCKET`, `REJECT_THRESHOLD`, `REMOVAL_THRESHOLD`; and, where
 * there is one, `KNOWLEDGE_BASE_ID` with `PRODUCT_DATA_SOURCE_ID` and `POLICY_DATA_SOURCE_ID`, `EVENT_STREAM`, `SHOP_POLICY`,
 * `METRIC_NAMESPACE` (`Lakefront` unless given), `FAILED_UPLOADS_QUEUE_URL` (of the queue that refused uploads are put
 * into; without it they come again until their own queue gives up).
 */
export async function handler(event: unknown): Promise<SyncReport | QueueAnswer> {
    surroundings ??= surroundingsFrom(process.env);
    const around = surroundings;
    if (!isQueueEvent(event)) return run(directRequestOf(event), around);
    const { failed } = await syncUploads(event.Records, {
        bucket: around.sync.bucket,
        sync: async ({ key }, isCurrent) => {
            const source = { bucket: around.bucketName, key };
            await run({ source, trigger: SyncTrigger.Upload, isCurrent }, around);
        },
        ...(around.putAside && { putAside: around.putAside }),
        log: (facts) => write(JSON.stringify(facts)),
    });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

interface QueueAnswer {
    readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

async function run(request: SyncRequest, around: Surroundings): Promise<SyncReport> {
    try {
        const sync = () => syncCatalog(request, around.sync);
        const report = await (request.trigger === SyncTrigger.Deploy ? onceLetIn(sync, around.sync.clock) : sync());
        await tell(report, undefined, around);
        return report;
    } catch (error) {
        if (error instanceof SyncError && error.report !== undefined) await tell(error.report, error, around);
        throw error;
    }
}

async function tell(report: SyncReport, failure: SyncError | undefined, around: Surroundings): Promise<void> {
    for (const line of syncLogLines(report, failure, around.metricNamespace)) write(line);
    try {
        await around.events?.publish([syncEvent(report, failure)]);
    } catch (error) {
        // The catalogue is what matters here: a sync that the lake doesn't hear of is none that failed.
        write(JSON.stringify({ message: "event_not_published", error: error instanceof Error ? error.name : "" }));
    }
}

/** Not console.log: Lambda would wrap the line in its own JSON, and CloudWatch would find no metrics in it. */
function write(line: string): void {
    process.stdout.write(`${line}\n`);
}
