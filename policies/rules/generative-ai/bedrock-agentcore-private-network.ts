import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

interface Shape {
    readonly networkConfiguration?: { readonly networkMode?: string };
}

export const bedrockAgentcorePrivateNetwork = manualRule({
    name: "bedrock-agentcore-private-network",
    group: "generative-ai",
    description: "AgentCore runtimes, browsers and code interpreters have no way to the internet of their own.",
    severity: "high",
    anchors: { fsbp: ["BedrockAgentCore.1"] },
    remediationSteps: "Set networkConfiguration.networkMode to VPC, with subnets and security groups.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/bedrockagentcore-controls.html",
    types: [...types.agentcoreRuntime, ...types.agentcoreBrowser, ...types.agentcoreCodeInterpreter],
    settings: { allowSandbox: flag("Accept SANDBOX, which reaches Amazon S3 and nothing else.", true) },
    requires: ({ props }: Resource<Shape>, { allowSandbox }) => {
        const mode = props.child("networkConfiguration").text("networkMode");
        return [
            {
                kept: not(isOneOf(mode, ["PUBLIC"])),
                otherwise:
                    "networkConfiguration.networkMode is PUBLIC: what the agent runs can send anything anywhere.",
            },
            {
                kept: anyOf(allowSandbox, not(isOneOf(mode, ["SANDBOX"]))),
                otherwise: "networkConfiguration.networkMode is SANDBOX, not VPC.",
            },
        ];
    },
});
