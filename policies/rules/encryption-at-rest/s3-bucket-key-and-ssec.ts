import type * as aws from "@pulumi/aws";
import { kmsAlgorithms } from "../../lib/bucket-encryption";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, type Truth } from "../../lib/truth";

export const s3BucketKeyAndSsec = requirementRule({
    name: "s3-bucket-key-and-ssec",
    group: "encryption-at-rest",
    description:
        "S3 buckets with AWS KMS use a bucket key, which cuts KMS requests and their cost, and refuse customer-provided keys.",
    severity: "low",
    anchors: {},
    remediationSteps: 'Set bucketKeyEnabled to true and blockedEncryptionTypes to ["SSE-C"] on the encryption rule.',
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html",
    types: types.bucketEncryption,
    settings: {
        requireSseCBlock: flag(
            "Ask that the block is stated, and not left to Amazon S3, which sets it for new buckets.",
            false,
        ),
    },
    requires: ({ props }: Resource<aws.s3.BucketServerSideEncryptionConfigurationArgs>, { requireSseCBlock }) =>
        props.each("rules").flatMap((rule) => {
            const algorithm = rule.child("applyServerSideEncryptionByDefault").text("sseAlgorithm");
            const usesKms = isOneOf(algorithm, kmsAlgorithms);
            return [
                {
                    kept: anyOf(not(usesKms), isOneOf(rule.flag("bucketKeyEnabled"), [true])),
                    otherwise: "bucketKeyEnabled is not true: every object costs a request to AWS KMS.",
                    remedy: { [rule.pathTo("bucketKeyEnabled")]: true },
                },
                {
                    kept: anyOf(
                        !requireSseCBlock && not(rule.has("blockedEncryptionTypes")),
                        blocks("SSE-C", rule.texts("blockedEncryptionTypes")),
                    ),
                    otherwise:
                        "blockedEncryptionTypes does not hold SSE-C: objects may be encrypted with keys that the lake can't use.",
                    remedy: { [rule.pathTo("blockedEncryptionTypes")]: ["SSE-C"] },
                },
            ];
        }),
});

function blocks(kind: string, blocked: readonly Parameters<typeof isUnknown>[0][]): Truth {
    return anyOf(...blocked.map((each) => (isUnknown(each) ? each : each === kind)));
}
