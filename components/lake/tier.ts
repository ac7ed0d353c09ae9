import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AccessLogs } from "./access-logs";
import { encryptionStatements, tlsStatements } from "./bucket-policy";
import type { LakeTier } from "./data-lake";
import { encryptionKey, keyArnOf } from "./encryption-key";
import { type InventoryTarget, listObjects } from "./inventory";
import { addressOf, type BucketAddress, type Lake, tagsFor } from "./lake";
import type { TierPlan } from "./lake-plan";
import { addNotifications } from "./notifications";
import { type RegisteredLocation, registerTier } from "./registration";
import { replicate } from "./replication";
import { type AccessLogTarget, type SecureBucket, secureBucket } from "./secure-bucket";

/** A tier's bucket and key, while the tier is being made. */
export interface TierParts extends BucketAddress {
    /** The start of the names of the tier's resources. */
    readonly name: string;
    /** The tier's own key; none when the caller brought one. */
    readonly key?: aws.kms.Key;
    readonly keyArn: pulumi.Output<string>;
    readonly bucket: SecureBucket;
}

/** A tier that was made. */
export interface CreatedTier {
    readonly tier: string;
    readonly address: LakeTier;
    readonly bucket: aws.s3.Bucket;
    readonly key?: aws.kms.Key;
    /** What of the tier Lake Formation governs. */
    readonly registered: readonly RegisteredLocation[];
}

/** Makes a tier: its key, its bucket, and what its settings ask for. */
export function createTier(
    lake: Lake,
    tier: TierPlan,
    accessLogs: AccessLogs,
    inventory: InventoryTarget | undefined,
): CreatedTier {
    const parts = createStorage(lake, tier, accessLogs.target());
    if (tier.args.replication) {
        replicate(lake, tier, tier.args.replication, parts, accessLogs);
    }
    if (tier.args.notifications) {
        addNotifications(parts, tier.args.notifications);
    }
    if (inventory) {
        listObjects(parts.name, parts.bucket, tier.name, inventory);
    }
    if (tier.args.intelligentTiering) {
        archiveUnread(parts, tier);
    }
    const { registration } = tier.args;
    const registered = registration ? registerTier(lake, tier, registration, parts) : [];
    return { tier: tier.name, address: whenReady(parts), bucket: parts.bucket.bucket, key: parts.key, registered };
}

function createStorage(lake: Lake, tier: TierPlan, accessLogs: AccessLogTarget | undefined): TierParts {
    const name = `${lake.name}-${tier.name}`;
    const { args } = tier;
    const address = addressOf(lake.plan.prefix, tier.name, lake.place, args.bucketName);
    const tags = tagsFor(lake, tier.name);
    const { key, keyArn } = tierKey(lake, tier, name);
    const bucket = secureBucket(
        name,
        {
            ...address,
            keyArn,
            statements: pulumi
                .all([address.bucketArn, keyArn, pulumi.output(args.encryptionExemptArns ?? [])])
                .apply(([arn, key, exempt]) => [...tlsStatements(arn), ...encryptionStatements(arn, key, exempt)]),
            extraStatements: args.bucketPolicyStatements,
            lifecycle: tier.lifecycle,
            objectLock: args.objectLock,
            accessLogs,
            tags,
        },
        lake,
    );
    return { name, ...address, key, keyArn, bucket };
}

function tierKey(lake: Lake, tier: TierPlan, name: string): Pick<TierParts, "key" | "keyArn"> {
    if (tier.args.kmsKeyArn !== undefined) {
        return { keyArn: pulumi.output(tier.args.kmsKeyArn) };
    }
    const key = encryptionKey(
        `${name}-key`,
        {
            alias: `${lake.plan.prefix}-${tier.name}`,
            description: `Tier ${tier.name} of the lake ${lake.plan.prefix}: ${tier.description}`,
            statements: tier.args.keyPolicyStatements,
            tags: tagsFor(lake, tier.name),
        },
        lake,
    );
    return { key, keyArn: keyArnOf(key, lake.place) };
}

function archiveUnread({ name, bucket }: TierParts, { args }: TierPlan): void {
    const { archiveAccessDays, deepArchiveAccessDays, prefix } = args.intelligentTiering ?? {};
    const tierings = [
        { accessTier: "ARCHIVE_ACCESS", days: archiveAccessDays },
        { accessTier: "DEEP_ARCHIVE_ACCESS", days: deepArchiveAccessDays },
    ].flatMap(({ accessTier, days }) => (days === undefined ? [] : [{ accessTier, days }]));
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketIntelligentTieringConfiguration(
                `${name}-intelligent-tiering`,
                { ...on, name: "archive-unread", filter: prefix === undefined ? undefined : { prefix }, tierings },
                options,
            ),
    );
}

/**
 * The tier's address, held back until its bucket is safe. The names are those that were asked for, not the bucket's
 * outputs, so that a preview can show what depends on them.
 */
function whenReady({ bucketName, bucketArn, keyArn, bucket }: TierParts): LakeTier {
    const ready = pulumi.all(bucket.ready.map((resource) => resource.urn));
    return {
        bucketName: pulumi.all([bucketName, ready]).apply(([name]) => name),
        bucketArn: pulumi.all([bucketArn, ready]).apply(([arn]) => arn),
        keyArn: pulumi.all([keyArn, ready]).apply(([arn]) => arn),
    };
}
