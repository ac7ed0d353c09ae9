import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import type { Remedy } from "../../lib/remedy";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, type Truth } from "../../lib/truth";

type Shape = aws.s3.BucketAclArgs & Omit<aws.s3.BucketArgs, "acl">;

const publicAcls = ["public-read", "public-read-write", "authenticated-read"];
const publicGroups = [
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
];

export const s3NoPublicAcl = requirementRule({
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
    requires: ({ props }: Resource<Shape>) => [
        {
            kept: not(isOneOf(props.text("acl"), publicAcls)),
            otherwise: `acl is one of ${publicAcls.join(", ")}.`,
            remedy: { acl: "private" },
        },
        grantsNothingToPublic(props),
    ],
});

function grantsNothingToPublic(props: Properties<Shape>): Requirement {
    const policy = props.child("accessControlPolicy");
    const inline = props.each("grants").map((grant) => isOneOf(grant.text("uri"), publicGroups));
    const split = policy.each("grants").map((grant) => isOneOf(grant.child("grantee").text("uri"), publicGroups));
    return {
        kept: not(anyOf(...inline, ...split)),
        otherwise: "A grant names the group AllUsers or AuthenticatedUsers.",
        remedy: { ...emptied("grants", inline), ...emptied(policy.pathTo("grants"), split) },
    };
}

/** A list of public grants alone is emptied; among others, a person has to tell which of them are to stay. */
function emptied(path: string, isPublic: readonly Truth[]): Remedy {
    return isPublic.length > 0 && allOf(...isPublic) === true ? { [path]: [] } : {};
}
