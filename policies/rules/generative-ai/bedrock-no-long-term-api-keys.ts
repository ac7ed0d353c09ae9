import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

export const bedrockNoLongTermApiKeys = manualRule({
    name: "bedrock-no-long-term-api-keys",
    group: "generative-ai",
    description: "Nobody calls Bedrock by an API key that lives as long as a user.",
    severity: "high",
    anchors: { prowler: ["bedrock_api_key_no_long_term_credentials"] },
    remediationSteps: "Call Bedrock as a role, or by short-term keys that a role's session makes.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html",
    types: types.iamServiceSpecificCredential,
    requires: ({ props }: Resource<aws.iam.ServiceSpecificCredentialArgs>) => [
        {
            kept: not(isOneOf(props.text("serviceName"), ["bedrock.amazonaws.com"])),
            otherwise: "serviceName is bedrock.amazonaws.com: the key works for whoever has it, until it is revoked.",
        },
    ],
});
