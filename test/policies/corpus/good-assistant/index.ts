import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logStore, store, trustOf, worker } from "../parts";

const ACCOUNT = "111122223333";
const MODEL = "arn:aws:bedrock:eu-central-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0";
const EMBEDDING = "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0";

const key = dataKey("assistant", ["bedrock.amazonaws.com", "logs.eu-central-1.amazonaws.com"]);
const logs = logStore("access-logs", key);
const manuals = store("manuals", { key, logs });

const encryption = new aws.opensearch.ServerlessSecurityPolicy("encryption", {
    name: "manuals-encryption",
    type: "encryption",
    policy: pulumi.jsonStringify({
        Rules: [{ ResourceType: "collection", Resource: ["collection/manuals"] }],
        AWSOwnedKey: false,
        KmsARN: key.arn,
    }),
});
const network = new aws.opensearch.ServerlessSecurityPolicy("network", {
    name: "manuals-network",
    type: "network",
    policy: JSON.stringify([
        {
            Rules: [{ ResourceType: "collection", Resource: ["collection/manuals"] }],
            AllowFromPublic: false,
            SourceServices: ["bedrock.amazonaws.com"],
        },
    ]),
});
const collection = new aws.opensearch.ServerlessCollection(
    "manuals",
    { name: "manuals", type: "VECTORSEARCH", standbyReplicas: "ENABLED" },
    { dependsOn: [encryption, network], protect: true },
);
const retrieval = new aws.iam.Role("retrieval", {
    assumeRolePolicy: trustOf("bedrock.amazonaws.com", `arn:aws:bedrock:eu-central-1:${ACCOUNT}:knowledge-base/*`),
});
new aws.iam.RolePolicy("retrieval-policy", {
    role: retrieval.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: EMBEDDING },
            { Effect: "Allow", Action: "aoss:APIAccessAll", Resource: collection.arn },
            { Effect: "Allow", Action: "s3:GetObject", Resource: pulumi.interpolate`${manuals.arn}/*` },
            { Effect: "Allow", Action: "s3:ListBucket", Resource: manuals.arn },
            { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn },
        ],
    }),
});
new aws.opensearch.ServerlessAccessPolicy("data", {
    name: "manuals-data",
    type: "data",
    policy: pulumi.jsonStringify([
        {
            Rules: [
                {
                    ResourceType: "index",
                    Resource: ["index/manuals/passages"],
                    Permission: ["aoss:DescribeIndex", "aoss:ReadDocument", "aoss:WriteDocument"],
                },
                {
                    ResourceType: "collection",
                    Resource: ["collection/manuals"],
                    Permission: ["aoss:DescribeCollectionItems"],
                },
            ],
            Principal: [retrieval.arn],
        },
    ]),
});
const knowledge = new aws.bedrock.AgentKnowledgeBase("manuals", {
    name: "manuals",
    roleArn: retrieval.arn,
    knowledgeBaseConfiguration: {
        type: "VECTOR",
        vectorKnowledgeBaseConfiguration: { embeddingModelArn: EMBEDDING },
    },
    storageConfiguration: {
        type: "OPENSEARCH_SERVERLESS",
        opensearchServerlessConfiguration: {
            collectionArn: collection.arn,
            vectorIndexName: "passages",
            fieldMapping: { vectorField: "vector", textField: "text", metadataField: "metadata" },
        },
    },
});
new aws.bedrock.AgentDataSource("manuals", {
    knowledgeBaseId: knowledge.id,
    name: "manuals",
    dataDeletionPolicy: "RETAIN",
    dataSourceConfiguration: {
        type: "S3",
        s3Configuration: { bucketArn: manuals.arn, bucketOwnerAccountId: ACCOUNT },
    },
    serverSideEncryptionConfiguration: { kmsKeyArn: key.arn },
});
const guardrail = new aws.bedrock.Guardrail("assistant", {
    name: "assistant",
    blockedInputMessaging: "I can't help with that.",
    blockedOutputsMessaging: "I can't help with that.",
    kmsKeyArn: key.arn,
    contentPolicyConfig: {
        filtersConfigs: [
            ...["HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT"].map((type) => ({
                type,
                inputStrength: "HIGH",
                outputStrength: "HIGH",
            })),
            { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
        ],
    },
    sensitiveInformationPolicyConfig: {
        piiEntitiesConfigs: ["CREDIT_DEBIT_CARD_NUMBER", "PASSWORD", "EMAIL", "PHONE"].map((type) => ({
            type,
            action: type === "EMAIL" || type === "PHONE" ? "ANONYMIZE" : "BLOCK",
        })),
    },
    contextualGroundingPolicyConfig: {
        filtersConfigs: [
            { type: "GROUNDING", threshold: 0.7 },
            { type: "RELEVANCE", threshold: 0.7 },
        ],
    },
});
const guardrailVersion = new aws.bedrock.GuardrailVersion("assistant", {
    guardrailArn: guardrail.guardrailArn,
    description: "The one that is live",
});
const agentRole = new aws.iam.Role("agent-role", {
    assumeRolePolicy: trustOf("bedrock.amazonaws.com", `arn:aws:bedrock:eu-central-1:${ACCOUNT}:agent/*`),
});
new aws.iam.RolePolicy("agent-policy", {
    role: agentRole.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "bedrock:InvokeModel", Resource: MODEL },
            { Effect: "Allow", Action: "bedrock:ApplyGuardrail", Resource: guardrail.guardrailArn },
            { Effect: "Allow", Action: "bedrock:Retrieve", Resource: knowledge.arn },
            { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: key.arn },
        ],
    }),
});
const agent = new aws.bedrock.AgentAgent("assistant", {
    agentName: "assistant",
    agentResourceRoleArn: agentRole.arn,
    foundationModel: MODEL,
    customerEncryptionKeyArn: key.arn,
    idleSessionTtlInSeconds: 900,
    instruction: "You help shoppers with the manuals of what they bought, and tell them where their orders are.",
    guardrailConfigurations: [
        { guardrailIdentifier: guardrail.guardrailId, guardrailVersion: guardrailVersion.version },
    ],
});
new aws.bedrock.AgentAgentKnowledgeBaseAssociation("manuals", {
    agentId: agent.agentId,
    description: "Manuals of all products",
    knowledgeBaseId: knowledge.id,
    knowledgeBaseState: "ENABLED",
});
const tools = worker("order-tools", { key, statements: [] });
new aws.bedrock.AgentAgentActionGroup("orders", {
    agentId: agent.agentId,
    agentVersion: "DRAFT",
    actionGroupName: "orders",
    actionGroupExecutor: { lambda: tools.arn },
    apiSchema: {
        payload: JSON.stringify({
            openapi: "3.0.0",
            info: { title: "Orders", version: "1" },
            paths: {
                "/orders/{id}": {
                    get: {
                        operationId: "orderStatus",
                        description: "Where an order is",
                        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
                        responses: { "200": { description: "The order" } },
                    },
                },
                "/orders/{id}/cancellation": {
                    post: {
                        operationId: "cancelOrder",
                        description: "Cancels an order",
                        "x-requireConfirmation": "ENABLED",
                        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
                        responses: { "200": { description: "Cancelled" } },
                    },
                },
            },
        }),
    },
});
new aws.lambda.Permission("tools-permission", {
    action: "lambda:InvokeFunction",
    function: tools.name,
    principal: "bedrock.amazonaws.com",
    sourceArn: agent.agentArn,
    sourceAccount: ACCOUNT,
});
const alias = new aws.bedrock.AgentAgentAlias("live", { agentId: agent.agentId, agentAliasName: "live" });
export const aliasId = alias.agentAliasId;
