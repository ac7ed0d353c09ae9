import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { SHOP } from "./shop-names";

const REGION = "us-east-1";

export function guardrail(parent: pulumi.Resource) {
    const made = new aws.bedrock.Guardrail(
        "guardrail",
        {
            name: "shop",
            blockedInputMessaging: "Not that.",
            blockedOutputsMessaging: "Not this.",
            contentPolicyConfig: {
                filtersConfigs: [{ type: "HATE", inputStrength: "HIGH", outputStrength: "HIGH" }],
            },
            topicPolicyConfig: {
                topicsConfigs: [{ name: "medicine", definition: "Advice on illness.", examples: [], type: "DENY" }],
            },
            wordPolicyConfig: {
                wordsConfigs: [{ text: "competitor" }],
                managedWordListsConfigs: [{ type: "PROFANITY" }],
            },
            sensitiveInformationPolicyConfig: {
                piiEntitiesConfigs: [{ type: "CREDIT_DEBIT_CARD_NUMBER", action: "BLOCK" }],
            },
            contextualGroundingPolicyConfig: { filtersConfigs: [{ type: "GROUNDING", threshold: 0.7 }] },
        },
        { parent },
    );
    const version = new aws.bedrock.GuardrailVersion(
        "guardrail-version",
        { guardrailArn: made.guardrailArn, description: "content 1a2b3c" },
        { parent },
    );
    return { made, version };
}

export function knowledge(parent: pulumi.Resource, role: aws.iam.Role) {
    const catalogue = new aws.s3.Bucket("catalogue", { bucket: SHOP.bucket }, { parent });
    const vectors = new aws.s3.VectorsVectorBucket("vectors", { vectorBucketName: "shop-vectors" }, { parent });
    const index = new aws.s3.VectorsIndex(
        "index",
        {
            vectorBucketName: vectors.vectorBucketName,
            indexName: "products",
            dataType: "float32",
            dimension: 1024,
            distanceMetric: "cosine",
        },
        { parent },
    );
    const base = new aws.bedrock.AgentKnowledgeBase(
        "knowledge-base",
        {
            name: "shop",
            roleArn: role.arn,
            knowledgeBaseConfiguration: {
                type: "VECTOR",
                vectorKnowledgeBaseConfiguration: {
                    embeddingModelArn: `arn:aws:bedrock:${REGION}::foundation-model/amazon.titan-embed-text-v2:0`,
                },
            },
            storageConfiguration: { type: "S3_VECTORS", s3VectorsConfiguration: { indexArn: index.indexArn } },
        },
        { parent },
    );
    const source = new aws.bedrock.AgentDataSource(
        "products",
        {
            name: "products",
            knowledgeBaseId: base.id,
            dataDeletionPolicy: "RETAIN",
            dataSourceConfiguration: {
                type: "S3",
                s3Configuration: { bucketArn: catalogue.arn, inclusionPrefixes: ["documents/products/"] },
            },
            vectorIngestionConfiguration: { chunkingConfiguration: { chunkingStrategy: "NONE" } },
        },
        { parent },
    );
    return { base, source };
}

export function agent(
    parent: pulumi.Resource,
    role: aws.iam.Role,
    code: aws.lambda.Function,
    base: aws.bedrock.AgentKnowledgeBase,
) {
    const made = new aws.bedrock.AgentAgent(
        "agent",
        {
            agentName: "shop",
            agentResourceRoleArn: role.arn,
            foundationModel: SHOP.model,
            instruction: "Help shoppers to find, compare and order what the catalogue has.",
            prepareAgent: false,
        },
        { parent },
    );
    const draft = { agentId: made.agentId, agentVersion: "DRAFT" };
    new aws.bedrock.AgentAgentActionGroup(
        "tools",
        {
            ...draft,
            actionGroupName: "tools",
            actionGroupExecutor: { lambda: code.arn },
            apiSchema: { payload: '{"openapi":"3.0.0","info":{"title":"tools","version":"1"},"paths":{}}' },
        },
        { parent },
    );
    new aws.bedrock.AgentAgentKnowledgeBaseAssociation(
        "association",
        {
            agentId: made.agentId,
            knowledgeBaseId: base.id,
            description: "What the shop knows",
            knowledgeBaseState: "ENABLED",
        },
        { parent },
    );
    new aws.bedrock.AgentAgentAlias("alias-live", { agentId: made.agentId, agentAliasName: "live" }, { parent });
}
