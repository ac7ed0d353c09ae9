import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export const SHOP = {
    table: "shop-orders",
    function: "shop-events",
    queue: "shop-uploads",
    deadLetters: "shop-dead-letters",
    bucket: "shop-catalogue-111122223333",
    model: "amazon.nova-lite-v1:0",
    profile: "us.amazon.nova-lite-v1:0",
    sender: "shop@example.com",
} as const;

const ACCOUNT = "111122223333";
const REGION = "us-east-1";

function policyOf(...statements: Record<string, pulumi.Input<unknown>>[]): pulumi.Output<string> {
    const allowed = statements.map((statement) => ({ Effect: "Allow", ...statement }));
    return pulumi.jsonStringify({ Version: "2012-10-17", Statement: allowed });
}

/** A function that logs what it gets, refuses the messages that say `bad`, and tells a caller what the token says. */
const FUNCTION_SOURCE = `exports.handler = async (event) => {
    console.log(JSON.stringify(event));
    if (event.fail) throw new TypeError(event.fail);
    if (event.Records) {
        const bad = event.Records.filter((record) => record.body === "bad");
        return { batchItemFailures: bad.map((record) => ({ itemIdentifier: record.messageId })) };
    }
    const claims = event.requestContext?.authorizer?.jwt?.claims;
    return event.requestContext ? { statusCode: 200, body: JSON.stringify(claims ?? {}) } : { got: event };
};
`;

export function writeShopFunction(directory: string): string {
    const path = join(directory, "shop-function");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "index.js"), FUNCTION_SOURCE);
    return path;
}

function orders(parent: pulumi.Resource) {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const policy = policyOf({ Principal: { AWS: root }, Action: "kms:*", Resource: "*" });
    const key = new aws.kms.Key("shop-key", { policy }, { parent });
    return new aws.dynamodb.Table(
        "orders",
        {
            name: SHOP.table,
            billingMode: "PAY_PER_REQUEST",
            hashKey: "pk",
            rangeKey: "sk",
            attributes: [
                { name: "pk", type: "S" },
                { name: "sk", type: "S" },
                { name: "shopper_id", type: "S" },
                { name: "placed_at", type: "S" },
            ],
            globalSecondaryIndexes: [
                { name: "by_shopper", hashKey: "shopper_id", rangeKey: "placed_at", projectionType: "ALL" },
            ],
            ttl: { attributeName: "expires_at", enabled: true },
            streamEnabled: true,
            streamViewType: "NEW_AND_OLD_IMAGES",
            pointInTimeRecovery: { enabled: true },
            serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
            deletionProtectionEnabled: true,
            tags: { purpose: "test" },
        },
        { parent },
    );
}

function handler(parent: pulumi.Resource, path: string) {
    const trust = policyOf({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });
    const role = new aws.iam.Role("shop-function-role", { assumeRolePolicy: trust }, { parent });
    return new aws.lambda.Function(
        "shop-function",
        {
            name: SHOP.function,
            role: role.arn,
            runtime: "nodejs22.x",
            handler: "index.handler",
            timeout: 10,
            code: new pulumi.asset.FileArchive(path),
        },
        { parent },
    );
}

function sources(parent: pulumi.Resource, code: aws.lambda.Function, table: aws.dynamodb.Table): void {
    const dead = new aws.sqs.Queue("dead-letters", { name: SHOP.deadLetters }, { parent });
    const redrivePolicy = pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 1 });
    const queue = new aws.sqs.Queue(
        "uploads",
        { name: SHOP.queue, visibilityTimeoutSeconds: 1, redrivePolicy },
        { parent },
    );
    const functionResponseTypes = ["ReportBatchItemFailures"];
    new aws.lambda.EventSourceMapping(
        "from-queue",
        {
            functionName: code.arn,
            eventSourceArn: queue.arn,
            batchSize: 10,
            functionResponseTypes,
            scalingConfig: { maximumConcurrency: 2 },
        },
        { parent },
    );
    const pattern = JSON.stringify({ dynamodb: { NewImage: { kind: { S: ["order"] } } } });
    new aws.lambda.EventSourceMapping(
        "from-orders",
        {
            functionName: code.name,
            eventSourceArn: table.streamArn,
            startingPosition: "TRIM_HORIZON",
            batchSize: 10,
            maximumRetryAttempts: 2,
            functionResponseTypes,
            filterCriteria: { filters: [{ pattern }] },
        },
        { parent },
    );
}

