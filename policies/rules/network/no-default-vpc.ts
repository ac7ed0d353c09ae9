import { resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const noDefaultVpc = resourceRule({
    name: "no-default-vpc",
    group: "network",
    description: "Nothing is built on the VPC that an account comes with.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_148"], trivy: ["AWS-0101"] },
    remediationSteps: "Declare ec2.Vpc with private subnets.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html",
    types: types.defaultVpc,
    judge: () => check(false, "The default VPC is adopted: all of its subnets are public."),
});
