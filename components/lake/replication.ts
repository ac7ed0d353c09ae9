import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLogs } from "./access-logs";
import { encryptionStatements, tlsStatements } from "./bucket-policy";
import { encryptionKey, keyArnOf } from "./encryption-key";
import { addressOf, type BucketAddress, type Lake, tagsFor } from "./lake";
import type { TierPlan } from "./lake-plan";
import { type PolicyStatement, policyJson, trustPolicy } from "./policy-document";
import { secureBucket } from "./secure-bucket";
import type { TierParts } from "./tier";
import type { ReplicationArgs } from "./tier-args";

/** The minutes that S3 promises under replication time control; no other value is accepted. */
const TIME_CONTROL_MINUTES = 15;

interface Replica extends BucketAddress {
    readonly keyArn: pulumi.Output<string>;
    readonly ready: readonly pulumi.Resource[];
}

/** Copies a tier to another region, decrypting with its key and encrypting with the copy's. */
export function replicate(
    lake: Lake,
    tier: TierPlan,
    args: ReplicationArgs,
    source: TierParts,
    accessLogs: AccessLogs,
): void {
    const replica = createReplica(lake, tier, args, source, accessLogs);
    const role = createRole(lake, tier, args, source, replica);
    source.bucket.attach(
        (on, options) =>
            new aws.s3.BucketReplicationConfig(
                `${source.name}-replication`,
                { ...on, role: role.arn, rules: [replicationRule(args, replica)] },
                options,
            ),
        [...replica.ready, ...role.ready],
    );
}

function replicationRule(args: ReplicationArgs, replica: Replica): aws.types.input.s3.BucketReplicationConfigRule {
    const withinMinutes = { status: "Enabled", time: { minutes: TIME_CONTROL_MINUTES } };
    const measured = { status: "Enabled", eventThreshold: { minutes: TIME_CONTROL_MINUTES } };
    return {
        id: "everything",
        priority: 0,
        status: "Enabled",
        filter: { prefix: "" },
        deleteMarkerReplication: { status: args.replicateDeleteMarkers ? "Enabled" : "Disabled" },
        // Without this, S3 leaves objects under a customer managed key out, without a word.
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
            bucket: replica.bucketArn,
            storageClass: args.storageClass,
            encryptionConfiguration: { replicaKmsKeyId: replica.keyArn },
            replicationTime: args.replicationTimeControl ? withinMinutes : undefined,
            metrics: args.replicationTimeControl ? measured : undefined,
        },
    };
}

function createReplica(
    lake: Lake,
    tier: TierPlan,
    args: ReplicationArgs,
    source: TierParts,
    accessLogs: AccessLogs,
): Replica {
    const { region } = args;
    const name = `${source.name}-replica`;
    const place = lake.place.apply((where) => ({ ...where, region }));
    const address = addressOf(lake.plan.prefix, `${tier.name}-replica`, place, args.bucketName);
    const tags = tagsFor(lake, tier.name);
    const keySpec = {
        alias: `${lake.plan.prefix}-${tier.name}-replica`,
        description: `Copy of the tier ${tier.name} of the lake ${lake.plan.prefix}.`,
        region,
        tags,
    };
    const keyArn = pulumi.output(
        args.kmsKeyArn ?? keyArnOf(encryptionKey(`${name}-key`, keySpec, { ...lake, place }), place),
    );
    const { ready } = secureBucket(
        name,
        {
            ...address,
            keyArn,
            statements: pulumi
                .all([address.bucketArn, keyArn])
                .apply(([arn, key]) => [...tlsStatements(arn), ...encryptionStatements(arn, key, [])]),
            lifecycle: tier.lifecycle,
            objectLock: tier.args.objectLock,
            accessLogs: accessLogs.target(region),
            region,
            tags,
        },
        lake,
    );
    return { ...address, keyArn, ready };
}

function createRole(lake: Lake, tier: TierPlan, args: ReplicationArgs, source: TierParts, replica: Replica) {
    const name = `${source.name}-replication-role`;
    const role = new aws.iam.Role(
        name,
        {
            description: `S3 copies the tier ${tier.name} to ${args.region} as this role.`,
            assumeRolePolicy: pulumi.all([lake.place, source.bucketArn]).apply(([{ accountId }, bucketArn]) =>
                trustPolicy(["s3.amazonaws.com"], {
                    StringEquals: { "aws:SourceAccount": [accountId] },
                    ArnLike: { "aws:SourceArn": [bucketArn] },
                }),
            ),
            tags: tagsFor(lake, tier.name),
        },
        { parent: lake.parent },
    );
    const policy = new aws.iam.RolePolicy(
        `${name}-policy`,
        {
            role: role.name,
            policy: pulumi
                .all([lake.place, source.bucketArn, source.keyArn, replica.bucketArn, replica.keyArn])
                .apply(([{ region }, fromBucket, fromKey, toBucket, toKey]) =>
                    policyJson(
                        replicationStatements(
                            { region, bucketArn: fromBucket, keyArn: fromKey },
                            { region: args.region, bucketArn: toBucket, keyArn: toKey },
                        ),
                    ),
                ),
        },
        { parent: lake.parent },
    );
    return { arn: role.arn, ready: [policy] };
}

/** One end of a replication. */
export interface ReplicationEnd {
    readonly region: string;
    readonly bucketArn: string;
    readonly keyArn: string;
}

/**
 * What the replication role may do: read versions here, write copies there, and use both keys only through S3. With
 * bucket keys the encryption context is the bucket's ARN, not the object's.
 */
export function replicationStatements(from: ReplicationEnd, to: ReplicationEnd): PolicyStatement[] {
    const throughS3 = ({ region, bucketArn }: ReplicationEnd) => ({
        StringLike: {
            "kms:ViaService": [`s3.${region}.amazonaws.com`],
            "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`],
        },
    });
    return [
        {
            sid: "ReadConfiguration",
            actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
            resources: [from.bucketArn],
        },
        {
            sid: "ReadVersions",
            actions: [
                "s3:GetObjectVersionForReplication",
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionTagging",
                "s3:GetObjectRetention",
                "s3:GetObjectLegalHold",
            ],
            resources: [`${from.bucketArn}/*`],
        },
        {
            sid: "WriteCopies",
            actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
            resources: [`${to.bucketArn}/*`],
        },
        { sid: "Decrypt", actions: ["kms:Decrypt"], resources: [from.keyArn], conditions: throughS3(from) },
        {
            sid: "Encrypt",
            actions: ["kms:Encrypt", "kms:GenerateDataKey"],
            resources: [to.keyArn],
            conditions: throughS3(to),
        },
    ];
}
