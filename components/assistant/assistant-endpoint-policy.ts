import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";
import { streamWriteStatements } from "../support/data-statements";
import { agentKeyStatement, type GuardrailFacts, guardrailStatements } from "./agent-policy";
import { type AssistantEndpointArgs, AssistantRuntime } from "./assistant-endpoint-args";
import { arnsOfModel, invokeModelStatements } from "./model-arns";
import {
    conversationStatements,
    historyStatement,
    type ToolFacts,
    toolEnvironment,
    toolFacts,
    toolStatements,
} from "./tool-policy";

/** What the role of the assistant's function is about. */
export interface EndpointFacts {
    readonly runtime: AssistantRuntime;
    readonly model: string;
    readonly tools: ToolFacts;
    readonly guardrail: GuardrailFacts | undefined;
    readonly agent: { readonly aliasArn: string; readonly keyArn: string } | undefined;
    readonly stream: { readonly streamArn: string; readonly keyArn: string };
}

/**
 * The least that the assistant needs: with Converse the model, the guardrail and all that the tools need, for they run in
 * the same function; with an agent that one alias, and the conversations, where the tools leave what they did.
 */
export function endpointStatements(facts: EndpointFacts): PolicyStatement[] {
    const { place } = facts.tools;
    const events = streamWriteStatements(facts.stream);
    if (facts.runtime === AssistantRuntime.BedrockAgents) {
        return [...agentCallStatements(facts, place), ...conversationStatements(facts.tools), ...events];
    }
    return [
        ...invokeModelStatements(arnsOfModel(facts.model, place)),
        ...(facts.guardrail === undefined ? [] : guardrailStatements(facts.guardrail)),
        ...toolStatements(facts.tools),
        historyStatement(facts.tools),
        ...events,
    ];
}

function agentCallStatements({ agent }: EndpointFacts, place: Place): PolicyStatement[] {
    if (agent === undefined) return [];
    return [
        { sid: "TalkToAgent", actions: ["bedrock:InvokeAgent"], resources: [agent.aliasArn] },
        agentKeyStatement(place, agent.keyArn),
    ];
}

/** The facts, once they are known. */
export function endpointFacts(args: AssistantEndpointArgs, place: pulumi.Output<Place>): pulumi.Output<EndpointFacts> {
    const { guardrail, agent, events } = args;
    return pulumi.output({
        runtime: args.runtime,
        model: args.model,
        tools: toolFacts(args, place),
        guardrail: guardrail && { arn: guardrail.arn, keyArn: guardrail.keyArn },
        agent: agent && { aliasArn: agent.aliasArn, keyArn: agent.keyArn },
        stream: { streamArn: events.streamArn, keyArn: events.keyArn },
    });
}

/** The settings that the function reads. */
export function endpointEnvironment(args: AssistantEndpointArgs): Record<string, pulumi.Input<string>> {
    const { tokens, modelPrice } = args;
    return {
        ASSISTANT_RUNTIME: args.runtime,
        MODEL_ID: args.model,
        EVENT_STREAM: args.events.streamName,
        TOKEN_ISSUER: tokens.issuer,
        TOKEN_AUDIENCE: tokens.audience,
        ...(tokens.jwksUri !== undefined && { TOKEN_JWKS_URI: tokens.jwksUri }),
        ...(args.shopName !== undefined && { SHOP_NAME: args.shopName }),
        ...(args.promptCache === true && { PROMPT_CACHE: "true" }),
        ...(modelPrice !== undefined && {
            MODEL_PRICE_MICROS: JSON.stringify({
                input_per_1k: modelPrice.inputMicrosPer1k,
                output_per_1k: modelPrice.outputMicrosPer1k,
            }),
        }),
        ...runtimeEnvironment(args),
    };
}

function runtimeEnvironment(args: AssistantEndpointArgs): Record<string, pulumi.Input<string>> {
    const { guardrail, agent } = args;
    if (args.runtime === AssistantRuntime.BedrockAgents) {
        return {
            CONVERSATIONS_TABLE: args.conversations.name,
            SHOP_POLICY: args.shopPolicyJson,
            ...(agent && { AGENT_ID: agent.id, AGENT_ALIAS_ID: agent.aliasId }),
        };
    }
    return {
        ...toolEnvironment(args),
        ...(guardrail && { GUARDRAIL_ID: guardrail.id, GUARDRAIL_VERSION: guardrail.version }),
    };
}
