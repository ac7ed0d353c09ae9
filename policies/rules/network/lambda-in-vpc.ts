import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isUnknown, not, Unknown } from "../../lib/truth";

export const lambdaInVpc = manualRule({
    name: "lambda-in-vpc",
    group: "network",
    description: "Lambda functions that are tagged for it run in a VPC, in two subnets at least.",
    severity: "low",
    anchors: { fsbp: ["Lambda.3", "Lambda.5"], checkov: ["CKV_AWS_117"], cdkNag: ["LambdaInsideVPC"] },
    remediationSteps: "Set vpcConfig with subnetIds of two Availability Zones and securityGroupIds.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
    types: types.function,
    settings: { tag: optInTag("function") },
    requires: ({ props }: Resource<aws.lambda.FunctionArgs>, { tag }) => {
        const subnets = props.child("vpcConfig").get("subnetIds");
        const enough = isUnknown(subnets)
            ? new Unknown(["vpcConfig.subnetIds"])
            : props.child("vpcConfig").texts("subnetIds").length >= 2;
        return [
            {
                kept: anyOf(not(optsIn(props.child("tags"), tag)), enough),
                otherwise: "vpcConfig.subnetIds names fewer than two subnets.",
            },
        ];
    },
});
