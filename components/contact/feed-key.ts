import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { deletionGuard } from "../lake/deletion-guard";
import { type PolicyStatement, policyJson } from "../lake/policy-document";
import type { ContactFeedArgs } from "./feed-args";

/** What the key policy of a feed must name. */
export interface KeyPolicyFacts extends Place {
    /** Stream that Connect writes to; absent where only the account's own roles write. */
    readonly connectStreamArn?: string;
    readonly logGroups: readonly string[];
}

/** What a feed's key is for. */
export interface FeedKeyUse {
    /** Name of the feed: the key's alias. */
    readonly feed: string;
    readonly connectStreamArn?: pulumi.Output<string>;
    readonly logGroups: readonly string[];
}

/**
 * Who may use a feed's key: the account's own policies, and the three services that use it in nobody's name.
 * Connect: https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html;
 * CloudWatch Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html;
 * alarms: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html.
 */
export function feedKeyStatements(facts: KeyPolicyFacts): PolicyStatement[] {
    const { accountId, region, partition } = facts;
    return [
        {
            sid: "AccountPolicies",
            principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
            actions: ["kms:*"],
            resources: ["*"],
        },
        {
            sid: "LogGroups",
            principals: { Service: [`logs.${region}.amazonaws.com`] },
            actions: ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            resources: ["*"],
            conditions: {
                ArnEquals: {
                    "kms:EncryptionContext:aws:logs:arn": facts.logGroups.map(
                        (group) => `arn:${partition}:logs:${region}:${accountId}:log-group:${group}`,
                    ),
                },
            },
        },
        ...connectStatements(facts),
        {
            sid: "AlarmsToTopic",
            principals: { Service: ["cloudwatch.amazonaws.com"] },
            actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
            resources: ["*"],
            conditions: { StringEquals: { "aws:SourceAccount": [accountId] } },
        },
    ];
}

function connectStatements({ connectStreamArn }: KeyPolicyFacts): PolicyStatement[] {
    if (connectStreamArn === undefined) return [];
    return [
        {
            sid: "ConnectWritesToStream",
            principals: { Service: ["connect.amazonaws.com"] },
            actions: ["kms:GenerateDataKey"],
            resources: ["*"],
            conditions: { StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": [connectStreamArn] } },
        },
    ];
}

/** The ARN of the key that the feed uses, and the key itself when it is the feed's own. */
export function createFeedKey(
    name: string,
    args: Pick<ContactFeedArgs, "kmsKeyArn" | "allowDeletion" | "tags">,
    use: FeedKeyUse,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): { keyArn: pulumi.Output<string>; key?: aws.kms.Key } {
    if (args.kmsKeyArn !== undefined) {
        return { keyArn: pulumi.output(args.kmsKeyArn) };
    }
    const policy = pulumi
        .output({ place, connectStreamArn: use.connectStreamArn })
        .apply(({ place: at, connectStreamArn }) =>
            policyJson(feedKeyStatements({ ...at, connectStreamArn, logGroups: use.logGroups })),
        );
    const key = new aws.kms.Key(
        `${name}-key`,
        {
            description: `Encrypts the stream, the logs and the alarms of the feed ${use.feed}`,
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            policy,
            tags: args.tags,
        },
        { parent, ...deletionGuard(args.allowDeletion).irreplaceable },
    );
    new aws.kms.Alias(`${name}-key-alias`, { name: `alias/${use.feed}`, targetKeyId: key.id }, { parent });
    return { keyArn: key.arn, key };
}
