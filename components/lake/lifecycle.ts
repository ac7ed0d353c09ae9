import type * as aws from "@pulumi/aws";

/** S3 storage classes that a lifecycle rule can move objects to. */
export const StorageClass = {
    /** Infrequent access; from day 30. */
    StandardIa: "STANDARD_IA",
    /** S3 moves each object by its own use. */
    IntelligentTiering: "INTELLIGENT_TIERING",
    /** Infrequent access in a single availability zone; from day 30. */
    OneZoneIa: "ONEZONE_IA",
    /** Archive that still answers in milliseconds. */
    GlacierInstantRetrieval: "GLACIER_IR",
    /** Archive that must be restored before reading. */
    Glacier: "GLACIER",
    /** The cheapest archive; restoring takes hours. */
    DeepArchive: "DEEP_ARCHIVE",
} as const;
export type StorageClass = (typeof StorageClass)[keyof typeof StorageClass];

/** One move to a cheaper storage class. */
export interface TransitionArgs {
    /** The storage class to move to. */
    storageClass: StorageClass;
    /** Days after the object was written, or for old versions, after it was replaced. */
    afterDays: number;
}

/** How objects age: what becomes cheaper, and what is deleted. Every number is in days. */
export interface LifecycleArgs {
    /** Moves of current objects, oldest last. Default: the preset's. An empty list means none. */
    transitions?: TransitionArgs[];
    /** Deletes current objects after so many days. Default: never; no preset deletes data. */
    expirationDays?: number;
    /** Deletes versions that were replaced or deleted so many days ago. Default: the preset's, else 30. */
    noncurrentExpirationDays?: number;
    /** Keeps so many replaced versions, whatever their age (1 to 100). Default: none. */
    noncurrentVersionsKept?: number;
    /** Removes the parts of uploads that were begun so many days ago and never finished. Default: 7. */
    abortIncompleteUploadDays?: number;
    /** More rules, each for the keys under one prefix, by name. */
    prefixes?: Record<string, PrefixLifecycleArgs>;
}

/** How the objects under one prefix age. They also age by the rules of the whole bucket: the earlier one wins. */
export interface PrefixLifecycleArgs {
    /** The start of the object keys, for example `errors/`. */
    prefix: string;
    /** Moves of current objects, oldest last. Default: none. */
    transitions?: TransitionArgs[];
    /** Deletes current objects after so many days. Default: never. */
    expirationDays?: number;
    /** Deletes versions that were replaced or deleted so many days ago. Default: as the whole bucket. */
    noncurrentExpirationDays?: number;
}

export type LifecycleRule = aws.types.input.s3.BucketLifecycleConfigurationRule;

/** What every bucket does, whatever its preset. */
export const LIFECYCLE_DEFAULTS = {
    abortIncompleteUploadDays: 7,
    noncurrentExpirationDays: 30,
} as const;

/**
 * The smallest object that is worth moving; S3's own default since September 2024, stated so that it never changes
 * under us.
 */
export const TRANSITION_MINIMUM_SIZE = "all_storage_classes_128K";

/**
 * The rules of a bucket. Each states its filter, for S3 reads a missing one differently from an empty one.
 *
 * Cancelled Athena queries leave unfinished uploads, and expired versions leave delete markers, so both are always
 * swept.
 */
export function lifecycleRules(lifecycle: LifecycleArgs): LifecycleRule[] {
    const everything = { status: "Enabled", filter: {} };
    const rules: LifecycleRule[] = [
        {
            ...everything,
            id: "abort-incomplete-uploads",
            abortIncompleteMultipartUpload: {
                daysAfterInitiation:
                    lifecycle.abortIncompleteUploadDays ?? LIFECYCLE_DEFAULTS.abortIncompleteUploadDays,
            },
        },
        {
            ...everything,
            id: "expire-noncurrent-versions",
            noncurrentVersionExpiration: {
                noncurrentDays: lifecycle.noncurrentExpirationDays ?? LIFECYCLE_DEFAULTS.noncurrentExpirationDays,
                newerNoncurrentVersions: lifecycle.noncurrentVersionsKept,
            },
        },
        { ...everything, id: "remove-expired-delete-markers", expiration: { expiredObjectDeleteMarker: true } },
    ];
    if (ages(lifecycle)) {
        rules.push({ ...everything, id: "age", ...aging(lifecycle) });
    }
    for (const [name, args] of inNameOrder(lifecycle.prefixes)) {
        rules.push({
            id: name,
            status: "Enabled",
            filter: { prefix: args.prefix },
            ...aging(args),
            noncurrentVersionExpiration:
                args.noncurrentExpirationDays === undefined
                    ? undefined
                    : { noncurrentDays: args.noncurrentExpirationDays },
        });
    }
    return rules;
}

/** A map's entries in the order of their names, so that nothing depends on the order in which they were written. */
export function inNameOrder<T>(record: Record<string, T> | undefined): [string, T][] {
    return Object.entries(record ?? {}).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function ages(args: LifecycleArgs): boolean {
    return args.expirationDays !== undefined || (args.transitions ?? []).length > 0;
}

function aging(args: LifecycleArgs | PrefixLifecycleArgs): Partial<LifecycleRule> {
    const transitions = (args.transitions ?? []).map(({ storageClass, afterDays }) => ({
        storageClass,
        days: afterDays,
    }));
    return {
        transitions: transitions.length > 0 ? transitions : undefined,
        expiration: args.expirationDays === undefined ? undefined : { days: args.expirationDays },
    };
}
