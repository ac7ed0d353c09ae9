import * as aws from "@pulumi/aws";
import { inNameOrder } from "./lifecycle";
import type { TierParts } from "./tier";
import type { NotificationArgs, NotificationTargetArgs } from "./tier-args";

/** Tells an event bus, queues and functions of new objects, in the one notification configuration that a bucket has. */
export function addNotifications({ name, bucket }: TierParts, args: NotificationArgs): void {
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketNotification(
                `${name}-notification`,
                {
                    ...on,
                    eventbridge: args.eventBridge ?? false,
                    queues: inNameOrder(args.queues).map(([id, target]) => ({
                        ...filterOf(id, target),
                        queueArn: target.arn,
                    })),
                    lambdaFunctions: inNameOrder(args.functions).map(([id, target]) => ({
                        ...filterOf(id, target),
                        lambdaFunctionArn: target.arn,
                    })),
                },
                options,
            ),
    );
}

function filterOf(id: string, { events, prefix, suffix }: NotificationTargetArgs) {
    return { id, events: events ?? ["s3:ObjectCreated:*"], filterPrefix: prefix, filterSuffix: suffix };
}
