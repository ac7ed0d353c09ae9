import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

interface Shape {
    readonly customerEncryptionKeyArn?: string;
}

export const bedrockAgentCmk = requirementRule({
    name: "bedrock-agent-cmk",
    group: "generative-ai",
    description: "Bedrock agents, prompts and flows are encrypted with a key of one's own.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_373"], prowler: ["bedrock_prompt_encrypted_with_cmk"] },
    remediationSteps: "Set customerEncryptionKeyArn to a key of your own, and let Bedrock use it in the key's policy.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/encryption-agents.html",
    types: [...types.bedrockAgent, ...types.bedrockPrompt, ...types.bedrockFlow],
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<Shape>, settings) => [
        ownKey(
            props,
            "customerEncryptionKeyArn",
            settings.kmsKeyArn,
            "instructions and sessions are stored under a key that AWS owns.",
        ),
    ],
});
