import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { agent, guardrail, knowledge } from "./assistant-types";
import { api, signIn } from "./shop-api-types";
import { SHOP } from "./shop-names";

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
