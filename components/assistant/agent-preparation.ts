import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { createServiceFunction } from "../support/service-function";
import type { ServiceRole } from "../support/service-role";
import { prepareStatements } from "./agent-policy";
import type { ShoppingAgentArgs } from "./shopping-agent-args";

const DEFAULT_VERSIONS = 5;
const TIMEOUT_S = 840;

/** What the parts of a ShoppingAgent share. */
export interface AgentContext extends Scope {
    readonly physicalName: string;
    readonly args: ShoppingAgentArgs;
}

/** Physical names of the agent's functions. */
export function agentFunctionNames(physicalName: string) {
    return { tools: `${physicalName}-tools`, prepare: `${physicalName}-prepare` };
}

/**
 * Prepares the draft once all of its parts are there, by a function that waits until it is done; again whenever the content
 * changes.
 */
export function prepareAgent(
    { name, physicalName, args, place, parent }: AgentContext,
    it: {
        readonly role: ServiceRole;
        readonly agent: aws.bedrock.AgentAgent;
        readonly keyArn: pulumi.Output<string>;
        readonly hash: pulumi.Output<string>;
    },
    ready: pulumi.Resource[],
): aws.lambda.Invocation {
    const prepare = createServiceFunction(
        `${name}-prepare`,
        {
            functionName: agentFunctionNames(physicalName).prepare,
            bundle: "prepare-agent",
            description: `Prepares the agent ${physicalName} after a change`,
            place,
            keyArn: it.keyArn,
            statements: pulumi
                .output({ place, agentArn: it.agent.agentArn, roleArn: it.role.arn, keyArn: it.keyArn })
                .apply(prepareStatements),
            timeoutSeconds: TIMEOUT_S,
            memoryMegabytes: args.prepareFunction?.memoryMegabytes ?? 256,
            reservedConcurrency: args.prepareFunction?.reservedConcurrency,
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        parent,
    );
    return new aws.lambda.Invocation(
        `${name}-prepare`,
        {
            functionName: prepare.function.name,
            input: pulumi.jsonStringify({
                agent_id: it.agent.agentId,
                guardrail: { id: args.guardrail.id, version: args.guardrail.version },
                keep_versions: args.keepVersions ?? DEFAULT_VERSIONS,
            }),
            triggers: { content: it.hash },
        },
        { parent, dependsOn: [prepare.function, prepare.policy, ...ready] },
    );
}
