import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { not, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const agentOfRole: Join = {
    from: types.bedrockAgent,
    property: "agentResourceRoleArn",
    to: types.iamRole,
    names: ["arn"],
};

export const bedrockAgentRoleNotShared = stackRule({
    name: "bedrock-agent-role-not-shared",
    group: "generative-ai",
    description: "Each Bedrock agent has a role of its own.",
    severity: "high",
    anchors: { prowler: ["bedrock_agent_role_not_shared_across_agents"] },
    remediationSteps: "Give each agent a role that allows its own models, knowledge bases and guardrail.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html",
    types: [...types.bedrockAgent, ...types.iamRole],
    judge: (stack) =>
        stack.ofTypes<aws.iam.RoleArgs>(types.iamRole).flatMap((role: Resource<aws.iam.RoleArgs>) => {
            const agents = stack.attachedTo(role, agentOfRole);
            const [first] = agents.filter(({ certain }) => !certain);
            const shared = first === undefined ? agents.length > 1 : new Unknown(["agentResourceRoleArn"]);
            return agents.length < 2
                ? []
                : check(
                      not(shared),
                      `Role "${role.name}" serves ${agents.length} agents: each may do what any of them needs.`,
                      role.urn,
                  );
        }),
});
