import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { policyJson } from "../lake/policy-document";
import { refuse } from "../problems";
import { alarmResources, serviceFunctionAlarms } from "../support/alarms";
import { scopeOf } from "../support/scope";
import { createServiceFunction, functionLogGroup, type ServiceFunction } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import { createServiceRole, type ServiceRole } from "../support/service-role";
import { type AgentContent, contentOf, hashOf } from "./agent-content";
import { addParts, letAgentCallTools } from "./agent-parts";
import { agentStatements } from "./agent-policy";
import { type AgentContext, agentFunctionNames, prepareAgent } from "./agent-preparation";
import { bedrockTrust } from "./knowledge-base-policy";
import { warnOfModel } from "./model-warning";
import type { ShoppingAgentArgs } from "./shopping-agent-args";
import { shoppingAgentProblems } from "./shopping-agent-problems";
import { toolEnvironment, toolFacts, toolStatements } from "./tool-policy";

const TOOLS_TIMEOUT_S = 25;

/**
 * The shopping assistant as an agent of Amazon Bedrock (Agents Classic). **The service is closed to accounts that never
 * used it**, since 30 July 2026
 * ([maintenance mode](https://docs.aws.amazon.com/bedrock/latest/userguide/agents-classic-maintenance-mode.html)): in
 * every other account run an AssistantEndpoint with the Converse runtime, which has the same tools and instructions and
 * needs no ShoppingAgent.
 *
 * Its parts are added one at a time and prepared once, by a function that waits, puts the guardrail back should it have
 * fallen off, and fails the deployment if it doesn't stay. The alias keeps its name and id and points at a version of
 * just this content; another content makes another version.
 */
export class ShoppingAgent extends pulumi.ComponentResource {
    /** Id of the agent. */
    readonly agentId: pulumi.Output<string>;
    /** Id of the alias. */
    readonly aliasId: pulumi.Output<string>;
    /** ARN of the alias: who talks to the agent needs `bedrock:InvokeAgent` on it. */
    readonly aliasArn: pulumi.Output<string>;
    /** ARN of the role that the agent acts as. */
    readonly roleArn: pulumi.Output<string>;
    /** ARN of the function behind the tools. */
    readonly toolFunctionArn: pulumi.Output<string>;
    /** ARN of the key: who talks to the agent needs `kms:Decrypt` and `kms:GenerateDataKey` with it. */
    readonly keyArn: pulumi.Output<string>;
    /** The agent. */
    readonly agent: aws.bedrock.AgentAgent;
    /** The alias. */
    readonly alias: aws.bedrock.AgentAgentAlias;

    constructor(name: string, args: ShoppingAgentArgs, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        refuse("ShoppingAgent", name, shoppingAgentProblems(physicalName, args));
        super("lakefront:index:ShoppingAgent", name, args, opts);
        warnOfModel(args.model, this);
        const context: AgentContext = { ...scopeOf(name, args, this, opts), physicalName, args };
        const content = contentOf(args);
        this.keyArn = createKey(context);
        const tools = createToolFunction(context, this.keyArn);
        const role = createRole(context, this.keyArn);
        this.agent = createAgent(context, content, role, this.keyArn);
        const permission = letAgentCallTools(
            name,
            { agent: this.agent, functionName: tools.function.name, accountId: context.place.accountId },
            this,
        );
        const whole = addParts(
            name,
            {
                agent: this.agent,
                schema: content.schema,
                toolFunctionArn: tools.arn,
                knowledgeBaseId: args.knowledgeBase.id,
            },
            this,
        );
        const hash = hashOf(content, args, tools);
        const prepared = prepareAgent(context, { role, agent: this.agent, keyArn: this.keyArn, hash }, [
            whole,
            permission,
        ]);
        this.alias = createAlias(context, this.agent, hash, prepared);
        createAlarms(context);

        this.agentId = this.agent.agentId;
        this.aliasId = this.alias.agentAliasId;
        this.aliasArn = this.alias.agentAliasArn;
        this.roleArn = role.arn;
        this.toolFunctionArn = tools.arn;
        this.registerOutputs({
            agentId: this.agentId,
            aliasId: this.aliasId,
            aliasArn: this.aliasArn,
            roleArn: this.roleArn,
            toolFunctionArn: this.toolFunctionArn,
            keyArn: this.keyArn,
            agent: this.agent,
            alias: this.alias,
        });
    }
}

