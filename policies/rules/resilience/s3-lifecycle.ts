import type * as aws from "@pulumi/aws";
import { hasAnyTag } from "../../lib/opt-in";
import type { Properties } from "../../lib/properties";
import { stackRule } from "../../lib/rule";
import { askBucket } from "../../lib/s3";
import { isVersioned } from "../../lib/s3-versioning";
import { integer, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isOneOf, not, satisfies, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type BucketShape = aws.s3.BucketArgs & Pick<aws.s3.BucketV2Args, "versionings">;
type LifecycleShape = aws.s3.BucketLifecycleConfigurationArgs;
type SideRule = Properties<aws.types.input.s3.BucketLifecycleConfigurationRule>;
type InlineRule = Properties<
    aws.types.input.s3.BucketLifecycleRule &
        Pick<aws.types.input.s3.BucketV2LifecycleRule, "noncurrentVersionExpirations">
>;

export const s3Lifecycle = stackRule({
    name: "s3-lifecycle",
    group: "resilience",
    description: "S3 buckets clear away uploads that were never finished, and old versions where they keep versions.",
    severity: "low",
    anchors: {
        config: ["s3-lifecycle-policy-check"],
        fsbp: ["S3.10", "S3.13"],
        checkov: ["CKV2_AWS_61", "CKV_AWS_300"],
    },
    remediationSteps:
        "Give the bucket a BucketLifecycleConfiguration with an enabled rule for all objects that has abortIncompleteMultipartUpload, and one with noncurrentVersionExpiration.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-13",
    types: [...types.bucket, ...types.bucketLifecycle, ...types.bucketVersioning],
    settings: {
        maxAbortDays: integer("The most days that an unfinished upload may stay.", 7, { minimum: 1, maximum: 365 }),
        exceptTags: texts("Tags, as key or key=value, of buckets that are not asked for it."),
    },
    judge: (stack, { maxAbortDays, exceptTags }) =>
        stack.ofTypes<BucketShape>(types.bucket).flatMap((bucket) => {
            const inline: readonly InlineRule[] = bucket.props.each("lifecycleRules");
            const ask = (side: (rule: SideRule) => Truth, own: (rule: InlineRule) => Truth) =>
                askBucket<LifecycleShape>(stack, bucket, "lifecycle", {
                    side: (props) => anyOf(...props.each("rules").map(side)),
                    inline: anyOf(...inline.map(own)),
                });
            const excepted = hasAnyTag(bucket.props.child("tags"), exceptTags);
            const aborts = ask(
                (rule) => sideAborts(rule, maxAbortDays),
                (rule) => inlineAborts(rule, maxAbortDays),
            );
            const clears = anyOf(not(isVersioned(stack, bucket)), ask(sideClears, inlineClears));
            return [
                ...check(
                    anyOf(excepted, aborts),
                    `Bucket "${bucket.name}" does not abort unfinished uploads within ${maxAbortDays} days.`,
                    bucket.urn,
                ),
                ...check(
                    anyOf(excepted, clears),
                    `Bucket "${bucket.name}" keeps versions and never clears old ones.`,
                    bucket.urn,
                ),
            ];
        }),
});

function sideAborts(rule: SideRule, maxDays: number): Truth {
    const days = rule.child("abortIncompleteMultipartUpload").number("daysAfterInitiation");
    return allOf(isEnabled(rule), isForAll(rule), atMost(days, maxDays));
}

function sideClears(rule: SideRule): Truth {
    return allOf(isEnabled(rule), rule.has("noncurrentVersionExpiration"));
}

function isEnabled(rule: SideRule): Truth {
    return isOneOf(rule.text("status"), ["Enabled"]);
}

/** An upload has neither tags nor a size: only a prefix narrows what a rule does about it, and with a tag it does nothing. */
function isForAll(rule: SideRule): Truth {
    const filter = rule.child("filter");
    const narrowed = (["and", "tag", "objectSizeGreaterThan", "objectSizeLessThan"] as const).map((key) =>
        filter.has(key),
    );
    return allOf(
        isOneOf(rule.text("prefix"), [""], true),
        isOneOf(filter.text("prefix"), [""], true),
        ...narrowed.map(not),
    );
}

function inlineAborts(rule: InlineRule, maxDays: number): Truth {
    return allOf(
        isOneOf(rule.flag("enabled"), [true]),
        isOneOf(rule.text("prefix"), [""], true),
        not(rule.has("tags")),
        atMost(rule.number("abortIncompleteMultipartUploadDays"), maxDays),
    );
}

function inlineClears(rule: InlineRule): Truth {
    return allOf(
        isOneOf(rule.flag("enabled"), [true]),
        anyOf(rule.has("noncurrentVersionExpiration"), rule.has("noncurrentVersionExpirations")),
    );
}

function atMost(days: Field<number>, most: number): Truth {
    return satisfies(days, (given) => given > 0 && given <= most, false);
}
