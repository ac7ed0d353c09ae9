import type * as aws from "@pulumi/aws";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, satisfies } from "../../lib/truth";

export const bedrockAgentGuardrail = requirementRule({
    name: "bedrock-agent-guardrail",
    group: "generative-ai",
    description: "Bedrock agents answer behind a guardrail, at a version that doesn't change under them.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_383"], prowler: ["bedrock_agent_guardrail_enabled"] },
    remediationSteps:
        "Set guardrailConfigurations to a guardrail, with the number of a version made by bedrock.GuardrailVersion.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-guardrail.html",
    types: types.bedrockAgent,
    settings: {
        allowDraft: flag("Accept the version DRAFT, which changes whenever the guardrail does.", false),
        guardrailId: text("Id or ARN of the guardrail that the remedy sets; without one it sets nothing."),
        guardrailVersion: text("Number of its version.", "1"),
    },
    requires: (
        { props }: Resource<aws.bedrock.AgentAgentArgs>,
        { allowDraft, guardrailId, guardrailVersion },
    ): readonly Requirement[] => {
        const guardrails = props.each("guardrailConfigurations");
        const remedy =
            guardrailId === ""
                ? {}
                : { guardrailConfigurations: [{ guardrailIdentifier: guardrailId, guardrailVersion }] };
        return guardrails.length === 0
            ? [
                  {
                      kept: false,
                      otherwise:
                          "guardrailConfigurations is empty: nothing filters what the agent is asked and answers.",
                      remedy,
                  },
              ]
            : [
                  {
                      kept: anyOf(
                          allowDraft,
                          allOf(
                              ...guardrails.map((guardrail) =>
                                  satisfies(
                                      guardrail.text("guardrailVersion"),
                                      (version) => /^\d+$/.test(version),
                                      false,
                                  ),
                              ),
                          ),
                      ),
                      otherwise:
                          "guardrailConfigurations names a version that is no number: it changes without a deployment.",
                      remedy,
                  },
              ];
    },
});
