import type * as aws from "@pulumi/aws";
import type { Resource } from "../../lib/rule";
import { resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const s3BucketKeyAndSsec = resourceRule({
    name: "s3-bucket-key-and-ssec",
    group: "encryption-at-rest",
    description:
        "S3 buckets with AWS KMS use a bucket key, which cuts KMS requests and their cost, and refuse customer-provided keys.",
    severity: "low",
    anchors: {},
    remediationSteps: 'Set bucketKeyEnabled to true and blockedEncryptionTypes to ["SSE-C"] on the encryption rule.',
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    types: types.bucketEncryption,
    settings: { requireSseCBlock: flag("Ask that SSE-C is blocked.", true) },
    judge: ({ props }: Resource<aws.s3.BucketServerSideEncryptionConfigurationArgs>, { requireSseCBlock }) =>
        props.each("rules").flatMap((rule) => {
            const algorithm = rule.child("applyServerSideEncryptionByDefault").text("sseAlgorithm");
            const usesKms = isOneOf(algorithm, ["aws:kms", "aws:kms:dsse"]);
            return [
                ...check(
                    anyOf(not(usesKms), isOneOf(rule.flag("bucketKeyEnabled"), [true])),
                    "bucketKeyEnabled is not true: every object costs a request to AWS KMS.",
                ),
                ...check(
                    !requireSseCBlock || blocks("SSE-C", rule.texts("blockedEncryptionTypes")),
                    "blockedEncryptionTypes does not hold SSE-C: objects may be encrypted with keys that the lake can't use.",
                ),
            ];
        }),
});

function blocks(kind: string, blocked: readonly Parameters<typeof isUnknown>[0][]): Truth {
    return anyOf(...blocked.map((each) => (isUnknown(each) ? each : each === kind)));
}