function createKey({ name, physicalName, args, place, parent }: AgentContext): pulumi.Output<string> {
    const names = agentFunctionNames(physicalName);
    return serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${physicalName}-agent`,
            description: `Encrypts the agent ${physicalName}, its sessions and its functions' logs`,
            logGroups: [functionLogGroup(names.tools), functionLogGroup(names.prepare)],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
}

function createToolFunction(
    { name, physicalName, args, place, parent }: AgentContext,
    keyArn: pulumi.Output<string>,
): ServiceFunction {
    return createServiceFunction(
        `${name}-tools`,
        {
            functionName: agentFunctionNames(physicalName).tools,
            bundle: "shop-tools",
            description: `Runs the tools of the agent ${physicalName}`,
            place,
            keyArn,
            statements: toolFacts(args, place).apply(toolStatements),
            environment: toolEnvironment(args),
            timeoutSeconds: TOOLS_TIMEOUT_S,
            ...args.toolFunction,
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        parent,
    );
}

function createRole(
    { name, physicalName, args, place, parent }: AgentContext,
    keyArn: pulumi.Output<string>,
): ServiceRole {
    return createServiceRole(
        `${name}-role`,
        {
            description: `Runs the agent ${physicalName}`,
            trust: place.apply((at) => bedrockTrust(at, "agent")),
            policy: pulumi
                .output({
                    place,
                    model: args.model,
                    guardrail: { arn: args.guardrail.arn, keyArn: args.guardrail.keyArn },
                    knowledgeBaseArn: args.knowledgeBase.arn,
                    keyArn,
                })
                .apply((facts) => policyJson(agentStatements(facts))),
            tags: args.tags,
        },
        parent,
    );
}

function createAgent(
    { name, physicalName, args, parent }: AgentContext,
    content: AgentContent,
    role: ServiceRole,
    keyArn: pulumi.Output<string>,
): aws.bedrock.AgentAgent {
    return new aws.bedrock.AgentAgent(
        `${name}-agent`,
        {
            agentName: physicalName,
            agentResourceRoleArn: role.arn,
            foundationModel: content.model,
            instruction: content.instruction,
            idleSessionTtlInSeconds: content.idleSeconds,
            customerEncryptionKeyArn: keyArn,
            guardrailConfigurations: [
                { guardrailIdentifier: args.guardrail.id, guardrailVersion: args.guardrail.version },
            ],
            prepareAgent: false,
            skipResourceInUseCheck: true,
            tags: args.tags,
        },
        { parent, dependsOn: [role.policy] },
    );
}

/** Making an alias, and changing one, mints a version of the prepared draft; the description is what changes. */
function createAlias(
    { name, args, parent }: AgentContext,
    agent: aws.bedrock.AgentAgent,
    hash: pulumi.Output<string>,
    prepared: aws.lambda.Invocation,
): aws.bedrock.AgentAgentAlias {
    return new aws.bedrock.AgentAgentAlias(
        `${name}-alias`,
        {
            agentId: agent.agentId,
            agentAliasName: args.aliasName ?? "live",
            description: pulumi.interpolate`Content ${hash}`,
            tags: args.tags,
        },
        { parent, dependsOn: [prepared] },
    );
}

function createAlarms({ name, physicalName, args, parent }: AgentContext): void {
    alarmResources(
        name,
        serviceFunctionAlarms("tools", agentFunctionNames(physicalName).tools, "runs the agent's tools"),
        { namePrefix: physicalName, topicArn: args.alarmTopicArn, tags: args.tags },
        parent,
    );
}
