import type * as pulumi from "@pulumi/pulumi";
import type { LifecycleArgs, StorageClass } from "./lifecycle";
import type { PolicyStatementArgs } from "./policy-document";
import type { TierPreset } from "./presets";

export const ObjectLockMode = {
    /** Nobody deletes a locked version but those who hold `s3:BypassGovernanceRetention`. */
    Governance: "GOVERNANCE",
    /** Nobody at all deletes a locked version, the account's root included, until it is released by time. */
    Compliance: "COMPLIANCE",
} as const;
export type ObjectLockMode = (typeof ObjectLockMode)[keyof typeof ObjectLockMode];

/** A tier of the lake: one bucket, one key, and what keeps them safe. */
export interface LakeTierArgs {
    /** The preset whose defaults apply. Default: the one that has the tier's name, else none. */
    preset?: TierPreset;
    /** The bucket's whole name. Default: `<namePrefix>-<tier>-<account>-<region>`. */
    bucketName?: string;
    /**
     * Encrypts the tier with this customer managed key. Its key policy stays yours. Default: a key of the tier's own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** More statements for the policy of the key that the component makes. */
    keyPolicyStatements?: PolicyStatementArgs[];
    /** More statements for the bucket policy. A bucket has only one policy, so they must be given here. */
    bucketPolicyStatements?: PolicyStatementArgs[];
    /**
     * ARNs, with wildcards, of principals that may write with another encryption than the tier's key. Default: none;
     * AWS services always may.
     */
    encryptionExemptArns?: pulumi.Input<string>[];
    /**
     * Whether Athena reads the tier; then nothing in it may be archived out of reach. Default: the preset's, else true.
     */
    queryable?: boolean;
    /** How objects age. Default: the preset's. */
    lifecycle?: LifecycleArgs;
    /** Archives objects that nobody reads, inside the Intelligent-Tiering class. Default: no archive tiers. */
    intelligentTiering?: IntelligentTieringArgs;
    /** Copies the tier to another region. Default: no copy. */
    replication?: ReplicationArgs;
    /** Locks every new version against deletion. Can only be chosen when the bucket is made. Default: no lock. */
    objectLock?: ObjectLockArgs;
    /** Tells others about new objects. Default: nobody. */
    notifications?: NotificationArgs;
    /** Registers the tier with Lake Formation, with a role of its own. Default: not registered. */
    registration?: RegistrationArgs;
}

/**
 * Archive tiers inside Intelligent-Tiering, by days without a read. Archived objects must be restored before Athena
 * reads them.
 */
export interface IntelligentTieringArgs {
    /** Days without a read until the archive tier (90 to 730). Default: never. */
    archiveAccessDays?: number;
    /** Days without a read until the deep archive tier (180 to 730). Default: never. */
    deepArchiveAccessDays?: number;
    /** Only the objects under this prefix. Default: all. */
    prefix?: string;
}

/**
 * A copy of a tier in another region, in a bucket and under a key of its own. Only objects written from then on are
 * copied.
 */
export interface ReplicationArgs {
    /** The region of the copy, other than the lake's, for example `eu-central-1`. */
    region: string;
    /** The copy's bucket name. Default: `<namePrefix>-<tier>-replica-<account>-<region>`. */
    bucketName?: string;
    /** Encrypts the copy with this customer managed key, of the copy's region. Default: a key of the copy's own. */
    kmsKeyArn?: pulumi.Input<string>;
    /** The storage class of the copy. Default: as the original. */
    storageClass?: StorageClass;
    /**
     * Whether a deletion in the lake also hides the object in the copy. Default: false, so that the copy outlives a
     * mistake.
     */
    replicateDeleteMarkers?: boolean;
    /** Copies within 15 minutes, with metrics, at a price. Default: false. */
    replicationTimeControl?: boolean;
}

/** A write-once lock on every new object version. */
export interface ObjectLockArgs {
    /** How firm the lock is. Default: `GOVERNANCE`. */
    mode?: ObjectLockMode;
    /** Days that a version stays locked (1 to 36500). */
    retentionDays: number;
}

/** Who hears of new objects. A bucket has only one notification configuration, so all of it must be given here. */
export interface NotificationArgs {
    /** Sends every event to the account's default event bus. Default: false. */
    eventBridge?: boolean;
    /** Queues to tell, by name. The queue's policy must let S3 send. */
    queues?: Record<string, NotificationTargetArgs>;
    /** Functions to call, by name. The function must carry a permission for S3. */
    functions?: Record<string, NotificationTargetArgs>;
}

/** A queue or function that hears of new objects. */
export interface NotificationTargetArgs {
    /** The ARN of the queue or function. */
    arn: pulumi.Input<string>;
    /** The events. Default: `s3:ObjectCreated:*`. */
    events?: string[];
    /** Only keys that start so. Default: all. */
    prefix?: string;
    /** Only keys that end so. Default: all. */
    suffix?: string;
}

/** What Lake Formation hands out access to. A registered prefix covers all that is below it. */
export interface RegistrationArgs {
    /**
     * Prefixes to register, by name, instead of the whole bucket, for example `{ calls: "calls/" }`; none inside
     * another. Their ARNs are registered without a slash at the end. Default: the whole bucket.
     */
    prefixes?: Record<string, string>;
    /**
     * ARN of the role that Lake Formation reads and writes as; whoever deploys may pass it. Not the service-linked role.
     * Default: a role of the tier's own.
     */
    roleArn?: pulumi.Input<string>;
    /** Keeps IAM access beside Lake Formation's for principals that did not opt in. Default: false. */
    hybridAccessEnabled?: boolean;
}
