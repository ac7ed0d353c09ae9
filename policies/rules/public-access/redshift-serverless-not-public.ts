import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

export const redshiftServerlessNotPublic = requirementRule({
    name: "redshift-serverless-not-public",
    group: "public-access",
    description: "Redshift Serverless workgroups are not reachable from outside their VPC.",
    severity: "critical",
    anchors: { fsbp: ["RedshiftServerless.3"] },
    remediationSteps: "Set publiclyAccessible to false, or leave it out.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-3",
    types: types.redshiftServerlessWorkgroup,
    requires: ({ props }: Resource<aws.redshiftserverless.WorkgroupArgs>) => [
        {
            kept: not(isOneOf(props.flag("publiclyAccessible"), [true])),
            otherwise: "publiclyAccessible is true: the workgroup takes connections from the internet.",
            remedy: { publiclyAccessible: false },
        },
    ],
});
