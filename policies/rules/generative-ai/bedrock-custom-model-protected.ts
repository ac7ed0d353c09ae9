import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const bedrockCustomModelProtected = requirementRule({
    name: "bedrock-custom-model-protected",
    group: "generative-ai",
    description:
        "Models that are trained on one's own data are encrypted with one's own key and trained in one's own network.",
    severity: "medium",
    anchors: { prowler: ["bedrock_custom_model_encrypted_with_cmk"] },
    remediationSteps: "Set customModelKmsKeyId, and vpcConfig with subnets and security groups.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-custom-job.html",
    types: types.bedrockCustomModel,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.bedrock.CustomModelArgs>, settings): readonly Requirement[] => [
        ownKey(
            props,
            "customModelKmsKeyId",
            settings.kmsKeyArn,
            "what the model learned is stored under a key that AWS owns.",
        ),
        {
            kept: props.has("vpcConfig"),
            otherwise: "vpcConfig is not set: the training data is read over AWS's public network.",
        },
    ],
});
