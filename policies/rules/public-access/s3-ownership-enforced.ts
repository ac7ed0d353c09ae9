import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf } from "../../lib/truth";

/** A bucket without ownership controls has its owner enforced: Amazon S3 gives new buckets that since 2023. */
export const s3OwnershipEnforced = requirementRule({
    name: "s3-ownership-enforced",
    group: "public-access",
    description: "S3 buckets own every object in them and take no access control lists.",
    severity: "medium",
    anchors: { fsbp: ["S3.12"], checkov: ["CKV2_AWS_65"] },
    remediationSteps: "Set rule.objectOwnership to BucketOwnerEnforced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
    types: types.bucketOwnershipControls,
    settings: {
        exceptions: texts(
            "Resource names, with * as wildcard, of controls on log targets that need ACLs; these may prefer the owner.",
        ),
    },
    requires: ({ name, props }: Resource<aws.s3.BucketOwnershipControlsArgs>, { exceptions }) => {
        const ownership = props.child("rule").text("objectOwnership");
        const needsAcls = matchesAny(name, exceptions);
        return [
            {
                kept: anyOf(
                    isOneOf(ownership, ["BucketOwnerEnforced"]),
                    allOf(isOneOf(ownership, ["BucketOwnerPreferred"]), needsAcls),
                ),
                otherwise: "rule.objectOwnership is not BucketOwnerEnforced: access control lists stay in force.",
                remedy: { "rule.objectOwnership": needsAcls ? "BucketOwnerPreferred" : "BucketOwnerEnforced" },
            },
        ];
    },
});
