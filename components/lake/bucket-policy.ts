import type { Place } from "../account";
import { EVERYONE, type PolicyStatement } from "./policy-document";

const LEAST_TLS_VERSION = "1.2";

/** Denies every request without TLS, or with a TLS older than 1.2, on the bucket and on its objects. */
export function tlsStatements(bucketArn: string): PolicyStatement[] {
    const all = {
        effect: "Deny",
        principals: EVERYONE,
        actions: ["s3:*"],
        resources: [bucketArn, `${bucketArn}/*`],
    } as const;
    return [
        { ...all, sid: "DenyInsecureTransport", conditions: { Bool: { "aws:SecureTransport": ["false"] } } },
        {
            ...all,
            sid: "DenyOldTls",
            conditions: { NumericLessThan: { "s3:TlsVersion": [LEAST_TLS_VERSION] } },
        },
    ];
}

/**
 * Denies writing an object with any encryption but the bucket's own key. A request that says nothing is fine: it gets
 * the key by default. AWS services that write under their own name are exempt, for many can't say which key, and would
 * fail without a word.
 *
 * @param exemptArns principals, with wildcards, that may write with another encryption
 */
export function encryptionStatements(
    bucketArn: string,
    keyArn: string,
    exemptArns: readonly string[],
): PolicyStatement[] {
    const puts = {
        effect: "Deny",
        principals: EVERYONE,
        actions: ["s3:PutObject"],
        resources: [`${bucketArn}/*`],
    } as const;
    const people = {
        BoolIfExists: { "aws:PrincipalIsAWSService": ["false"] },
        ...(exemptArns.length > 0 ? { ArnNotLike: { "aws:PrincipalArn": exemptArns } } : {}),
    };
    const denyUnless = (sid: string, header: string, value: string): PolicyStatement => ({
        ...puts,
        sid,
        // StringNotEquals is also true of an absent header, so its presence has to be asked for.
        conditions: { ...people, Null: { [header]: ["false"] }, StringNotEquals: { [header]: [value] } },
    });
    return [
        denyUnless("DenyOtherEncryption", "s3:x-amz-server-side-encryption", "aws:kms"),
        denyUnless("DenyOtherKeys", "s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn),
        {
            ...puts,
            sid: "DenyCustomerProvidedKeys",
            conditions: { ...people, Null: { "s3:x-amz-server-side-encryption-customer-algorithm": ["false"] } },
        },
    ];
}

/**
 * Lets S3 deliver the access logs of these buckets
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html).
 */
export function accessLogStatement(
    { accountId }: Place,
    bucketArn: string,
    sourceBucketArns: readonly string[],
): PolicyStatement {
    return delivery("AccessLogs", "logging.s3.amazonaws.com", accountId, bucketArn, sourceBucketArns);
}

/** Lets S3 deliver the inventory reports of these buckets. */
export function inventoryStatement(
    { accountId }: Place,
    bucketArn: string,
    sourceBucketArns: readonly string[],
): PolicyStatement {
    return delivery("InventoryReports", "s3.amazonaws.com", accountId, bucketArn, sourceBucketArns);
}

/** Lets one trail see whom the bucket belongs to, and write its log files. */
export function trailStatements({ accountId }: Place, bucketArn: string, trailArn: string): PolicyStatement[] {
    const trail = { principals: { Service: ["cloudtrail.amazonaws.com"] } };
    const itself = { "aws:SourceArn": [trailArn], "aws:SourceAccount": [accountId] };
    return [
        {
            ...trail,
            sid: "TrailChecksBucket",
            actions: ["s3:GetBucketAcl"],
            resources: [bucketArn],
            conditions: { StringEquals: itself },
        },
        {
            ...trail,
            sid: "TrailWrites",
            actions: ["s3:PutObject"],
            resources: [`${bucketArn}/AWSLogs/${accountId}/*`],
            conditions: { StringEquals: { ...itself, "s3:x-amz-acl": ["bucket-owner-full-control"] } },
        },
    ];
}

function delivery(
    sid: string,
    service: string,
    accountId: string,
    bucketArn: string,
    sourceBucketArns: readonly string[],
): PolicyStatement {
    return {
        sid,
        principals: { Service: [service] },
        actions: ["s3:PutObject"],
        resources: [`${bucketArn}/*`],
        conditions: {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": sourceBucketArns },
        },
    };
}
