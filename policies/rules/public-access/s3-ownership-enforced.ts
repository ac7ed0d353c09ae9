import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

/** A bucket without ownership controls has its owner enforced: Amazon S3 gives new buckets that since 2023. */
export const s3OwnershipEnforced = resourceRule({
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
    judge: ({ name, props }: Resource<aws.s3.BucketOwnershipControlsArgs>, { exceptions }) => {
        const ownership = props.child("rule").text("objectOwnership");
        return check(
            anyOf(
                isOneOf(ownership, ["BucketOwnerEnforced"]),
                allOf(isOneOf(ownership, ["BucketOwnerPreferred"]), matchesAny(name, exceptions)),
            ),
            "rule.objectOwnership is not BucketOwnerEnforced: access control lists stay in force.",
        );
    },
});
