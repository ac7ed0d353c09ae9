import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { EVERYONE, type PolicyStatement, policyJson } from "../lake/policy-document";
import { after, arnIn } from "../support/arns";

/** The longest that SQS keeps a message: people need the days to look at what failed. */
const RETENTION_SECONDS = 14 * 24 * 60 * 60;

/** What a queue is to be, beside encrypted and over TLS only. */
export interface QueueSpec {
    readonly queueName: string;
    readonly keyArn: pulumi.Input<string>;
    /** Statements that let others send. Default: whoever the account's own policies let. */
    readonly senders?: pulumi.Output<PolicyStatement[]>;
    readonly visibilityTimeoutSeconds?: number;
    readonly redrivePolicy?: pulumi.Input<string>;
    readonly redriveAllowPolicy?: pulumi.Input<string>;
}

/** A queue with its policy. */
export interface SecureQueue {
    readonly queue: aws.sqs.Queue;
    /** Whatever sends in a service's name waits for it. */
    readonly policy: aws.sqs.QueuePolicy;
    /** Known in a preview; whoever uses it waits for the queue. */
    readonly arn: pulumi.Output<string>;
}

/** The ARN that a queue of this name has. */
export function queueArnIn(scope: Pick<Scope, "place">, queueName: string): pulumi.Output<string> {
    return arnIn(scope.place, "sqs", queueName);
}

/** Makes the queue `<name>` with its policy `<name>-policy`. */
export function createQueue(name: string, spec: QueueSpec, scope: Scope): SecureQueue {
    const { place, parent, tags } = scope;
    const queueArn = arnIn(place, "sqs", spec.queueName);
    const queue = new aws.sqs.Queue(
        name,
        {
            name: spec.queueName,
            kmsMasterKeyId: spec.keyArn,
            messageRetentionSeconds: RETENTION_SECONDS,
            visibilityTimeoutSeconds: spec.visibilityTimeoutSeconds,
            redrivePolicy: spec.redrivePolicy,
            redriveAllowPolicy: spec.redriveAllowPolicy,
            tags,
        },
        { parent },
    );
    const policy = new aws.sqs.QueuePolicy(
        `${name}-policy`,
        {
            queueUrl: queue.url,
            policy: pulumi
                .all([queueArn, spec.senders ?? pulumi.output<PolicyStatement[]>([])])
                .apply(([arn, senders]) => policyJson([TLS_ONLY, ...senders], [arn])),
        },
        { parent },
    );
    return { queue, policy, arn: after(queue, queueArn) };
}

const TLS_ONLY: PolicyStatement = {
    sid: "TlsOnly",
    effect: "Deny",
    principals: EVERYONE,
    actions: ["sqs:*"],
    conditions: { Bool: { "aws:SecureTransport": ["false"] } },
};
