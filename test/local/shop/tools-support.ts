import { randomUUID } from "node:crypto";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import type { AwsConnection } from "../../../local/clients";
import { catalogue } from "../../../local/shop/catalogue";
import { SHOP_POLICY } from "../../../local/shop/policy";
import { uploadPolicies } from "../../../local/shop/upload-policies";
import { deployFunction, invokeFunction } from "./deployed-function";
import { type CatalogWorld, catalogWorld } from "./sync-support";

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
    const name = `tools-${randomUUID().slice(0, 8)}`;
    const policy = { Version: "2012-10-17", Statement: statements(connection, environment) };
    await deployFunction(connection, {
        name,
        bundle: "shop-tools",
        environment,
        policy: JSON.stringify(policy),
        timeoutSeconds: 25,
    });
    return name;
}

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

/** What an agent's tool told the model. */
export interface Told {
    readonly status: number;
    readonly output: Record<string, unknown>;
}

/** Calls a tool as the classic agent service does for an API schema: everything as text. */
export async function callTool(
    connection: AwsConnection,
    functionName: string,
    conversation: string,
    shopper: Shopper,
    tool: string,
    input: Readonly<Record<string, string>> = {},
): Promise<Told> {
    const parameters = Object.entries(input).map(([name, value]) => ({ name, type: "string", value }));
    const { failed, json } = await invokeFunction(connection, functionName, {
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
    });
    if (failed) throw new Error(json);
    const answer = JSON.parse(json);
    return {
        status: answer.response.httpStatusCode,
        output: JSON.parse(answer.response.responseBody["application/json"].body),
    };
}
