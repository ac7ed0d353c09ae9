import { bedrockAgentcoreCmk } from "../../../../policies/rules/generative-ai/bedrock-agentcore-cmk";
import { bedrockAgentcoreGatewayAuth } from "../../../../policies/rules/generative-ai/bedrock-agentcore-gateway-auth";
import { bedrockAgentcorePrivateNetwork } from "../../../../policies/rules/generative-ai/bedrock-agentcore-private-network";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";

const runtime = "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const gateway = "aws:bedrock/agentcoreGateway:AgentcoreGateway";

for (const type of [
    runtime,
    "aws:bedrock/agentcoreBrowser:AgentcoreBrowser",
    "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter",
]) {
    describeRule({
        rule: bedrockAgentcorePrivateNetwork,
        type,
        refuses: [
            {
                when: "the internet",
                set: { "networkConfiguration.networkMode": "PUBLIC" },
                says: ["networkConfiguration.networkMode is PUBLIC: what the agent runs can send anything anywhere."],
            },
            {
                when: "a sandbox where the setting wants a network of one's own",
                set: { "networkConfiguration.networkMode": "SANDBOX" },
                settings: { allowSandbox: false },
                says: ["networkConfiguration.networkMode is SANDBOX, not VPC."],
            },
        ],
        defersOn: ["networkConfiguration.networkMode"],
    });
}

const anyToken = [
    "authorizerConfiguration.customJwtAuthorizer names neither allowedAudiences nor allowedClients: any token of the issuer will do.",
];
const open = { customJwtAuthorizer: { discoveryUrl: "https://id" } };

describeRule({
    rule: bedrockAgentcoreGatewayAuth,
    type: gateway,
    refuses: [
        {
            when: "no authorizer",
            set: { authorizerType: "NONE" },
            says: ["authorizerType is NONE: everybody may call the tools."],
        },
        { when: "any token", set: { authorizerConfiguration: open }, says: anyToken },
    ],
    accepts: [
        { when: "IAM", set: { authorizerType: "AWS_IAM", authorizerConfiguration: undefined } },
        {
            when: "tokens for named audiences",
            set: { authorizerConfiguration: { customJwtAuthorizer: { allowedAudiences: ["shop"] } } },
        },
    ],
    defersOn: ["authorizerType"],
});
describeRule({
    rule: bedrockAgentcoreGatewayAuth,
    type: runtime,
    refuses: [{ when: "any token", set: { authorizerConfiguration: open }, says: anyToken }],
    accepts: [{ when: "IAM, the service's default", set: { authorizerConfiguration: undefined } }],
});

const settings = { kmsKeyArn: keyArn };

describeRule({
    rule: bedrockAgentcoreCmk,
    type: "aws:bedrock/agentcoreMemory:AgentcoreMemory",
    refuses: [
        {
            when: "no key",
            set: { encryptionKeyArn: undefined },
            says: [
                "encryptionKeyArn names no key of your own: what agents remember is stored under a key that AWS owns.",
            ],
        },
    ],
    needsOnlyPresenceOf: ["encryptionKeyArn"],
    mends: [{ when: "no key", set: { encryptionKeyArn: undefined }, settings }],
});
describeRule({
    rule: bedrockAgentcoreCmk,
    type: gateway,
    refuses: [
        {
            when: "no key",
            set: { kmsKeyArn: undefined },
            says: ["kmsKeyArn names no key of your own: the gateway's settings are stored under a key that AWS owns."],
        },
    ],
    mends: [{ when: "no key", set: { kmsKeyArn: undefined }, settings }],
});

const credentials =
    "kmsConfiguration.kmsKeyArn names no key of your own: the credentials of agents are stored under a key that AWS owns.";

describeRule({
    rule: bedrockAgentcoreCmk,
    type: "aws:bedrock/agentcoreTokenVaultCmk:AgentcoreTokenVaultCmk",
    refuses: [
        {
            when: "the service's key",
            set: { kmsConfiguration: { keyType: "ServiceManagedKey" } },
            says: ["kmsConfiguration.keyType is not CustomerManagedKey.", credentials],
        },
        { when: "no key", set: { "kmsConfiguration.kmsKeyArn": undefined }, says: [credentials] },
    ],
    defersOn: ["kmsConfiguration.keyType"],
    mends: [{ when: "the service's key", set: { kmsConfiguration: { keyType: "ServiceManagedKey" } }, settings }],
    leaves: [
        {
            when: "the service's key where none is configured",
            set: { kmsConfiguration: { keyType: "ServiceManagedKey" } },
        },
    ],
});
