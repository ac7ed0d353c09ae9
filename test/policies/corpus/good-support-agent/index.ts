import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logStore, privateNetwork, store, webAcl, worker } from "../parts";
import { Knowledge } from "./knowledge";

const account = aws.getCallerIdentityOutput().accountId;
const region = aws.getRegionOutput().region;
const PROFILE = "eu.anthropic.claude-sonnet-4-20250514-v1:0";
const MODEL = "anthropic.claude-sonnet-4-20250514-v1:0";

const key = dataKey("support", ["bedrock.amazonaws.com", "logs.eu-central-1.amazonaws.com"]);
const documents = store("documents", { key, logs: logStore("access-logs", key) });
const { vpc, subnets } = privateNetwork("support", key);
const group = new aws.ec2.SecurityGroup("support", { vpcId: vpc.id, description: "Agents and endpoints" });
new aws.vpc.SecurityGroupIngressRule("support", {
    securityGroupId: group.id,
    referencedSecurityGroupId: group.id,
    description: "From agents to endpoints",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
});
new aws.vpc.SecurityGroupEgressRule("support", {
    securityGroupId: group.id,
    referencedSecurityGroupId: group.id,
    description: "From agents to endpoints",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
});
const endpoint = new aws.opensearch.ServerlessVpcEndpoint("support", {
    name: "support",
    vpcId: vpc.id,
    subnetIds: subnets.map(({ id }) => id),
    securityGroupIds: [group.id],
});

const guardrail = new aws.bedrock.Guardrail("support", {
    name: "support",
    blockedInputMessaging: "I can't help with that.",
    blockedOutputsMessaging: "I can't help with that.",
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
        topicsConfigs: [
            { name: "advice", type: "DENY", definition: "Legal, medical or financial advice of any kind." },
        ],
    },
    wordPolicyConfig: { managedWordListsConfigs: [{ type: "PROFANITY" }] },
    sensitiveInformationPolicyConfig: {
        piiEntitiesConfigs: [
            ...["EMAIL", "PHONE", "NAME", "ADDRESS"].map((type) => ({ type, action: "ANONYMIZE" })),
            ...["CREDIT_DEBIT_CARD_NUMBER", "PASSWORD", "INTERNATIONAL_BANK_ACCOUNT_NUMBER"].map((type) => ({
                type,
                action: "BLOCK",
            })),
        ],
    },
    contextualGroundingPolicyConfig: {
        filtersConfigs: [
            { type: "GROUNDING", threshold: 0.75 },
            { type: "RELEVANCE", threshold: 0.75 },
        ],
    },
});
const live = new aws.bedrock.GuardrailVersion("support", {
    guardrailArn: guardrail.guardrailArn,
    description: "Live",
    skipDestroy: true,
});
const tools = worker("ticket-tools", { key, statements: [] });

const models = [
    pulumi.interpolate`arn:aws:bedrock:${region}:${account}:inference-profile/${PROFILE}`,
    ...["eu-central-1", "eu-west-1", "eu-west-3"].map((each) => `arn:aws:bedrock:${each}::foundation-model/${MODEL}`),
];
for (const subject of ["billing", "delivery"]) {
    const knowledge = new Knowledge(subject, { key, documents, prefix: subject, endpointId: endpoint.id });
    const role = new aws.iam.Role(`${subject}-agent`, {
        assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    actions: ["sts:AssumeRole"],
                    principals: [{ type: "Service", identifiers: ["bedrock.amazonaws.com"] }],
                    conditions: [
                        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
                        {
                            test: "ArnLike",
                            variable: "aws:SourceArn",
                            values: [pulumi.interpolate`arn:aws:bedrock:${region}:${account}:agent/*`],
                        },
                    ],
                },
            ],
        }).json,
    });
    const policy = new aws.iam.RolePolicy(`${subject}-agent`, {
        role: role.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    sid: "Model",
                    actions: [
                        "bedrock:InvokeModel",
                        "bedrock:InvokeModelWithResponseStream",
                        "bedrock:GetInferenceProfile",
                    ],
                    resources: models,
                },
                { sid: "Knowledge", actions: ["bedrock:Retrieve"], resources: [knowledge.arn] },
                { sid: "Safety", actions: ["bedrock:ApplyGuardrail"], resources: [guardrail.guardrailArn] },
                { sid: "Key", actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
            ],
        }).json,
    });
    const agent = new aws.bedrock.AgentAgent(
        subject,
        {
            agentName: subject,
            agentResourceRoleArn: role.arn,
            foundationModel: PROFILE,
            customerEncryptionKeyArn: key.arn,
            instruction: `You answer questions on ${subject} from the documents, and open a ticket where they don't tell.`,
            guardrailConfigurations: [{ guardrailIdentifier: guardrail.guardrailId, guardrailVersion: live.version }],
            prepareAgent: false,
        },
        { dependsOn: policy },
    );
    new aws.bedrock.AgentAgentKnowledgeBaseAssociation(subject, {
        agentId: agent.agentId,
        knowledgeBaseId: knowledge.id,
        knowledgeBaseState: "ENABLED",
        description: `Documents on ${subject}`,
    });
    new aws.bedrock.AgentAgentActionGroup(`${subject}-tickets`, {
        agentId: agent.agentId,
        agentVersion: "DRAFT",
        actionGroupName: "tickets",
        skipResourceInUseCheck: true,
        actionGroupExecutor: { lambda: tools.arn },
        apiSchema: {
            payload: JSON.stringify({
                openapi: "3.0.0",
                info: { title: "Tickets", version: "1" },
                paths: {
                    "/tickets": {
                        get: {
                            operationId: "findTickets",
                            description: "Finds the tickets of a customer",
                            parameters: [{ name: "customer", in: "query", required: true, schema: { type: "string" } }],
                            responses: { "200": { description: "Tickets" } },
                        },
                        post: {
                            operationId: "createTicket",
                            description: "Opens a ticket",
                            "x-requireConfirmation": "ENABLED",
                            responses: { "200": { description: "Opened" } },
                        },
                    },
                },
            }),
        },
    });
    new aws.bedrock.AgentAgentActionGroup(`${subject}-people`, {
        agentId: agent.agentId,
        agentVersion: "DRAFT",
        actionGroupName: "people",
        skipResourceInUseCheck: true,
        actionGroupExecutor: { customControl: "RETURN_CONTROL" },
        functionSchema: {
            memberFunctions: {
                functions: [
                    {
                        name: "send_to_person",
                        description: "Hands the conversation to a person",
                        parameters: [{ mapBlockKey: "why", type: "string", description: "Reason", required: true }],
                    },
                ],
            },
        },
    });
    new aws.lambda.Permission(`${subject}-tickets`, {
        action: "lambda:InvokeFunction",
        function: tools.name,
        principal: "bedrock.amazonaws.com",
        sourceAccount: account,
        sourceArn: agent.agentArn,
    });
    new aws.bedrock.AgentAgentAlias(subject, { agentId: agent.agentId, agentAliasName: "live" });
}

