import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

export const redshiftEnhancedVpcRouting = requirementRule({
    name: "redshift-enhanced-vpc-routing",
    group: "network",
    description: "Redshift Serverless loads and unloads data through its VPC.",
    severity: "high",
    anchors: { fsbp: ["RedshiftServerless.1"] },
    remediationSteps: "Set enhancedVpcRouting to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-1",
    types: types.redshiftServerlessWorkgroup,
    requires: ({ props }: Resource<aws.redshiftserverless.WorkgroupArgs>) => [
        {
            kept: isOneOf(props.flag("enhancedVpcRouting"), [true]),
            otherwise: "enhancedVpcRouting is not true: data goes past the VPC's endpoints and flow logs.",
            remedy: { enhancedVpcRouting: true },
        },
    ],
});
