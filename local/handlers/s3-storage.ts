import {
    EncryptionType,
    ExpirationStatus,
    GetBucketEncryptionCommand,
    GetBucketLifecycleConfigurationCommand,
    GetBucketLoggingCommand,
    GetObjectLockConfigurationCommand,
    type LifecycleRule,
    type LifecycleRuleFilter,
    type LoggingEnabled,
    ObjectLockRetentionMode,
    PartitionDateSource,
    PutBucketEncryptionCommand,
    PutBucketLifecycleConfigurationCommand,
    PutBucketLoggingCommand,
    PutObjectLockConfigurationCommand,
    ServerSideEncryption,
    type ServerSideEncryptionRule,
    TransitionDefaultMinimumObjectSize,
    TransitionStorageClass,
} from "@aws-sdk/client-s3";
import { s3 } from "../clients";
import type { Inputs } from "./inputs";
import { tagList } from "./tags";
import type { HandlerTable, TypeHandler } from "./types";

function encryptionRule(rule: Inputs): ServerSideEncryptionRule {
    const byDefault = rule.optionalSection("applyServerSideEncryptionByDefault");
    const blocked = rule.texts("blockedEncryptionTypes");
    const known = Object.values(EncryptionType);
    return {
        BucketKeyEnabled: rule.flag("bucketKeyEnabled"),
        ...(byDefault && {
            ApplyServerSideEncryptionByDefault: {
                SSEAlgorithm: byDefault.oneOf("sseAlgorithm", ServerSideEncryption),
                KMSMasterKeyID: byDefault.optionalText("kmsMasterKeyId"),
            },
        }),
        ...(blocked.length > 0 && {
            BlockedEncryptionTypes: { EncryptionType: known.filter((type) => blocked.includes(type)) },
        }),
    };
}

const encryption: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const rules = inputs.sections("rules").map(encryptionRule);
        await call("PutBucketEncryption", () =>
            s3(connection).send(
                new PutBucketEncryptionCommand({ Bucket: name, ServerSideEncryptionConfiguration: { Rules: rules } }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketEncryption", () =>
            s3(connection).send(new GetBucketEncryptionCommand({ Bucket: id })),
        );
        const wanted = inputs.sections("rules")[0]?.optionalSection("applyServerSideEncryptionByDefault");
        const got = found.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
        expect("the encryption algorithm", wanted?.text("sseAlgorithm"), got?.SSEAlgorithm);
        expect("the encryption key", wanted?.optionalText("kmsMasterKeyId"), got?.KMSMasterKeyID);
    },
};

function optionalDate(inputs: Inputs, key: string): Date | undefined {
    const text = inputs.optionalText(key);
    return text === undefined ? undefined : new Date(text);
}

function ruleFilter(filter: Inputs | undefined): LifecycleRuleFilter {
    const and = filter?.optionalSection("and");
    const tag = filter?.optionalSection("tag");
    const limits = (inputs: Inputs) => ({
        ObjectSizeGreaterThan: inputs.optionalNumber("objectSizeGreaterThan"),
        ObjectSizeLessThan: inputs.optionalNumber("objectSizeLessThan"),
        Prefix: inputs.optionalText("prefix"),
    });
    if (and !== undefined) {
        return { And: { ...limits(and), Tags: tagList(and.map("tags")) } };
    }
    if (tag !== undefined) {
        return { Tag: { Key: tag.text("key"), Value: tag.text("value") } };
    }
    // An empty filter covers the whole bucket; the API wants it to be present.
    return filter === undefined ? { Prefix: "" } : { ...limits(filter), Prefix: filter.optionalText("prefix") ?? "" };
}

