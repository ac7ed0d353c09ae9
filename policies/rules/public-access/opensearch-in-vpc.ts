import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const opensearchInVpc = resourceRule({
    name: "opensearch-in-vpc",
    group: "public-access",
    description: "OpenSearch domains are reached through a VPC and have no public endpoint.",
    severity: "critical",
    anchors: {
        config: ["opensearch-in-vpc-only", "elasticsearch-in-vpc-only"],
        fsbp: ["OpenSearch.2"],
        checkov: ["CKV_AWS_137"],
        cdkNag: ["AwsSolutions-OS1"],
    },
    remediationSteps: "Set vpcOptions.subnetIds and vpcOptions.securityGroupIds; the domain is replaced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html#opensearch-2",
    types: types.opensearchDomain,
    judge: ({ props }: Resource<aws.opensearch.DomainArgs>) => {
        const vpc = props.child("vpcOptions");
        const hasSubnets = vpc.has("subnetIds");
        return check(
            hasSubnets === true ? vpc.texts("subnetIds").length > 0 : hasSubnets,
            "vpcOptions.subnetIds names no subnet: the domain's endpoint is on the internet.",
        );
    },
});
