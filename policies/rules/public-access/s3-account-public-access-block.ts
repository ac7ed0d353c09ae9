import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { keepsFlags } from "../../lib/public-access-block";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const s3AccountPublicAccessBlock = requirementRule({
    name: "s3-account-public-access-block",
    group: "public-access",
    description: "The account's public access block for S3 has all four flags true.",
    severity: "high",
    anchors: { fsbp: ["S3.1"] },
    remediationSteps: "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1",
    types: types.accountPublicAccessBlock,
    requires: ({ props }: Resource<aws.s3.AccountPublicAccessBlockArgs>) =>
        keepsFlags(props, providerDefaults.bucketPublicAccessBlock),
});