function lifecycleRule(rule: Inputs): LifecycleRule {
    const abort = rule.optionalSection("abortIncompleteMultipartUpload");
    const expiration = rule.optionalSection("expiration");
    const noncurrent = rule.optionalSection("noncurrentVersionExpiration");
    return {
        ID: rule.text("id"),
        Status: rule.oneOf("status", ExpirationStatus),
        Filter: ruleFilter(rule.optionalSection("filter")),
        ...(abort && {
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: abort.optionalNumber("daysAfterInitiation") },
        }),
        ...(expiration && {
            Expiration: {
                Date: optionalDate(expiration, "date"),
                Days: expiration.optionalNumber("days"),
                ExpiredObjectDeleteMarker: expiration.optionalFlag("expiredObjectDeleteMarker"),
            },
        }),
        ...(noncurrent && {
            NoncurrentVersionExpiration: {
                NoncurrentDays: noncurrent.optionalNumber("noncurrentDays"),
                NewerNoncurrentVersions: noncurrent.optionalNumber("newerNoncurrentVersions"),
            },
        }),
        Transitions: rule.sections("transitions").map((transition) => ({
            Date: optionalDate(transition, "date"),
            Days: transition.optionalNumber("days"),
            StorageClass: transition.oneOf("storageClass", TransitionStorageClass),
        })),
        NoncurrentVersionTransitions: rule.sections("noncurrentVersionTransitions").map((transition) => ({
            NoncurrentDays: transition.optionalNumber("noncurrentDays"),
            NewerNoncurrentVersions: transition.optionalNumber("newerNoncurrentVersions"),
            StorageClass: transition.oneOf("storageClass", TransitionStorageClass),
        })),
    };
}

const lifecycle: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const size = inputs.optionalOneOf("transitionDefaultMinimumObjectSize", TransitionDefaultMinimumObjectSize);
        const rules = inputs.sections("rules").map(lifecycleRule);
        await call("PutBucketLifecycleConfiguration", () =>
            s3(connection).send(
                new PutBucketLifecycleConfigurationCommand({
                    Bucket: name,
                    TransitionDefaultMinimumObjectSize: size,
                    LifecycleConfiguration: { Rules: rules },
                }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketLifecycleConfiguration", () =>
            s3(connection).send(new GetBucketLifecycleConfigurationCommand({ Bucket: id })),
        );
        const wanted = inputs.sections("rules").map((rule) => rule.text("id"));
        expect(
            "the ids of lifecycle rules",
            wanted,
            found.Rules?.map((rule) => rule.ID),
        );
    },
};

function loggingOf(inputs: Inputs): LoggingEnabled {
    const format = inputs.optionalSection("targetObjectKeyFormat");
    const partitioned = format?.optionalSection("partitionedPrefix");
    return {
        TargetBucket: inputs.text("targetBucket"),
        TargetPrefix: inputs.text("targetPrefix"),
        ...(partitioned && {
            TargetObjectKeyFormat: {
                PartitionedPrefix: {
                    PartitionDateSource: partitioned.oneOf("partitionDateSource", PartitionDateSource),
                },
            },
        }),
    };
}

const logging: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const status = { LoggingEnabled: loggingOf(inputs) };
        await call("PutBucketLogging", () =>
            s3(connection).send(new PutBucketLoggingCommand({ Bucket: name, BucketLoggingStatus: status })),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketLogging", () =>
            s3(connection).send(new GetBucketLoggingCommand({ Bucket: id })),
        );
        expect("the target of access logs", inputs.text("targetBucket"), found.LoggingEnabled?.TargetBucket);
    },
};

const objectLock: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const retention = inputs.optionalSection("rule")?.section("defaultRetention");
        await call("PutObjectLockConfiguration", () =>
            s3(connection).send(
                new PutObjectLockConfigurationCommand({
                    Bucket: name,
                    ObjectLockConfiguration: {
                        ObjectLockEnabled: "Enabled",
                        ...(retention && {
                            Rule: {
                                DefaultRetention: {
                                    Mode: retention.oneOf("mode", ObjectLockRetentionMode),
                                    Days: retention.optionalNumber("days"),
                                    Years: retention.optionalNumber("years"),
                                },
                            },
                        }),
                    },
                }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetObjectLockConfiguration", () =>
            s3(connection).send(new GetObjectLockConfigurationCommand({ Bucket: id })),
        );
        const wanted = inputs.optionalSection("rule")?.section("defaultRetention").text("mode");
        expect("the retention mode", wanted, found.ObjectLockConfiguration?.Rule?.DefaultRetention?.Mode);
    },
};

export const s3StorageHandlers: HandlerTable = {
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": encryption,
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": lifecycle,
    "aws:s3/bucketLogging:BucketLogging": logging,
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": objectLock,
};
