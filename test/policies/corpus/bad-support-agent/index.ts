import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logStore, store, worker } from "../parts";

const key = dataKey("support", ["logs.eu-central-1.amazonaws.com"]);
const documents = store("documents", { key, logs: logStore("access-logs", key) });
const tools = worker("ticket-tools", { key, statements: [] });

// One role for all agents, assumed on behalf of any account, with all of Bedrock.
const role = new aws.iam.Role("agents", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            { actions: ["sts:AssumeRole"], principals: [{ type: "Service", identifiers: ["bedrock.amazonaws.com"] }] },
        ],
    }).json,
});
new aws.iam.RolePolicyAttachment("agents", {
    role: role.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonBedrockFullAccess",
});
new aws.iam.RolePolicy("agents", {
    role: role.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["bedrock:*"], Resource: ["*"] }],
    }),
});
const guardrail = new aws.bedrock.Guardrail("support", {
    name: "support",
    blockedInputMessaging: "No.",
    blockedOutputsMessaging: "No.",
    contentPolicyConfig: { filtersConfigs: [{ type: "HATE", inputStrength: "LOW", outputStrength: "LOW" }] },
});
for (const subject of ["billing", "delivery"]) {
    const agent = new aws.bedrock.AgentAgent(subject, {
        agentName: subject,
        agentResourceRoleArn: role.arn,
        foundationModel: "anthropic.claude-3-5-sonnet-20240620-v1:0",
        // The draft changes under the customers' eyes.
        ...(subject === "billing" && {
            guardrailConfigurations: [{ guardrailIdentifier: guardrail.guardrailId, guardrailVersion: "DRAFT" }],
        }),
    });
    new aws.bedrock.AgentAgentActionGroup(subject, {
        agentId: agent.agentId,
        agentVersion: "DRAFT",
        actionGroupName: "tickets",
        actionGroupExecutor: { lambda: tools.arn },
        functionSchema: {
            memberFunctions: { functions: [{ name: "delete_ticket", description: "Deletes a ticket" }] },
        },
    });
}
new aws.lambda.Permission("agents", {
    action: "lambda:InvokeFunction",
    function: tools.name,
    principal: "bedrock.amazonaws.com",
    sourceAccount: "111122223333",
});
const collection = new aws.opensearch.ServerlessCollection("documents", { name: "documents", type: "VECTORSEARCH" });
new aws.opensearch.ServerlessSecurityPolicy("documents", {
    name: "documents",
    type: "network",
    policy: JSON.stringify([
        { Rules: [{ ResourceType: "collection", Resource: ["collection/*"] }], AllowFromPublic: true },
    ]),
});
const knowledge = new aws.bedrock.AgentKnowledgeBase("documents", {
    name: "documents",
    roleArn: role.arn,
    knowledgeBaseConfiguration: {
        type: "VECTOR",
        vectorKnowledgeBaseConfiguration: {
            embeddingModelArn: "arn:aws:bedrock:eu-central-1::foundation-model/amazon.titan-embed-text-v2:0",
        },
    },
    storageConfiguration: {
        type: "OPENSEARCH_SERVERLESS",
        opensearchServerlessConfiguration: {
            collectionArn: collection.arn,
            vectorIndexName: "documents",
            fieldMapping: { vectorField: "vector", textField: "text", metadataField: "metadata" },
        },
    },
});
new aws.bedrock.AgentDataSource("documents", {
    knowledgeBaseId: knowledge.id,
    name: "documents",
    dataSourceConfiguration: { type: "S3", s3Configuration: { bucketArn: documents.arn } },
});
new aws.bedrock.AgentcoreAgentRuntime("support", {
    agentRuntimeName: "support",
    roleArn: role.arn,
    agentRuntimeArtifact: { containerConfiguration: { containerUri: "example/agent:latest" } },
    networkConfiguration: { networkMode: "PUBLIC" },
});
new aws.bedrock.AgentcoreGateway("tools", {
    name: "tools",
    protocolType: "MCP",
    roleArn: role.arn,
    authorizerType: "NONE",
});
new aws.bedrock.AgentcoreMemory("support", { name: "support", eventExpiryDuration: 30 });
const user = new aws.iam.User("bot", {});
new aws.iam.ServiceSpecificCredential("bot", { userName: user.name, serviceName: "bedrock.amazonaws.com" });
export const knowledgeBase = pulumi.interpolate`${knowledge.id}`;
