import * as z from "zod";
import { SyncTrigger } from "../shop/catalog/sync/report";
import type { SyncRequest } from "../shop/catalog/sync/sync";

// Strict, so that a misspelt `allow_removals` is told and not passed over.
const directRequest = z.strictObject({
    source: z.strictObject({
        bucket: z.string().min(1),
        key: z.string().min(1),
        version_id: z.string().min(1).optional(),
    }),
    trigger: z.enum([SyncTrigger.Deploy, SyncTrigger.Command]),
    allow_removals: z.boolean().optional(),
});

/**
 * The request of whoever invokes the function itself.
 *
 * @throws an `Error` that names each field that is wrong
 */
export function directRequestOf(event: unknown): SyncRequest {
    const { success, data, error } = directRequest.safeParse(event);
    if (success) return data;
    const problems = error.issues.map(({ path, message }) => `${path.join(".") || "the event"}: ${message}`);
    throw new Error(`The request to sync the catalogue is wrong. ${problems.join("; ")}`);
}

/** One message of a queue that S3 notifies. */
export interface QueueMessage {
    readonly messageId: string;
    readonly body: string;
}

export function isQueueEvent(event: unknown): event is { readonly Records: readonly QueueMessage[] } {
    return typeof event === "object" && event !== null && "Records" in event && Array.isArray(event.Records);
}

const notification = z.object({
    Records: z.array(z.object({ s3: z.object({ object: z.object({ key: z.string() }) }) })).default([]),
});

/**
 * Keys of the objects that a message tells of: none for the test that S3 sends when the notification is set up.
 * In notifications keys are URL-encoded, with `+` for a space:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 *
 * @throws an `Error` for a body that is no notification
 */
export function notifiedKeys({ messageId, body }: QueueMessage): string[] {
    let value: unknown;
    try {
        value = JSON.parse(body);
    } catch {
        throw new Error(`The message ${messageId} is not JSON.`);
    }
    const { success, data } = notification.safeParse(value);
    if (!success) throw new Error(`The message ${messageId} is no notification of S3.`);
    return data.Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll("+", " ")));
}
