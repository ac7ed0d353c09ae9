import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const ecsEfsTls = requirementRule({
    name: "ecs-efs-tls",
    group: "encryption-in-transit",
    description: "ECS tasks mount their EFS file systems by TLS.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_97"], trivy: ["AWS-0035"] },
    remediationSteps: "Set efsVolumeConfiguration.transitEncryption of each of volumes to ENABLED.",
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html",
    types: types.ecsTaskDefinition,
    requires: ({ props }: Resource<aws.ecs.TaskDefinitionArgs>) =>
        props.each("volumes").map((volume) => {
            const efs = volume.child("efsVolumeConfiguration");
            const path = efs.pathTo("transitEncryption");
            return {
                kept: anyOf(
                    not(volume.has("efsVolumeConfiguration")),
                    isOneOf(efs.text("transitEncryption"), ["ENABLED"]),
                ),
                otherwise: `${path} is not ENABLED: files travel in plain text.`,
                remedy: { [path]: "ENABLED" },
            };
        }),
});
