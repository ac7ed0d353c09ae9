import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { CATALOG_SUFFIXES, CatalogFolder } from "./catalog-files";
import { notificationStatement } from "./catalog-sync-policy";
import { createQueue, queueArnIn, type SecureQueue } from "./queues";

/** How often a sync of one upload is tried. */
const MAX_RECEIVES = 5;
/** SQS asks for this much, so that a message doesn't come again while Lambda still retries it itself. */
const VISIBILITY_FACTOR = 6;

/** The queue between uploads and the sync, and the queue of those that were given up on. */
export interface UploadQueues {
    readonly uploads: SecureQueue;
    readonly failed: SecureQueue;
}

/** Names of the two queues. */
export function uploadQueueNames(physicalName: string) {
    return { uploads: `${physicalName}-uploads`, failed: `${physicalName}-uploads-failed` };
}

/** Makes both queues. */
export function createUploadQueues(
    physicalName: string,
    facts: { keyArn: pulumi.Output<string>; bucketArn: pulumi.Output<string>; functionTimeoutSeconds: number },
    scope: Scope,
): UploadQueues {
    const names = uploadQueueNames(physicalName);
    const failed = createQueue(
        `${scope.name}-uploads-failed`,
        {
            queueName: names.failed,
            keyArn: facts.keyArn,
            redriveAllowPolicy: queueArnIn(scope, names.uploads).apply((source) =>
                JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [source] }),
            ),
        },
        scope,
    );
    const uploads = createQueue(
        `${scope.name}-uploads`,
        {
            queueName: names.uploads,
            keyArn: facts.keyArn,
            visibilityTimeoutSeconds: VISIBILITY_FACTOR * facts.functionTimeoutSeconds,
            redrivePolicy: failed.arn.apply((arn) =>
                JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: MAX_RECEIVES }),
            ),
            senders: pulumi
                .all([scope.place, facts.bucketArn])
                .apply(([{ accountId }, bucketArn]) => [notificationStatement(accountId, bucketArn)]),
        },
        scope,
    );
    return { uploads, failed };
}

/**
 * Sends each uploaded file to the queue. S3 tries the queue when this is made, so its policy comes first; and so does the
 * sync at deployment, whose thousands of documents nobody need be notified of.
 */
export function notifyOfUploads(
    bucketName: pulumi.Input<string>,
    { queue, policy, arn }: SecureQueue,
    deployment: pulumi.Resource | undefined,
    { name, parent }: Scope,
): aws.s3.BucketNotification {
    return new aws.s3.BucketNotification(
        `${name}-notification`,
        {
            bucket: bucketName,
            queues: CATALOG_SUFFIXES.map((suffix) => ({
                id: `uploads${suffix.replace(".", "-")}`,
                queueArn: arn,
                events: ["s3:ObjectCreated:*"],
                filterPrefix: CatalogFolder.Uploads,
                filterSuffix: suffix,
            })),
        },
        { parent, dependsOn: [queue, policy, ...(deployment ? [deployment] : [])] },
    );
}
