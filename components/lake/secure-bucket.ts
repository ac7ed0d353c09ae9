import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { DeletionGuard } from "./deletion-guard";
import type { Scope } from "./lake";
import { type LifecycleArgs, lifecycleRules, TRANSITION_MINIMUM_SIZE } from "./lifecycle";
import { type PolicyStatement, type PolicyStatementArgs, policyJson } from "./policy-document";
import { type ObjectLockArgs, ObjectLockMode } from "./tier-args";

/** What a bucket is to be. */
export interface BucketSpec {
    readonly bucketName: pulumi.Input<string>;
    readonly bucketArn: pulumi.Input<string>;
    /** The customer managed key. Without one the bucket uses SSE-S3, which is meant only for access logs. */
    readonly keyArn?: pulumi.Input<string>;
    readonly statements: pulumi.Output<PolicyStatement[]>;
    /** Statements of the caller's. */
    readonly extraStatements?: PolicyStatementArgs[];
    readonly lifecycle: LifecycleArgs;
    readonly objectLock?: ObjectLockArgs;
    /** Where access logs go, and what must be there first. */
    readonly accessLogs?: AccessLogTarget;
    readonly region?: pulumi.Input<string>;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A bucket that takes access logs. */
export interface AccessLogTarget {
    readonly bucketName: pulumi.Input<string>;
    /** Resources that let S3 deliver there. */
    readonly ready: readonly pulumi.Resource[];
}

/** Which bucket a resource is about. */
export interface OnBucket {
    readonly bucket: pulumi.Output<string>;
    readonly region?: pulumi.Input<string>;
}

/** A bucket with all that keeps it safe. */
export interface SecureBucket {
    readonly bucket: aws.s3.Bucket;
    /** The resources after which the bucket may be written to. */
    readonly ready: readonly pulumi.Resource[];
    /**
     * Makes one more resource on this bucket, at the end of its chain.
     *
     * @param also what must be there first besides
     */
    attach(
        make: (on: OnBucket, options: pulumi.CustomResourceOptions) => pulumi.CustomResource,
        also?: readonly pulumi.Resource[],
    ): void;
}

/**
 * Makes a private, encrypted, versioned bucket.
 *
 * The resources form a chain, for S3 answers 409 ("conflicting conditional operation") when several settings of one
 * bucket change at once, and in an order in which the bucket is never open: ownership, public access block, versions,
 * encryption, policy, and only then the rest.
 */
export function secureBucket(
    name: string,
    spec: BucketSpec,
    { guard, parent, dependsOn }: Pick<Scope, "guard" | "parent" | "dependsOn">,
): SecureBucket {
    const bucket = new aws.s3.Bucket(
        `${name}-bucket`,
        {
            bucket: spec.bucketName,
            forceDestroy: guard.allowed,
            objectLockEnabled: spec.objectLock ? true : undefined,
            region: spec.region,
            tags: spec.tags,
        },
        { parent, dependsOn, ...guard.data },
    );
    const secure = chainOn(bucket, spec.region, parent);
    addSafeguards(name, spec, guard, secure);
    secure.attach(
        (on, options) =>
            new aws.s3.BucketLifecycleConfiguration(
                `${name}-lifecycle`,
                {
                    ...on,
                    transitionDefaultMinimumObjectSize: TRANSITION_MINIMUM_SIZE,
                    rules: lifecycleRules(spec.lifecycle),
                },
                options,
            ),
    );
    if (spec.accessLogs) {
        addLogging(name, spec, spec.accessLogs, secure);
    }
    return secure;
}

function chainOn(
    bucket: aws.s3.Bucket,
    region: pulumi.Input<string> | undefined,
    parent: pulumi.Resource,
): SecureBucket {
    const ready: pulumi.Resource[] = [bucket];
    return {
        bucket,
        ready,
        attach(make, also = []) {
            // What belongs to a bucket leaves with it and never before, so that a bucket on its way out is not open for
            // a moment.
            const options = { parent, deletedWith: bucket, dependsOn: [...ready.slice(-1), ...also] };
            ready.push(make({ bucket: bucket.bucket, region }, options));
        },
    };
}

function addSafeguards(name: string, spec: BucketSpec, { safeguard }: DeletionGuard, bucket: SecureBucket): void {
    const { objectLock } = spec;
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketOwnershipControls(
                `${name}-ownership`,
                { ...on, rule: { objectOwnership: "BucketOwnerEnforced" } },
                { ...options, ...safeguard },
            ),
    );
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketPublicAccessBlock(
                `${name}-public-access-block`,
                {
                    ...on,
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                { ...options, ...safeguard },
            ),
    );
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketVersioning(
                `${name}-versioning`,
                { ...on, versioningConfiguration: { status: "Enabled" } },
                { ...options, ...safeguard },
            ),
    );
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketServerSideEncryptionConfiguration(
                `${name}-encryption`,
                { ...on, rules: [encryptionRule(spec.keyArn)] },
                { ...options, ...safeguard },
            ),
    );
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketPolicy(
                `${name}-policy`,
                { ...on, policy: bucketPolicyJson(spec) },
                { ...options, ...safeguard },
            ),
    );
    if (objectLock) {
        bucket.attach(
            (on, options) =>
                new aws.s3.BucketObjectLockConfiguration(
                    `${name}-object-lock`,
                    { ...on, rule: { defaultRetention: retention(objectLock) } },
                    { ...options, ...safeguard },
                ),
        );
    }
}

function addLogging(name: string, spec: BucketSpec, target: AccessLogTarget, bucket: SecureBucket): void {
    bucket.attach(
        (on, options) =>
            new aws.s3.BucketLogging(
                `${name}-logging`,
                {
                    ...on,
                    targetBucket: target.bucketName,
                    targetPrefix: pulumi.interpolate`${spec.bucketName}/`,
                    targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
                },
                options,
            ),
        target.ready,
    );
}

function encryptionRule(
    keyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule {
    return keyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, blockedEncryptionTypes: ["SSE-C"] }
        : {
              applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
              // One data key for the bucket instead of one for each object: fewer calls to KMS, far cheaper.
              bucketKeyEnabled: true,
              blockedEncryptionTypes: ["SSE-C"],
          };
}

function bucketPolicyJson(spec: BucketSpec): pulumi.Output<string> {
    return pulumi
        .all([spec.statements, pulumi.output(spec.extraStatements ?? []), spec.bucketArn])
        .apply(([statements, extra, arn]) => policyJson([...statements, ...extra], [arn, `${arn}/*`]));
}

function retention({ mode, retentionDays }: ObjectLockArgs) {
    return { mode: mode ?? ObjectLockMode.Governance, days: retentionDays };
}