// The successor, on AgentCore.
const users = new aws.cognito.UserPool(
    "staff",
    {
        passwordPolicy: {
            minimumLength: 16,
            requireLowercase: true,
            requireUppercase: true,
            requireNumbers: true,
            requireSymbols: true,
        },
        mfaConfiguration: "ON",
        softwareTokenMfaConfiguration: { enabled: true },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        userPoolTier: "PLUS",
        userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
        deletionProtection: "ACTIVE",
    },
    { protect: true },
);
const client = new aws.cognito.UserPoolClient("console", {
    userPoolId: users.id,
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
});
webAcl("staff", users.arn, key);

const coreRole = (name: string, statements: aws.types.input.iam.GetPolicyDocumentStatementArgs[]) => {
    const role = new aws.iam.Role(name, {
        assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    actions: ["sts:AssumeRole"],
                    principals: [{ type: "Service", identifiers: ["bedrock-agentcore.amazonaws.com"] }],
                    conditions: [
                        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
                        {
                            test: "ArnLike",
                            variable: "aws:SourceArn",
                            values: [pulumi.interpolate`arn:aws:bedrock-agentcore:${region}:${account}:*`],
                        },
                    ],
                },
            ],
        }).json,
    });
    new aws.iam.RolePolicy(name, { role: role.id, policy: aws.iam.getPolicyDocumentOutput({ statements }).json });
    return role;
};
const image = new aws.ecr.Repository("agent", {
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
});
new aws.ecr.LifecyclePolicy("agent", {
    repository: image.name,
    policy: JSON.stringify({
        rules: [
            {
                rulePriority: 1,
                selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 20 },
                action: { type: "expire" },
            },
        ],
    }),
});
const gateway = new aws.bedrock.AgentcoreGateway("tools", {
    name: "tools",
    protocolType: "MCP",
    roleArn: coreRole("gateway", [{ actions: ["lambda:InvokeFunction"], resources: [tools.arn] }]).arn,
    authorizerType: "CUSTOM_JWT",
    authorizerConfiguration: {
        customJwtAuthorizer: {
            discoveryUrl: pulumi.interpolate`https://${users.endpoint}/.well-known/openid-configuration`,
            allowedClients: [client.id],
        },
    },
    kmsKeyArn: key.arn,
});
const memory = new aws.bedrock.AgentcoreMemory("support", {
    name: "support",
    eventExpiryDuration: 30,
    encryptionKeyArn: key.arn,
    memoryExecutionRoleArn: coreRole("memory", [
        { actions: ["bedrock:InvokeModel"], resources: models },
        { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
    ]).arn,
});
new aws.bedrock.AgentcoreAgentRuntime("support", {
    agentRuntimeName: "support",
    roleArn: coreRole("runtime", [
        { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
        { actions: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], resources: [image.arn] },
        { actions: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"], resources: models },
        {
            actions: ["bedrock-agentcore:CreateEvent", "bedrock-agentcore:RetrieveMemoryRecords"],
            resources: [memory.arn],
        },
        {
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [
                pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:/aws/bedrock-agentcore/runtimes/*:*`,
            ],
        },
        {
            actions: ["cloudwatch:PutMetricData"],
            resources: ["*"],
            conditions: [{ test: "StringEquals", variable: "cloudwatch:namespace", values: ["bedrock-agentcore"] }],
        },
    ]).arn,
    agentRuntimeArtifact: {
        containerConfiguration: { containerUri: pulumi.interpolate`${image.repositoryUrl}:2026-11-20` },
    },
    authorizerConfiguration: {
        customJwtAuthorizer: {
            discoveryUrl: pulumi.interpolate`https://${users.endpoint}/.well-known/openid-configuration`,
            allowedClients: [client.id],
        },
    },
    networkConfiguration: {
        networkMode: "VPC",
        networkModeConfig: { subnets: subnets.map(({ id }) => id), securityGroups: [group.id] },
    },
    environmentVariables: { GATEWAY: gateway.gatewayUrl, MEMORY: memory.id },
});
