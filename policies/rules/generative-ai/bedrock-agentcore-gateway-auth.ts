import { type ManualRequirement, manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

interface Shape {
    readonly authorizerType?: string;
    readonly authorizerConfiguration?: {
        readonly customJwtAuthorizer?: {
            readonly allowedAudiences?: readonly string[];
            readonly allowedClients?: readonly string[];
        };
    };
}

export const bedrockAgentcoreGatewayAuth = manualRule({
    name: "bedrock-agentcore-gateway-auth",
    group: "generative-ai",
    description: "AgentCore gateways and runtimes know who calls, and tokens are made for them.",
    severity: "high",
    anchors: { fsbp: ["BedrockAgentCore.2"] },
    remediationSteps:
        "Set authorizerType to CUSTOM_JWT or AWS_IAM, and name allowedAudiences or allowedClients in customJwtAuthorizer.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html",
    types: [...types.agentcoreGateway, ...types.agentcoreRuntime],
    requires: ({ props }: Resource<Shape>): readonly ManualRequirement[] => {
        const authorizer = props.child("authorizerConfiguration").child("customJwtAuthorizer");
        const hasAuthorizer = props.child("authorizerConfiguration").has("customJwtAuthorizer");
        return [
            {
                kept: not(isOneOf(props.text("authorizerType"), ["NONE"])),
                otherwise: "authorizerType is NONE: everybody may call the tools.",
            },
            {
                kept: anyOf(
                    not(hasAuthorizer),
                    authorizer.texts("allowedAudiences").length > 0,
                    authorizer.texts("allowedClients").length > 0,
                ),
                otherwise:
                    "authorizerConfiguration.customJwtAuthorizer names neither allowedAudiences nor allowedClients: any token of the issuer will do.",
            },
        ];
    },
});
