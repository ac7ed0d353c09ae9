import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, GetFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import { type AwsConnection, iam, lambda } from "../../../local/clients";
import { catalogue } from "../../../local/shop/catalogue";
import { SHOP_POLICY } from "../../../local/shop/policy";
import { uploadPolicies } from "../../../local/shop/upload-policies";
import { type CatalogWorld, catalogWorld } from "./sync-support";

const root = resolve(__dirname, "../../..");

/** The sample shop with a part of its catalogue and all of its policies, loaded as a deployed one is. */
export async function sampleShop(connection: AwsConnection, name: string, products: number): Promise<CatalogWorld> {
    const world = await catalogWorld(connection, name);
    await uploadPolicies(world.s3, world.bucket);
    await world.upload(catalogue({ products }));
    await world.sync();
    return world;
}

/** Settings of a function that runs the tools. */
export function toolsEnvironment({ table, knowledgeBaseId, dependencies }: CatalogWorld): Record<string, string> {
    const name = table.replace(/-products$/, "");
    return {
        PRODUCTS_TABLE: table,
        ORDERS_TABLE: `${name}-orders`,
        CONVERSATIONS_TABLE: `${name}-conversations`,
        KNOWLEDGE_BASE_ID: knowledgeBaseId,
        POLICY_DATA_SOURCE_ID: dependencies.knowledge?.policyDataSourceId ?? "",
        SHOP_POLICY: JSON.stringify(SHOP_POLICY),
    };
}

/** Makes the function of the tools from its bundle, with a role that may do what the tools need and nothing else. */
export async function deployTools(connection: AwsConnection, world: CatalogWorld): Promise<string> {
    const environment = toolsEnvironment(world);
    const FunctionName = `tools-${randomUUID().slice(0, 8)}`;
    const role = await iam(connection).send(
        new CreateRoleCommand({ RoleName: FunctionName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    await iam(connection).send(
        new PutRolePolicyCommand({
            RoleName: FunctionName,
            PolicyName: "tools",
            PolicyDocument: JSON.stringify({
                Version: "2012-10-17",
                Statement: statements(connection, environment),
            }),
        }),
    );
    const bundle = readFileSync(join(root, "components/bundles/shop-tools/index.mjs"));
    await lambda(connection).send(
        new CreateFunctionCommand({
            FunctionName,
            Role: role.Role?.Arn,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            MemorySize: 512,
            Timeout: 25,
            Code: { ZipFile: zipSync({ "index.mjs": bundle }) },
            Environment: { Variables: environment },
        }),
    );
    await untilActive(connection, FunctionName);
    return FunctionName;
}

const trust = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

function statements({ region, accountId }: AwsConnection, environment: Record<string, string>): object[] {
    const table = (name: string | undefined) => `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
    const allow = (Action: string[], ...Resource: string[]) => ({ Effect: "Allow", Action, Resource });
    const { PRODUCTS_TABLE, ORDERS_TABLE, CONVERSATIONS_TABLE, KNOWLEDGE_BASE_ID } = environment;
    return [
        allow(["dynamodb:BatchGetItem", "dynamodb:Scan"], table(PRODUCTS_TABLE)),
        allow(["dynamodb:Query"], `${table(PRODUCTS_TABLE)}/index/by_category`),
        allow(["dynamodb:GetItem", "dynamodb:PutItem"], table(ORDERS_TABLE)),
        allow(["dynamodb:Query"], `${table(ORDERS_TABLE)}/index/by_shopper`),
        allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table(CONVERSATIONS_TABLE)),
        allow(["bedrock:Retrieve"], `arn:aws:bedrock:${region}:${accountId}:knowledge-base/${KNOWLEDGE_BASE_ID}`),
        allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
    ];
}

async function untilActive(connection: AwsConnection, FunctionName: string): Promise<void> {
    for (let attempt = 0; attempt < 50; attempt += 1) {
        const { Configuration } = await lambda(connection).send(new GetFunctionCommand({ FunctionName }));
        if (Configuration?.State !== "Pending") return;
        await sleep(100);
    }
    throw new Error(`The function ${FunctionName} didn't become active.`);
}

/** What an agent's tool told the model. */
export interface Told {
    readonly status: number;
    readonly output: Record<string, unknown>;
}

/** Calls a tool as the classic agent service does for an API schema: everything as text. */
export async function callTool(
    connection: AwsConnection,
    FunctionName: string,
    conversation: string,
    shopper: Shopper,
    tool: string,
    input: Readonly<Record<string, string>> = {},
): Promise<Told> {
    const parameters = Object.entries(input).map(([name, value]) => ({ name, type: "string", value }));
    const { Payload, FunctionError } = await lambda(connection).send(
        new InvokeCommand({
            FunctionName,
            Payload: JSON.stringify({
                messageVersion: "1.0",
                agent: { name: "shop", id: "AGENT", alias: "ALIAS", version: "1" },
                inputText: "",
                sessionId: conversation,
                actionGroup: "shop",
                apiPath: `/${tool}`,
                httpMethod: "GET",
                parameters,
                sessionAttributes: { shopper: JSON.stringify(shopper), conversation_id: conversation },
                promptSessionAttributes: {},
            }),
        }),
    );
    const answer = JSON.parse(Buffer.from(Payload ?? []).toString());
    if (FunctionError !== undefined) throw new Error(`${FunctionError}: ${answer.errorMessage}`);
    return {
        status: answer.response.httpStatusCode,
        output: JSON.parse(answer.response.responseBody["application/json"].body),
    };
}
