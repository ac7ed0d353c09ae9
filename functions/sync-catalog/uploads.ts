import { type CatalogBucket, isCatalogFile, type Upload } from "../shop/catalog/sync/bucket";
import { isRefusal } from "../shop/catalog/sync/failure";
import { notifiedKeys, type QueueMessage } from "./request";

/** What came of the messages of a queue. */
export interface UploadsOutcome {
    /** Those that the queue is to bring again, and in the end to put aside. */
    readonly failed: readonly string[];
}

/**
 * Syncs what was uploaded, once for all messages. Of several files, and whatever the order in which their messages come, the
 * one uploaded last counts, as it is now: an older one never undoes a newer one. S3 tells when an object was uploaded in whole
 * seconds, so of several names within one second the last in order of the alphabet counts.
 *
 * A file that was refused for what it says is put aside at once: each further try would be refused, reported and counted
 * like the first, hours apart, before the queue gave up on it.
 */
export async function syncUploads(
    messages: readonly QueueMessage[],
    {
        bucket,
        sync,
        putAside,
        log,
    }: {
        readonly bucket: Pick<CatalogBucket, "newestUpload">;
        /** Syncs an upload as long as nothing newer was uploaded. */
        readonly sync: (upload: Upload, isCurrent: () => Promise<boolean>) => Promise<void>;
        /** Keeps a message among those that were given up on. Default: the queue does so after its own number of tries. */
        readonly putAside?: (message: QueueMessage, failure: string) => Promise<void>;
        readonly log: (facts: Readonly<Record<string, unknown>>) => void;
    },
): Promise<UploadsOutcome> {
    const failed: string[] = [];
    const told = new Map<QueueMessage, readonly string[]>();
    for (const message of messages) {
        try {
            const keys = notifiedKeys(message).filter(isCatalogFile);
            if (keys.length > 0) told.set(message, keys);
        } catch (error) {
            failed.push(message.messageId);
            log({ message: "message_unreadable", reason: error instanceof Error ? error.message : "" });
        }
    }
    if (told.size === 0) return { failed };
    const newest = await bucket.newestUpload();
    const current = [...told]
        .filter(([, keys]) => newest !== undefined && keys.includes(newest.key))
        .map(([message]) => message);
    if (current.length < told.size) log({ message: "uploads_superseded", count: told.size - current.length });
    if (newest === undefined || current.length === 0) return { failed };
    try {
        await sync(newest, async () => {
            const now = await bucket.newestUpload();
            return now?.key === newest.key && now.etag === newest.etag;
        });
    } catch (error) {
        for (const message of current) {
            const isAside =
                isRefusal(error) && putAside !== undefined && (await succeeds(putAside(message, error.code)));
            if (!isAside) failed.push(message.messageId);
        }
    }
    return { failed };
}

async function succeeds(work: Promise<void>): Promise<boolean> {
    return work.then(
        () => true,
        () => false,
    );
}
