import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

const DRAFT = "DRAFT";

/** What an agent's draft is made of, beside itself. */
export interface AgentParts {
    readonly agent: aws.bedrock.AgentAgent;
    /** OpenAPI document of the tools. */
    readonly schema: string;
    readonly toolFunctionArn: pulumi.Input<string>;
    readonly knowledgeBaseId: pulumi.Input<string>;
}

/**
 * Adds tools, questions back and the knowledge base to an agent's draft, one after the other: each addition prepares the
 * agent unless told not to, and two preparations at once collide.
 *
 * @returns the last of them, after which the draft is whole
 */
export function addParts(name: string, parts: AgentParts, parent: pulumi.Resource): pulumi.Resource {
    const { agent } = parts;
    const tools = new aws.bedrock.AgentAgentActionGroup(
        `${name}-tools`,
        {
            agentId: agent.agentId,
            agentVersion: DRAFT,
            actionGroupName: "shop",
            description: "What the assistant can do in the shop",
            actionGroupExecutor: { lambda: parts.toolFunctionArn },
            apiSchema: { payload: parts.schema },
            prepareAgent: false,
            skipResourceInUseCheck: true,
        },
        { parent, dependsOn: [agent] },
    );
    const questions = new aws.bedrock.AgentAgentActionGroup(
        `${name}-user-input`,
        {
            agentId: agent.agentId,
            agentVersion: DRAFT,
            // Such a group takes its name and its signature, and nothing else.
            actionGroupName: "UserInputAction",
            parentActionGroupSignature: "AMAZON.UserInput",
            prepareAgent: false,
            skipResourceInUseCheck: true,
        },
        { parent, dependsOn: [tools] },
    );
    return new aws.bedrock.AgentAgentKnowledgeBaseAssociation(
        `${name}-knowledge`,
        {
            agentId: agent.agentId,
            agentVersion: DRAFT,
            knowledgeBaseId: parts.knowledgeBaseId,
            knowledgeBaseState: "ENABLED",
            description: "Policies and FAQs of the shop. Prices and stock come from the tools, never from here.",
        },
        { parent, dependsOn: [questions] },
    );
}

/** Lets one agent, and no other, call the tools. */
export function letAgentCallTools(
    name: string,
    to: {
        readonly agent: aws.bedrock.AgentAgent;
        readonly functionName: pulumi.Input<string>;
        readonly accountId: pulumi.Input<string>;
    },
    parent: pulumi.Resource,
): aws.lambda.Permission {
    return new aws.lambda.Permission(
        `${name}-tools-permission`,
        {
            action: "lambda:InvokeFunction",
            function: to.functionName,
            principal: "bedrock.amazonaws.com",
            sourceArn: to.agent.agentArn,
            sourceAccount: to.accountId,
        },
        { parent },
    );
}
