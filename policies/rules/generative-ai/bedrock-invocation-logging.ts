import type * as aws from "@pulumi/aws";
import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import { stackRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const bedrockInvocationLogging = stackRule({
    name: "bedrock-invocation-logging",
    group: "generative-ai",
    description: "The stacks that hold an account's foundation log what models are asked and answer.",
    severity: "high",
    anchors: {
        prowler: ["bedrock_model_invocation_logging_enabled", "bedrock_model_invocation_logs_encryption_enabled"],
    },
    remediationSteps:
        "Declare bedrockmodel.InvocationLoggingConfiguration with an encrypted log group or bucket as destination.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html",
    types: types.bedrockInvocationLoggingConfiguration,
    settings: foundationSettings,
    judge: (stack, { stacks }) => {
        const configurations = stack.ofTypes<aws.bedrockmodel.InvocationLoggingConfigurationArgs>(
            types.bedrockInvocationLoggingConfiguration,
        );
        return [
            ...check(
                !isFoundation(stack, stacks) || configurations.length > 0,
                "The stack declares no InvocationLoggingConfiguration.",
            ),
            ...configurations.flatMap(({ props, urn }) => {
                const logging = props.child("loggingConfig");
                return check(
                    anyOf(logging.has("cloudwatchConfig"), logging.has("s3Config")),
                    "loggingConfig names neither cloudwatchConfig nor s3Config: nothing is kept.",
                    urn,
                );
            }),
        ];
    },
});
