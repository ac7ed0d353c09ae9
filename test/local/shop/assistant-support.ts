import { randomUUID } from "node:crypto";
import { CreateUserPoolClientCommand, CreateUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import { CreateStreamCommand } from "@aws-sdk/client-kinesis";
import type { AssistantEvent } from "../../../functions/shop/assistant";
import { type AwsConnection, cognito, kinesis } from "../../../local/clients";
import type { SignInPool } from "../../../local/shop-access";
import { deployFunction, invokeFunction } from "./deployed-function";
import type { CatalogWorld } from "./sync-support";
import { toolsEnvironment } from "./tools-support";

/** Where the test's shoppers sign in. */
export async function signInPool(connection: AwsConnection): Promise<SignInPool> {
    const text = (Name: string) => ({ Name, AttributeDataType: "String" as const, Mutable: true });
    const { UserPool } = await cognito(connection).send(
        new CreateUserPoolCommand({ PoolName: "shoppers", Schema: [text("price_list"), text("address_book")] }),
    );
    const userPoolId = UserPool?.Id ?? "";
    const { UserPoolClient } = await cognito(connection).send(
        new CreateUserPoolClientCommand({
            UserPoolId: userPoolId,
            ClientName: "web",
            ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        }),
    );
    return { userPoolId, clientId: UserPoolClient?.ClientId ?? "" };
}

export interface DeployedAssistant {
    readonly functionName: string;
    readonly stream: string;
}

/** Makes the assistant's function from its bundle, with a role that may do what it needs and nothing else. */
export async function deployAssistant(
    connection: AwsConnection,
    world: CatalogWorld,
    { userPoolId, clientId }: SignInPool,
    more: Readonly<Record<string, string>> = {},
): Promise<DeployedAssistant> {
    const functionName = `assistant-${randomUUID().slice(0, 8)}`;
    await kinesis(connection).send(new CreateStreamCommand({ StreamName: functionName, ShardCount: 1 }));
    const environment = {
        ...toolsEnvironment(world),
        ASSISTANT_RUNTIME: "converse",
        MODEL_ID: "lakefront.scripted",
        EVENT_STREAM: functionName,
        SHOP_NAME: "Lakefront Outfitters",
        TOKEN_ISSUER: `https://cognito-idp.${connection.region}.amazonaws.com/${userPoolId}`,
        TOKEN_AUDIENCE: clientId,
        TOKEN_JWKS_URI: `${connection.endpoint}/${userPoolId}/.well-known/jwks.json`,
        ...more,
    };
    const policy = { Version: "2012-10-17", Statement: statements(connection, environment, functionName) };
    await deployFunction(connection, {
        name: functionName,
        bundle: "assistant",
        environment,
        policy: JSON.stringify(policy),
        timeoutSeconds: 120,
    });
    return { functionName, stream: functionName };
}

function statements(
    { region, accountId }: AwsConnection,
    environment: Record<string, string>,
    stream: string,
): object[] {
    const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${accountId}:${rest}`;
    const table = (name: string | undefined) => arn("dynamodb", `table/${name}`);
    const allow = (Action: string[], ...Resource: string[]) => ({ Effect: "Allow", Action, Resource });
    const { PRODUCTS_TABLE, ORDERS_TABLE, CONVERSATIONS_TABLE, KNOWLEDGE_BASE_ID } = environment;
    return [
        allow(["dynamodb:BatchGetItem", "dynamodb:Scan"], table(PRODUCTS_TABLE)),
        allow(["dynamodb:Query"], `${table(PRODUCTS_TABLE)}/index/by_category`),
        allow(["dynamodb:GetItem", "dynamodb:PutItem"], table(ORDERS_TABLE)),
        allow(["dynamodb:Query"], `${table(ORDERS_TABLE)}/index/by_shopper`),
        allow(
            ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:Query"],
            table(CONVERSATIONS_TABLE),
        ),
        allow(["bedrock:Retrieve"], arn("bedrock", `knowledge-base/${KNOWLEDGE_BASE_ID}`)),
        // The emulator asks for its own names of these actions besides AWS's.
        allow(
            [
                "bedrock:InvokeModel",
                "bedrock:InvokeModelWithResponseStream",
                "bedrock:Converse",
                "bedrock:ConverseStream",
            ],
            "*",
        ),
        allow(["bedrock:ApplyGuardrail"], "*"),
        allow(["kinesis:PutRecords"], arn("kinesis", `stream/${stream}`)),
        allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "*"),
    ];
}

export interface Asked {
    readonly status: number;
    readonly events: readonly AssistantEvent[];
    readonly text: string;
}

/** Asks as the server behind the page does, but by a plain invocation. */
export async function ask(
    connection: AwsConnection,
    { functionName }: Pick<DeployedAssistant, "functionName">,
    token: string,
    message: string,
    conversation_id: string | null = null,
): Promise<Asked> {
    const { failed, json } = await invokeFunction(connection, functionName, {
        version: "2.0",
        headers: { "x-shopper-token": token },
        body: JSON.stringify({ conversation_id, message }),
        isBase64Encoded: false,
    });
    if (failed) throw new Error(json);
    const answer = JSON.parse(json);
    const lines: string[] = answer.body.trimEnd().split("\n");
    const events = lines.map((line): AssistantEvent => JSON.parse(line));
    const text = events.map((event) => (event.type === "text" ? event.text : "")).join("");
    return { status: answer.statusCode, events, text };
}
