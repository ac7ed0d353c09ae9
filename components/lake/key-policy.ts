import type { Place } from "../account";
import type { PolicyStatement } from "./policy-document";

/*
 * The statements of a key policy, one function for each service that uses a key under its own name. Services that work
 * under a role (Glue, Athena, Firehose, Lake Formation, replication) need none here: the account's IAM policies speak
 * for roles. Each statement is bound to this account's own resources, so that no other account can have the service use
 * the key on its behalf (the confused deputy: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */

/**
 * Lets the account's IAM policies grant the key. Without it nobody, the administrator included, could ever change the
 * key.
 */
export function accountStatement({ partition, accountId }: Place): PolicyStatement {
    return {
        sid: "AccountDelegatesToIam",
        principals: { AWS: [`arn:${partition}:iam::${accountId}:root`] },
        actions: ["kms:*"],
        resources: ["*"],
    };
}

/** Lets S3 encrypt the inventory reports of these buckets. */
export function inventoryKeyStatement({ accountId }: Place, sourceBucketArns: readonly string[]): PolicyStatement {
    return {
        sid: "InventoryReports",
        principals: { Service: ["s3.amazonaws.com"] },
        actions: ["kms:GenerateDataKey*"],
        resources: ["*"],
        conditions: {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": sourceBucketArns },
        },
    };
}

/**
 * Lets one trail encrypt its log files. `Decrypt` is needed because the trail's bucket has a bucket key
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html).
 */
export function trailKeyStatements({ partition, accountId }: Place, trailArn: string): PolicyStatement[] {
    const trail = { principals: { Service: ["cloudtrail.amazonaws.com"] }, resources: ["*"] };
    const itself = { "aws:SourceArn": [trailArn], "aws:SourceAccount": [accountId] };
    return [
        {
            ...trail,
            sid: "TrailEncrypts",
            actions: ["kms:GenerateDataKey*"],
            conditions: {
                StringEquals: itself,
                StringLike: {
                    "kms:EncryptionContext:aws:cloudtrail:arn": [`arn:${partition}:cloudtrail:*:${accountId}:trail/*`],
                },
            },
        },
        {
            ...trail,
            sid: "TrailUsesBucketKey",
            actions: ["kms:Decrypt", "kms:DescribeKey"],
            conditions: { StringEquals: itself },
        },
    ];
}

/**
 * Lets everyone of the account use the key for what Glue lets them do with the catalogue, as the key that AWS manages
 * for it does. Otherwise each reader (Athena, Firehose, jobs, people) would need the right to the key besides the grants
 * that decide what they see
 * (https://docs.aws.amazon.com/athena/latest/ug/access-encrypted-data-glue-data-catalog.html).
 */
export function catalogKeyStatement({ accountId, region }: Place): PolicyStatement {
    return {
        sid: "AccountThroughGlue",
        principals: { AWS: ["*"] },
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
        resources: ["*"],
        conditions: {
            StringEquals: {
                "kms:CallerAccount": [accountId],
                "kms:ViaService": [`glue.${region}.amazonaws.com`],
            },
        },
    };
}

/** Lets CloudWatch Logs encrypt these log groups. */
export function logGroupKeyStatement(
    { partition, accountId, region }: Place,
    ...logGroupNames: readonly string[]
): PolicyStatement {
    return {
        sid: "LogGroup",
        principals: { Service: [`logs.${region}.amazonaws.com`] },
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"],
        conditions: {
            ArnEquals: {
                "kms:EncryptionContext:aws:logs:arn": logGroupNames.map(
                    (name) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`,
                ),
            },
        },
    };
}

/**
 * Lets the account's alarms tell a topic that this key encrypts
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export function alarmKeyStatement({ accountId }: Place): PolicyStatement {
    return {
        sid: "AlarmsToTopic",
        principals: { Service: ["cloudwatch.amazonaws.com"] },
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": [accountId] } },
    };
}
