import type * as aws from "@pulumi/aws";
import { hasAnyTag } from "../../lib/opt-in";
import { type Resource, stackRule } from "../../lib/rule";
import { isVersioned } from "../../lib/s3-versioning";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

const versionings: readonly string[] = types.bucketVersioning;

export const s3Versioning = stackRule({
    name: "s3-versioning",
    group: "resilience",
    description: "S3 buckets keep the versions of their objects.",
    severity: "medium",
    anchors: {
        config: ["s3-bucket-versioning-enabled"],
        fsbp: ["S3.14"],
        checkov: ["CKV_AWS_21"],
        trivy: ["AWS-0090"],
        cdkNag: ["S3BucketVersioningEnabled"],
    },
    remediationSteps: "Give the bucket a BucketVersioning whose versioningConfiguration.status is Enabled.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
    types: [...types.bucket, ...types.bucketVersioning],
    settings: {
        exceptTags: texts("Tags, as key or key=value, of buckets whose objects can be made anew."),
    },
    judge: (stack, { exceptTags }) =>
        stack
            .ofTypes<aws.s3.BucketArgs>(types.bucket)
            .flatMap((bucket) =>
                check(
                    anyOf(isVersioned(stack, bucket), hasAnyTag(bucket.props.child("tags"), exceptTags)),
                    `Bucket "${bucket.name}" keeps no versions: what is overwritten or deleted is lost.`,
                    bucket.urn,
                ),
            ),
    remedy: ({ type, props }: Resource<aws.s3.BucketVersioningArgs>) => {
        const status = props.child("versioningConfiguration").text("status");
        return versionings.includes(type) && isOneOf(status, ["Suspended", "Disabled"]) === true
            ? { "versioningConfiguration.status": "Enabled" }
            : {};
    },
});
