import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { trustOf, worker } from "../parts";
import type { Tables } from "./stores";

const MODEL = "anthropic.claude-sonnet-4-6";
const PROFILE = `eu.${MODEL}`;
const REFUSAL = "I can't help with that.";

/** What answers shoppers: an agent behind a guardrail, whose tools prepare and never order, and the way to it. */
export function answering(key: aws.kms.Key, knowledge: aws.bedrock.AgentKnowledgeBase[], tables: Tables): void {
    const behind = guardrail(key);
    const { agent, alias } = shoppingAgent(key, behind, knowledge, tools(key, tables));
    const assistant = worker("assistant", {
        key,
        environment: { AGENT_ID: agent.agentId, AGENT_ALIAS_ID: alias.agentAliasId },
        statements: pulumi.all([alias.agentAliasArn, tables.conversations.arn]).apply(([who, table]) => [
            { Effect: "Allow", Action: "bedrock:InvokeAgent", Resource: who },
            { Effect: "Allow", Action: ["dynamodb:Query", "dynamodb:PutItem"], Resource: table },
        ]),
    });
    new aws.lambda.FunctionUrl("assistant", {
        functionName: assistant.name,
        authorizationType: "AWS_IAM",
        invokeMode: "RESPONSE_STREAM",
    });
}

interface Behind {
    guardrail: aws.bedrock.Guardrail;
    version: aws.bedrock.GuardrailVersion;
}

function guardrail(key: aws.kms.Key): Behind {
    const rail = new aws.bedrock.Guardrail("shop", {
        name: "shop",
        blockedInputMessaging: REFUSAL,
        blockedOutputsMessaging: REFUSAL,
        kmsKeyArn: key.arn,
        contentPolicyConfig: {
            filtersConfigs: [
                ...["SEXUAL", "VIOLENCE", "HATE", "INSULTS", "MISCONDUCT"].map((type) => ({
                    type,
                    inputStrength: "HIGH",
                    outputStrength: "HIGH",
                })),
                { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
            ],
        },
        topicPolicyConfig: {
            topicsConfigs: [{ name: "advice", type: "DENY", definition: "Medical, legal or financial advice." }],
        },
        sensitiveInformationPolicyConfig: {
            piiEntitiesConfigs: ["CREDIT_DEBIT_CARD_NUMBER", "CREDIT_DEBIT_CARD_CVV", "PASSWORD"].map((type) => ({
                type,
                action: "BLOCK",
            })),
        },
        contextualGroundingPolicyConfig: {
            filtersConfigs: ["GROUNDING", "RELEVANCE"].map((type) => ({ type, threshold: 0.7 })),
        },
    });
    const version = new aws.bedrock.GuardrailVersion("shop", {
        guardrailArn: rail.guardrailArn,
        description: "Live",
        skipDestroy: true,
    });
    return { guardrail: rail, version };
}

function tools(key: aws.kms.Key, { products, orders }: Tables): aws.lambda.Function {
    return worker("shop-tools", {
        key,
        environment: { PRODUCTS_TABLE: products.name, ORDERS_TABLE: orders.name },
        statements: pulumi.all([products.arn, orders.arn]).apply(([shelf, bought]) => [
            { Effect: "Allow", Action: "dynamodb:GetItem", Resource: shelf },
            { Effect: "Allow", Action: "dynamodb:Query", Resource: [`${shelf}/index/by_category`, bought] },
            { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: bought },
        ]),
    });
}

function shoppingAgent(
    key: aws.kms.Key,
    behind: Behind,
    knowledge: aws.bedrock.AgentKnowledgeBase[],
    shopTools: aws.lambda.Function,
): { agent: aws.bedrock.AgentAgent; alias: aws.bedrock.AgentAgentAlias } {
    const role = new aws.iam.Role("agent", {
        assumeRolePolicy: trustOf("bedrock.amazonaws.com", "arn:aws:bedrock:eu-central-1:111122223333:agent/*"),
    });
    const policy = new aws.iam.RolePolicy("agent", {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    actions: [
                        "bedrock:InvokeModel",
                        "bedrock:InvokeModelWithResponseStream",
                        "bedrock:GetInferenceProfile",
                    ],
                    resources: [
                        `arn:aws:bedrock:eu-central-1:111122223333:inference-profile/${PROFILE}`,
                        ...["eu-central-1", "eu-west-1", "eu-west-3"].map(
                            (region) => `arn:aws:bedrock:${region}::foundation-model/${MODEL}`,
                        ),
                    ],
                },
                { actions: ["bedrock:Retrieve"], resources: knowledge.map(({ arn }) => arn) },
                { actions: ["bedrock:ApplyGuardrail"], resources: [behind.guardrail.guardrailArn] },
                { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
            ],
        }).json,
    });
    const agent = new aws.bedrock.AgentAgent(
        "shop",
        {
            agentName: "shop",
            agentResourceRoleArn: role.arn,
            foundationModel: PROFILE,
            customerEncryptionKeyArn: key.arn,
            instruction:
                "You help shoppers to find products, and to fill their cart. Prices and stock come from tools.",
            guardrailConfigurations: [
                { guardrailIdentifier: behind.guardrail.guardrailId, guardrailVersion: behind.version.version },
            ],
            prepareAgent: false,
        },
        { dependsOn: policy },
    );
    for (const [index, base] of knowledge.entries()) {
        new aws.bedrock.AgentAgentKnowledgeBaseAssociation(`knowledge-${index}`, {
            agentId: agent.agentId,
            knowledgeBaseId: base.id,
            knowledgeBaseState: "ENABLED",
            description: "What the shop sells, and its policies",
        });
    }
    const group = new aws.bedrock.AgentAgentActionGroup("shop", {
        agentId: agent.agentId,
        agentVersion: "DRAFT",
        actionGroupName: "shop",
        skipResourceInUseCheck: true,
        actionGroupExecutor: { lambda: shopTools.arn },
        apiSchema: { payload: JSON.stringify(openApi) },
    });
    new aws.lambda.Permission("shop-tools", {
        action: "lambda:InvokeFunction",
        function: shopTools.name,
        principal: "bedrock.amazonaws.com",
        sourceAccount: "111122223333",
        sourceArn: agent.agentArn,
    });
    const alias = new aws.bedrock.AgentAgentAlias(
        "shop",
        { agentId: agent.agentId, agentAliasName: "live" },
        { dependsOn: group },
    );
    return { agent, alias };
}

const responses = { "200": { description: "The answer" } };
const openApi = {
    openapi: "3.0.0",
    info: { title: "Shop", version: "1" },
    paths: {
        "/products": { get: { operationId: "search_products", description: "Finds products", responses } },
        "/quotes": { post: { operationId: "quote_cart", description: "What the cart costs", responses } },
        "/orders/{id}/cancellation": {
            post: {
                operationId: "cancel_order",
                description: "Prepares to cancel an order",
                "x-requireConfirmation": "ENABLED",
                responses,
            },
        },
    },
};
