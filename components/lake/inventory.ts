import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { encryptionStatements, inventoryStatement, tlsStatements } from "./bucket-policy";
import type { InventoryArgs } from "./data-lake";
import { encryptionKey, keyArnOf } from "./encryption-key";
import { inventoryKeyStatement } from "./key-policy";
import { addressOf, type BucketAddress, type Lake, tagsFor } from "./lake";
import { INVENTORY } from "./lake-plan";
import { type AccessLogTarget, type SecureBucket, secureBucket } from "./secure-bucket";

const KEPT_DAYS = 90;

const FIELDS = [
    "Size",
    "LastModifiedDate",
    "StorageClass",
    "ETag",
    "IsMultipartUploaded",
    "ReplicationStatus",
    "EncryptionStatus",
    "BucketKeyStatus",
    "IntelligentTieringAccessTier",
    "ObjectLockMode",
    "ObjectLockRetainUntilDate",
];

/** Where inventories go. */
export interface InventoryTarget extends BucketAddress {
    readonly accountId: pulumi.Output<string>;
    readonly keyArn: pulumi.Output<string>;
    readonly ready: readonly pulumi.Resource[];
}

/** Makes the bucket that takes the inventories of all tiers, under a key that S3 may use for them. */
export function createInventory(
    lake: Lake,
    args: InventoryArgs | undefined,
    accessLogs: AccessLogTarget | undefined,
): InventoryTarget | undefined {
    if (args?.enabled === false) {
        return undefined;
    }
    const name = `${lake.name}-${INVENTORY}`;
    const address = addressOf(lake.plan.prefix, INVENTORY, lake.place);
    const tags = tagsFor(lake, INVENTORY);
    const sources = pulumi.all(
        lake.plan.tiers.map(
            (tier) => addressOf(lake.plan.prefix, tier.name, lake.place, tier.args.bucketName).bucketArn,
        ),
    );
    const place = lake.place;
    const key = encryptionKey(
        `${name}-key`,
        {
            alias: `${lake.plan.prefix}-${INVENTORY}`,
            description: `Inventories of the lake ${lake.plan.prefix}.`,
            services: pulumi.all([place, sources]).apply(([where, arns]) => [inventoryKeyStatement(where, arns)]),
            tags,
        },
        lake,
    );
    const keyArn = keyArnOf(key, place);
    const { ready } = secureBucket(
        name,
        {
            ...address,
            keyArn,
            statements: pulumi
                .all([place, address.bucketArn, keyArn, sources])
                .apply(([where, arn, keyOf, arns]) => [
                    ...tlsStatements(arn),
                    ...encryptionStatements(arn, keyOf, []),
                    inventoryStatement(where, arn, arns),
                ]),
            lifecycle: { expirationDays: args?.expirationDays ?? KEPT_DAYS },
            accessLogs,
            tags,
        },
        lake,
    );
    return { ...address, accountId: place.accountId, keyArn, ready };
}

/** Lists a tier's objects every week. */
export function listObjects(name: string, bucket: SecureBucket, prefix: string, inventory: InventoryTarget): void {
    bucket.attach(
        (on, options) =>
            new aws.s3.Inventory(
                `${name}-inventory`,
                {
                    ...on,
                    name: "all-objects",
                    includedObjectVersions: "All",
                    schedule: { frequency: "Weekly" },
                    optionalFields: FIELDS,
                    destination: {
                        bucket: {
                            bucketArn: inventory.bucketArn,
                            accountId: inventory.accountId,
                            format: "Parquet",
                            prefix,
                            encryption: { sseKms: { keyId: inventory.keyArn } },
                        },
                    },
                },
                options,
            ),
        inventory.ready,
    );
}
