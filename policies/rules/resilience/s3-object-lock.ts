import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import type { Properties } from "../../lib/properties";
import { stackRule } from "../../lib/rule";
import { askBucket } from "../../lib/s3";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, not, satisfies, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type BucketShape = aws.s3.BucketArgs;
type Block = Properties<Pick<aws.s3.BucketObjectLockConfigurationArgs, "rule">>;

export const s3ObjectLock = stackRule({
    name: "s3-object-lock",
    group: "resilience",
    description: "S3 buckets that are tagged for it let nobody change or delete an object before its time.",
    severity: "medium",
    anchors: { config: ["s3-bucket-default-lock-enabled"], fsbp: ["S3.15"], checkov: ["CKV_AWS_143"] },
    remediationSteps:
        "Set objectLockEnabled on the bucket, and give it a BucketObjectLockConfiguration with rule.defaultRetention.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-15",
    types: [...types.bucket, ...types.bucketObjectLock],
    settings: {
        tag: optInTag("bucket"),
        minDays: integer("The fewest days of the default retention.", 1, { minimum: 1, maximum: 36_500 }),
    },
    judge: (stack, { tag, minDays }) =>
        stack.ofTypes<BucketShape>(types.bucket).flatMap((bucket) => {
            const locked = askBucket<aws.s3.BucketObjectLockConfigurationArgs>(stack, bucket, "objectLock", {
                side: (props) => keepsFor(props, minDays),
                inline: keepsFor(bucket.props.child("objectLockConfiguration"), minDays),
            });
            return check(
                anyOf(not(optsIn(bucket.props.child("tags"), tag)), locked),
                `Bucket "${bucket.name}" has no object lock with a default retention of at least ${minDays} days.`,
                bucket.urn,
            );
        }),
});

/** A retention is in days or in years. */
function keepsFor(block: Block, minDays: number): Truth {
    const retention = block.child("rule").child("defaultRetention");
    return anyOf(
        satisfies(retention.number("days"), (days) => days >= minDays, false),
        satisfies(retention.number("years"), (years) => years * 365 >= minDays, false),
    );
}