function calls(parent: pulumi.Resource, code: aws.lambda.Function) {
    const input = JSON.stringify({ say: "deployed" });
    const once = new aws.lambda.Invocation("once", { functionName: code.name, input }, { parent });
    const crud = new aws.lambda.Invocation(
        "with-lifecycle",
        { functionName: code.name, input, lifecycleScope: "CRUD" },
        { parent },
    );
    new aws.lambda.FunctionUrl(
        "url",
        { functionName: code.name, authorizationType: "NONE", invokeMode: "RESPONSE_STREAM" },
        { parent },
    );
    const everyone = { action: "lambda:InvokeFunctionUrl", principal: "*", functionUrlAuthType: "NONE" };
    new aws.lambda.Permission("callers-of-url", { ...everyone, function: code.name }, { parent });
    return { once: once.result, crud: crud.result };
}

function signIn(parent: pulumi.Resource) {
    const text = (name: string) => ({
        name,
        attributeDataType: "String",
        mutable: true,
        stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
    });
    const pool = new aws.cognito.UserPool(
        "shoppers",
        {
            name: "shoppers",
            usernameAttributes: ["email"],
            autoVerifiedAttributes: ["email"],
            passwordPolicy: {
                minimumLength: 14,
                requireLowercase: true,
                requireNumbers: true,
                requireSymbols: true,
                requireUppercase: true,
            },
            adminCreateUserConfig: { allowAdminCreateUserOnly: true },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            schemas: [text("price_list"), text("address_book")],
        },
        { parent },
    );
    const client = new aws.cognito.UserPoolClient(
        "web",
        {
            name: "web",
            userPoolId: pool.id,
            explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            allowedOauthFlows: ["code"],
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthScopes: ["openid", "email"],
            callbackUrls: ["https://shop.example.com/signed-in"],
            supportedIdentityProviders: ["COGNITO"],
            idTokenValidity: 60,
            tokenValidityUnits: { idToken: "minutes" },
        },
        { parent },
    );
    new aws.cognito.UserPoolDomain("domain", { domain: "shop-sign-in", userPoolId: pool.id }, { parent });
    return { pool, client };
}

function api(parent: pulumi.Resource, code: aws.lambda.Function, { pool, client }: ReturnType<typeof signIn>) {
    const http = new aws.apigatewayv2.Api("api", { name: "shop", protocolType: "HTTP" }, { parent });
    new aws.apigatewayv2.Stage(
        "stage",
        { apiId: http.id, name: "$default", autoDeploy: true, defaultRouteSettings: { throttlingRateLimit: 50 } },
        { parent },
    );
    const integration = new aws.apigatewayv2.Integration(
        "integration",
        {
            apiId: http.id,
            integrationType: "AWS_PROXY",
            integrationUri: code.invokeArn,
            payloadFormatVersion: "2.0",
        },
        { parent },
    );
    const authorizer = new aws.apigatewayv2.Authorizer(
        "authorizer",
        {
            apiId: http.id,
            name: "shoppers",
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: pulumi.interpolate`https://${pool.endpoint}`, audiences: [client.id] },
        },
        { parent },
    );
    new aws.apigatewayv2.Route(
        "route",
        {
            apiId: http.id,
            routeKey: "GET /whoami",
            target: pulumi.interpolate`integrations/${integration.id}`,
            authorizationType: "JWT",
            authorizerId: authorizer.id,
        },
        { parent },
    );
    const sourceArn = pulumi.interpolate`${http.executionArn}/*/*`;
    const invoke = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com", sourceArn };
    new aws.lambda.Permission("api-calls", { ...invoke, function: code.name }, { parent });
    return http;
}

