import type * as aws from "@pulumi/aws";
import { type BucketShape, encryptsWithKms, kmsAlgorithms } from "../../lib/bucket-encryption";
import { matchesAny } from "../../lib/glob";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import type { Remedy } from "../../lib/remedy";
import { type Resource, stackRule } from "../../lib/rule";
import { isLogTarget } from "../../lib/s3";
import { flag, texts, type ValuesOf } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const settings = {
    requireCmk: flag("Ask for a key of one's own, not the AWS managed key.", true),
    allowedKeyArns: texts("The only keys to be used; with none given, any key will do."),
    allowSseS3For: texts("Buckets, by resource name with * as wildcard, that may use AES256."),
    kmsKeyArn,
};
type Values = ValuesOf<typeof settings>;

type EncryptionShape = aws.s3.BucketServerSideEncryptionConfigurationArgs;

const encryptionTypes: readonly string[] = types.bucketEncryption;

export const s3BucketEncryptionKms = stackRule({
    name: "s3-bucket-encryption-kms",
    group: "encryption-at-rest",
    description:
        "Every S3 bucket encrypts by default with AWS KMS, except targets of log delivery that only take AES256.",
    severity: "high",
    anchors: {
        fsbp: ["S3.17"],
        checkov: ["CKV_AWS_145", "CKV_AWS_19"],
        trivy: ["AWS-0132"],
        cdkNag: ["S3DefaultEncryptionKMS"],
    },
    remediationSteps:
        "Give the bucket a BucketServerSideEncryptionConfiguration with a rule of sseAlgorithm aws:kms (or aws:kms:dsse) and a kmsMasterKeyId.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-17",
    types: [...types.bucket, ...types.bucketEncryption],
    settings,
    judge: (stack, values) =>
        stack.ofTypes<BucketShape>(types.bucket).flatMap((bucket) => judgeBucket(bucket, stack, values)),
    remedy: ({ type, props }: Resource<EncryptionShape>, values) =>
        encryptionTypes.includes(type) ? nameKeys(props, values) : {},
});

/** Names a key where AWS KMS is used without one's own. AES256 stays: the bucket may be a target of log delivery. */
function nameKeys(props: Properties<EncryptionShape>, { requireCmk, allowedKeyArns, kmsKeyArn }: Values): Remedy {
    if (!requireCmk || (allowedKeyArns.length > 0 && !allowedKeyArns.includes(kmsKeyArn))) {
        return {};
    }
    const byKms = props
        .each("rules")
        .map((rule) => rule.child("applyServerSideEncryptionByDefault"))
        .filter((byDefault) => isOneOf(byDefault.text("sseAlgorithm"), kmsAlgorithms) === true);
    const remedies = byKms.map((byDefault) => encryptWith(kmsKeyArn, byDefault, "kmsMasterKeyId"));
    return Object.fromEntries(remedies.flatMap((remedy) => Object.entries(remedy)));
}

function judgeBucket(bucket: Resource<BucketShape>, stack: StackGraph, values: Values): readonly Verdict[] {
    const exempt = matchesAny(bucket.name, values.allowSseS3For) || isLogTarget(stack, bucket);
    const key = values.requireCmk ? "a KMS key of its own" : "AWS KMS";
    return check(
        anyOf(encryptsWithKms(bucket, stack, values), exempt),
        `Bucket "${bucket.name}" does not encrypt by default with ${key}.`,
        bucket.urn,
    );
}
