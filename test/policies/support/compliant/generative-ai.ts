import type * as aws from "@pulumi/aws";
import { keyArn, roleArn } from "./common";
import type { Examples, Plain } from "./examples";

const agentArn = "arn:aws:bedrock:eu-west-1:111122223333:agent/AGENT12345";
const modelArn = "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-4";

const agent: Plain<aws.bedrock.AgentAgentArgs> = {
    agentName: "shop",
    agentResourceRoleArn: roleArn,
    foundationModel: "eu.anthropic.claude-sonnet-4",
    customerEncryptionKeyArn: keyArn,
    guardrailConfigurations: [{ guardrailIdentifier: "gr-1", guardrailVersion: "3" }],
};
const harm = (type: string) => ({ type, inputStrength: "HIGH", outputStrength: "MEDIUM" });
const guardrail: Plain<aws.bedrock.GuardrailArgs> = {
    kmsKeyArn: keyArn,
    contentPolicyConfig: {
        filtersConfigs: [
            ...["HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT"].map(harm),
            { type: "PROMPT_ATTACK", inputStrength: "HIGH", outputStrength: "NONE" },
        ],
    },
    sensitiveInformationPolicyConfig: { piiEntitiesConfigs: [{ type: "EMAIL", action: "ANONYMIZE" }] },
    contextualGroundingPolicyConfig: {
        filtersConfigs: [
            { type: "GROUNDING", threshold: 0.7 },
            { type: "RELEVANCE", threshold: 0.6 },
        ],
    },
    topicPolicyConfig: { topicsConfigs: [{ name: "medicine", type: "DENY", definition: "Advice on health." }] },
};
const actionGroup: Plain<aws.bedrock.AgentAgentActionGroupArgs> = {
    actionGroupName: "tools",
    actionGroupExecutor: { lambda: "arn:aws:lambda:eu-west-1:111122223333:function:tools" },
    functionSchema: { memberFunctions: { functions: [{ name: "searchProducts" }] } },
    apiSchema: {
        payload: JSON.stringify({
            paths: {
                "/products": { get: { operationId: "searchProducts" }, post: { operationId: "compareProducts" } },
                "/orders": { post: { operationId: "placeOrder", "x-requireConfirmation": "ENABLED" } },
            },
        }),
    },
};
const trust = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "Bedrock",
            Effect: "Allow",
            Principal: { Service: "bedrock.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "aws:SourceAccount": "111122223333" },
                ArnLike: { "aws:SourceArn": "arn:aws:bedrock:eu-west-1:111122223333:agent/*" },
            },
        },
    ],
};
const invokeOne = {
    Version: "2012-10-17",
    Statement: [{ Sid: "Model", Effect: "Allow", Action: "bedrock:InvokeModel", Resource: modelArn }],
};
const evaluationJob: Plain<aws.bedrock.EvaluationJobArgs> = {
    inferenceConfig: { models: [{ bedrockModel: { modelIdentifier: modelArn } }] },
};
const networkPolicy = [
    {
        Rules: [{ ResourceType: "collection", Resource: ["collection/shop"] }],
        AllowFromPublic: false,
        SourceServices: ["bedrock.amazonaws.com"],
    },
];
const vpc = { networkConfiguration: { networkMode: "VPC" } };

/** Resources that keep the rules about generative AI. */
export const generativeAi: Examples = {
    "aws:bedrock/agentAgent:AgentAgent": { ...agent },
    "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup": { ...actionGroup },
    "aws:bedrock/agentDataSource:AgentDataSource": {
        dataDeletionPolicy: "RETAIN",
        serverSideEncryptionConfiguration: { kmsKeyArn: keyArn },
    },
    "aws:bedrock/agentFlow:AgentFlow": { customerEncryptionKeyArn: keyArn },
    "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase": {
        storageConfiguration: {
            opensearchServerlessConfiguration: {
                collectionArn: "arn:aws:aoss:eu-west-1:111122223333:collection/1",
            },
        },
    },
    "aws:bedrock/agentPrompt:AgentPrompt": { customerEncryptionKeyArn: keyArn },
    "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": {
        ...vpc,
        authorizerConfiguration: { customJwtAuthorizer: { discoveryUrl: "https://id", allowedAudiences: ["shop"] } },
    },
    "aws:bedrock/agentcoreBrowser:AgentcoreBrowser": { ...vpc },
    "aws:bedrock/agentcoreCodeInterpreter:AgentcoreCodeInterpreter": {
        networkConfiguration: { networkMode: "SANDBOX" },
    },
    "aws:bedrock/agentcoreGateway:AgentcoreGateway": {
        authorizerType: "CUSTOM_JWT",
        authorizerConfiguration: { customJwtAuthorizer: { discoveryUrl: "https://id", allowedClients: ["web"] } },
        kmsKeyArn: keyArn,
    },
    "aws:bedrock/agentcoreMemory:AgentcoreMemory": { encryptionKeyArn: keyArn },
    "aws:bedrock/agentcoreTokenVaultCmk:AgentcoreTokenVaultCmk": {
        kmsConfiguration: { keyType: "CustomerManagedKey", kmsKeyArn: keyArn },
    },
    "aws:bedrock/customModel:CustomModel": {
        customModelKmsKeyId: keyArn,
        vpcConfig: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-1"] },
    },
    "aws:bedrock/evaluationJob:EvaluationJob": { ...evaluationJob },
    "aws:bedrock/guardrail:Guardrail": { ...guardrail },
    "aws:bedrock/inferenceProfile:InferenceProfile": { modelSource: { copyFrom: modelArn } },
    "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration": {
        loggingConfig: { s3Config: { bucketName: "model-logs" } },
    },
    "aws:iam/policy:Policy": { policy: JSON.stringify(invokeOne) },
    "aws:iam/role:Role": {
        name: "shop-agent",
        arn: roleArn,
        assumeRolePolicy: JSON.stringify(trust),
        managedPolicyArns: [],
        inlinePolicies: [{ name: "model", policy: JSON.stringify(invokeOne) }],
    },
    "aws:iam/rolePolicy:RolePolicy": { policy: JSON.stringify(invokeOne) },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { policyArn: "arn:aws:iam::111122223333:policy/model" },
    "aws:iam/serviceSpecificCredential:ServiceSpecificCredential": { serviceName: "codecommit.amazonaws.com" },
    "aws:lambda/permission:Permission": { principal: "bedrock.amazonaws.com", sourceArn: agentArn },
    "aws:opensearch/serverlessCollection:ServerlessCollection": {
        name: "shop",
        arn: "arn:aws:aoss:eu-west-1:111122223333:collection/1",
    },
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": {
        type: "network",
        policy: JSON.stringify(networkPolicy),
    },
};
