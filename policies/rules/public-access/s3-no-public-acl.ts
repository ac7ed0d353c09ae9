import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, type Truth } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Shape = aws.s3.BucketAclArgs & Omit<aws.s3.BucketArgs, "acl">;

const publicAcls = ["public-read", "public-read-write", "authenticated-read"];
const publicGroups = [
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

export const s3NoPublicAcl = resourceRule({
    name: "s3-no-public-acl",
    group: "public-access",
    description: "No S3 access control list grants anything to everybody or to every AWS account.",
    severity: "critical",
    anchors: {
        fsbp: ["S3.2", "S3.3"],
        checkov: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375", "CKV2_AWS_43"],
        trivy: ["AWS-0092"],
    },
    remediationSteps: "Remove the ACL and its grants, and set object ownership to BucketOwnerEnforced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-2",
    types: [...types.bucketAcl, ...types.bucket],
    judge: ({ props }: Resource<Shape>) => [
        ...check(not(isOneOf(props.text("acl"), publicAcls)), `acl is one of ${publicAcls.join(", ")}.`),
        ...check(not(grantsToPublic(props)), "A grant names the group AllUsers or AuthenticatedUsers."),
    ],
});

function grantsToPublic(props: Properties<Shape>): Truth {
    const split = props.child("accessControlPolicy").each("grants");
    return anyOf(
        ...props.each("grants").map((grant) => isOneOf(grant.text("uri"), publicGroups)),
        ...split.map((grant) => isOneOf(grant.child("grantee").text("uri"), publicGroups)),
    );
}
