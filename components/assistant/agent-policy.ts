import type { Place } from "../account";
import type { PolicyStatement } from "../lake/policy-document";
import { arnsOfModel, invokeModelStatements } from "./model-arns";

/** A guardrail, as policies name it. */
export interface GuardrailFacts {
    readonly arn: string;
    readonly keyArn: string | undefined;
}

/** What an agent's role is about. */
export interface AgentFacts {
    readonly place: Place;
    readonly model: string;
    readonly guardrail: GuardrailFacts;
    readonly knowledgeBaseArn: string;
    readonly keyArn: string;
}

/**
 * The least that an agent's role needs. The tools' function lets the agent in by itself.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html
 */
export function agentStatements(facts: AgentFacts): PolicyStatement[] {
    const { place } = facts;
    return [
        ...invokeModelStatements(arnsOfModel(facts.model, place)),
        ...guardrailStatements(facts.guardrail),
        { sid: "SearchKnowledge", actions: ["bedrock:Retrieve"], resources: [facts.knowledgeBaseArn] },
        agentKeyStatement(place, facts.keyArn),
    ];
}

/** Lets a role have texts checked by one guardrail. */
export function guardrailStatements({ arn, keyArn }: GuardrailFacts): PolicyStatement[] {
    return [
        { sid: "ApplyGuardrail", actions: ["bedrock:ApplyGuardrail"], resources: [arn] },
        ...(keyArn === undefined ? [] : [{ sid: "ReadGuardrail", actions: ["kms:Decrypt"], resources: [keyArn] }]),
    ];
}

/** Reads and writes what an agent stores under its key: https://docs.aws.amazon.com/bedrock/latest/userguide/cmk-agent-resources.html */
export function agentKeyStatement({ partition, region, accountId }: Place, keyArn: string): PolicyStatement {
    return {
        sid: "UseAgentKey",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        resources: [keyArn],
        conditions: {
            ArnLike: {
                "kms:EncryptionContext:aws:bedrock:arn": [`arn:${partition}:bedrock:${region}:${accountId}:agent/*`],
            },
        },
    };
}

/** What the function that prepares an agent needs, for this agent alone. */
export function prepareStatements(facts: {
    readonly place: Place;
    readonly agentArn: string;
    readonly roleArn: string;
    readonly keyArn: string;
}): PolicyStatement[] {
    return [
        {
            sid: "PrepareAgent",
            actions: [
                "bedrock:DeleteAgentVersion",
                "bedrock:GetAgent",
                "bedrock:ListAgentAliases",
                "bedrock:ListAgentVersions",
                "bedrock:PrepareAgent",
                "bedrock:UpdateAgent",
            ],
            resources: [facts.agentArn],
        },
        {
            // An update names the agent's role again.
            sid: "KeepAgentRole",
            actions: ["iam:PassRole"],
            resources: [facts.roleArn],
            conditions: { StringEquals: { "iam:PassedToService": ["bedrock.amazonaws.com"] } },
        },
        agentKeyStatement(facts.place, facts.keyArn),
    ];
}
