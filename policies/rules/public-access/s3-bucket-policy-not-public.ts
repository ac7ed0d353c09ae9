import type * as aws from "@pulumi/aws";
import { judgePublicAccess } from "../../lib/public-statements";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { trustSettings } from "../../lib/trust";

export const s3BucketPolicyNotPublic = resourceRule({
    name: "s3-bucket-policy-not-public",
    group: "public-access",
    description: "No S3 bucket policy allows everybody, or an account that is not trusted.",
    severity: "critical",
    anchors: { fsbp: ["S3.2", "S3.6"], checkov: ["CKV_AWS_70"] },
    remediationSteps:
        "Name the principals, or add a condition on a fixed account, organisation, VPC endpoint, source ARN or network.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6",
    types: [...types.bucketPolicy, ...types.bucket, ...types.accessPoint],
    settings: trustSettings,
    judge: ({ props }: Resource<Pick<aws.s3.BucketPolicyArgs, "policy">>, trust) =>
        judgePublicAccess(props.get("policy"), "policy", trust),
});