function guardrail(parent: pulumi.Resource) {
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

function knowledge(parent: pulumi.Resource, role: aws.iam.Role) {
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

function agent(
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

function mail(parent: pulumi.Resource): void {
    const topic = new aws.sns.Topic("bounces", { name: "shop-bounces" }, { parent });
    const set = new aws.sesv2.ConfigurationSet(
        "mail",
        {
            configurationSetName: "shop-mail",
            suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
            deliveryOptions: { tlsPolicy: "REQUIRE" },
        },
        { parent },
    );
    new aws.sesv2.ConfigurationSetEventDestination(
        "mail-events",
        {
            configurationSetName: set.configurationSetName,
            eventDestinationName: "bounces",
            eventDestination: {
                enabled: true,
                matchingEventTypes: ["BOUNCE", "COMPLAINT"],
                snsDestination: { topicArn: topic.arn },
            },
        },
        { parent },
    );
    new aws.sesv2.EmailIdentity("sender", { emailIdentity: SHOP.sender }, { parent });
}

/** A role that anyone in the account may take, with exactly what AWS asks of an assistant. */
function assistantRole(parent: pulumi.Resource): aws.iam.Role {
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const trust = policyOf({ Principal: { AWS: root }, Action: "sts:AssumeRole" });
    return new aws.iam.Role("assistant", { assumeRolePolicy: trust }, { parent });
}

interface AssistantRights {
    role: aws.iam.Role;
    guardrailArn: pulumi.Output<string>;
    knowledgeBaseArn: pulumi.Output<string>;
    tableArn: pulumi.Output<string>;
}

function allowAssistant(parent: pulumi.Resource, { role, guardrailArn, knowledgeBaseArn, tableArn }: AssistantRights) {
    const policy = policyOf(
        {
            Action: ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
            Resource: [
                `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/${SHOP.profile}`,
                `arn:aws:bedrock:*::foundation-model/${SHOP.model}`,
            ],
        },
        { Action: "bedrock:ApplyGuardrail", Resource: guardrailArn },
        { Action: "bedrock:Retrieve", Resource: knowledgeBaseArn },
        {
            Action: "ses:SendEmail",
            Resource: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${SHOP.sender}`,
            Condition: { StringEquals: { "ses:FromAddress": SHOP.sender } },
        },
        { Action: ["dynamodb:PutItem", "dynamodb:UpdateItem"], Resource: tableArn },
        { Action: "dynamodb:Query", Resource: pulumi.interpolate`${tableArn}/index/by_shopper` },
    );
    new aws.iam.RolePolicy("assistant-rights", { role: role.name, policy }, { parent });
}

/** Resources of every type that the shop and its assistant are made of. */
export function shopTypes(parent: pulumi.Resource, functionPath: string) {
    const table = orders(parent);
    const code = handler(parent, functionPath);
    sources(parent, code, table);
    const results = calls(parent, code);
    const { pool, client } = signIn(parent);
    const http = api(parent, code, { pool, client });
    const guard = guardrail(parent);
    const role = assistantRole(parent);
    const { base, source } = knowledge(parent, role);
    agent(parent, role, code, base);
    mail(parent);
    allowAssistant(parent, {
        role,
        guardrailArn: guard.made.guardrailArn,
        knowledgeBaseArn: base.arn,
        tableArn: table.arn,
    });
    return {
        apiId: http.id,
        userPoolId: pool.id,
        clientId: client.id,
        guardrailId: guard.made.guardrailId,
        guardrailVersion: guard.version.version,
        knowledgeBaseId: base.id,
        dataSourceId: source.dataSourceId,
        roleArn: role.arn,
        once: results.once,
        crud: results.crud,
    };
}
