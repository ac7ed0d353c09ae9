import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

export const ecsNoPublicIp = requirementRule({
    name: "ecs-no-public-ip",
    group: "public-access",
    description: "Tasks of ECS services get no public addresses.",
    severity: "high",
    anchors: { fsbp: ["ECS.2"], checkov: ["CKV_AWS_333"] },
    remediationSteps:
        "Set networkConfiguration.assignPublicIp to false, or leave it out, and give private subnets a way to the services that tasks call.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-2",
    types: types.ecsService,
    requires: ({ props }: Resource<aws.ecs.ServiceArgs>) => [
        {
            kept: not(isOneOf(props.child("networkConfiguration").flag("assignPublicIp"), [true])),
            otherwise: "networkConfiguration.assignPublicIp is true: every task can be reached from the internet.",
            remedy: { "networkConfiguration.assignPublicIp": false },
        },
    ],
});
