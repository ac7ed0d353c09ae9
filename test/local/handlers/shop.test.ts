import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { StartIngestionJobCommand } from "@aws-sdk/client-bedrock-agent";
import { RetrieveCommand } from "@aws-sdk/client-bedrock-agent-runtime";
import { ApplyGuardrailCommand, ConverseCommand, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
    DescribeTableCommand,
    PutItemCommand,
    QueryCommand,
    ScanCommand,
    TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { SendEmailCommand } from "@aws-sdk/client-sesv2";
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import {
    type AwsConnection,
    bedrockAgent,
    bedrockAgentRuntime,
    bedrockRuntime,
    dynamodb,
    logs,
    s3,
    ses,
    sqs,
    sts,
} from "../../../local/clients";
import { deploy } from "../../../local/deploy";
import type { Deployment } from "../../../local/deployment";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { functionUrlOf, httpApiUrl, inbox, send, signIn } from "../../../local/shop-access";
import { temporaryDirectory, until } from "../emulator/support";
import { type ModelStub, startModelStub } from "./model-stub";
import { SHOP } from "./shop-names";
import { shopTypes, writeShopFunction } from "./shop-types";

class Shop extends pulumi.ComponentResource {
    constructor(name: string) {
        super("lakefront:index:Shop", name);
    }
}

describe("handlers of the shop", () => {
    const directory = temporaryDirectory();
    let emulator: Emulator;
    let connection: AwsConnection;
    let deployment: Deployment;
    let functionPath: string;

    let model: ModelStub;

    const output = (name: string) => String(deployment.outputs[name]);

    before(async () => {
        model = await startModelStub();
        emulator = await startEmulator({ directory: `${directory.path}/emulator`, modelUrl: `${model.url}/` });
        connection = emulator.connection;
        functionPath = writeShopFunction(directory.path);
        deployment = await deploy({
            programDir: () => shopTypes(new Shop("shop"), functionPath),
            stack: "test",
            connection,
        });
    });
    after(async () => {
        await emulator?.stop();
        await model?.stop();
        directory.remove();
    });

    async function logged(text: string): Promise<string[]> {
        const request = new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${SHOP.function}` });
        const found = await logs(connection)
            .send(request)
            .catch(() => undefined);
        return (found?.events ?? []).map(({ message }) => message ?? "").filter((line) => line.includes(text));
    }

    /** Calls as the assistant's role, so that only what its policy allows goes through. */
    async function asAssistant(): Promise<AwsConnection> {
        const request = { RoleArn: output("roleArn"), RoleSessionName: "test" };
        const { Credentials } = await sts(connection).send(new AssumeRoleCommand(request));
        const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
        return {
            ...connection,
            accessKeyId: AccessKeyId,
            secretAccessKey: SecretAccessKey,
            sessionToken: SessionToken,
        };
    }

    async function refusal(call: Promise<unknown>): Promise<string> {
        const error = await call.then(
            () => undefined,
            (reason: unknown) => reason,
        );
        return error instanceof Error ? error.name : "none";
    }

    describe("a table", () => {
        it("has its index, stream, protection and key", async () => {
            const { Table } = await dynamodb(connection).send(new DescribeTableCommand({ TableName: SHOP.table }));
            expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).to.deep.equal(["by_shopper"]);
            expect(Table?.StreamSpecification?.StreamViewType).to.equal("NEW_AND_OLD_IMAGES");
            expect(Table?.DeletionProtectionEnabled).to.equal(true);
            expect(Table?.SSEDescription?.Status).to.equal("ENABLED");
        });

        it("lets a role do in a transaction what its policy allows for single items, and no more", async () => {
            const client = dynamodb(await asAssistant());
            const put = (pk: string) => ({
                Put: { TableName: SHOP.table, Item: { pk: { S: pk }, sk: { S: "-" }, kind: { S: "cart" } } },
            });
            await client.send(new TransactWriteItemsCommand({ TransactItems: [put("CART#a"), put("CART#b")] }));
            const key = { pk: { S: "CART#a" }, sk: { S: "-" } };
            const remove = new TransactWriteItemsCommand({
                TransactItems: [{ Delete: { TableName: SHOP.table, Key: key } }],
            });
            expect(await refusal(client.send(remove))).to.equal("AccessDeniedException");
        });

        it("lets a role ask the index that its policy names, and not the table", async () => {
            const client = dynamodb(await asAssistant());
            const byShopper = await client.send(
                new QueryCommand({
                    TableName: SHOP.table,
                    IndexName: "by_shopper",
                    KeyConditionExpression: "shopper_id = :s",
                    ExpressionAttributeValues: { ":s": { S: "nobody" } },
                }),
            );
            expect(byShopper.Count).to.equal(0);
            const scan = client.send(new ScanCommand({ TableName: SHOP.table }));
            expect(await refusal(scan)).to.equal("AccessDeniedException");
        });
    });

    describe("event sources", () => {
        it("bring a queue's messages, and lead to the dead letters what the function refuses alone", async () => {
            const queue = async (name: string) =>
                (await sqs(connection).send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
            const url = await queue(SHOP.queue);
            await sqs(connection).send(new SendMessageCommand({ QueueUrl: url, MessageBody: "good" }));
            await sqs(connection).send(new SendMessageCommand({ QueueUrl: url, MessageBody: "bad" }));
            const dead = await queue(SHOP.deadLetters);
            const bodies: (string | undefined)[] = [];
            await until("the refused message is a dead letter", async () => {
                const found = await sqs(connection).send(
                    new ReceiveMessageCommand({ QueueUrl: dead, WaitTimeSeconds: 1 }),
                );
                bodies.push(...(found.Messages ?? []).map(({ Body }) => Body));
                return bodies.length > 0;
            });
            expect(bodies).to.deep.equal(["bad"]);
            expect(await logged('"body":"good"')).not.to.deep.equal([]);
        });

        it("bring a table's changes that the filter lets through, and no others", async () => {
            const put = (pk: string, kind: string) =>
                dynamodb(connection).send(
                    new PutItemCommand({
                        TableName: SHOP.table,
                        Item: { pk: { S: pk }, sk: { S: "-" }, kind: { S: kind } },
                    }),
                );
            await put("CART#filtered", "cart");
            await put("ORDER#through", "order");
            await until("the order arrived", async () => (await logged("ORDER#through")).length > 0);
            expect(await logged("CART#filtered")).to.deep.equal([]);
        });
    });

    describe("an invocation", () => {
        it("calls the function while it deploys, and gives its answer", () => {
            expect(JSON.parse(output("once"))).to.deep.equal({ got: { say: "deployed" } });
        });

        it("tells the function of the resource's life where it is asked to", () => {
            expect(JSON.parse(output("crud"))).to.deep.equal({
                got: { say: "deployed", tf: { action: "create", prev_input: null } },
            });
        });

        async function failure(program: () => unknown): Promise<string> {
            const result = await deploy({ programDir: program, stack: "test", connection }).then(
                () => "deployed",
                (error: unknown) => String(error),
            );
            return result;
        }

        it("fails the deployment with what the function says", async () => {
            const input = JSON.stringify({ fail: "3 rows of the catalogue are bad" });
            const message = await failure(
                () => new aws.lambda.Invocation("bad", { functionName: SHOP.function, input }),
            );
            expect(message).to.include(`"bad": the function ${SHOP.function} failed: `);
            expect(message).to.include("3 rows of the catalogue are bad");
        });

        it("is refused where its input comes from something that isn't there", async () => {
            const message = await failure(() => {
                const collection = new aws.opensearch.ServerlessCollection("search", { name: "search" });
                const input = pulumi.jsonStringify({ endpoint: collection.collectionEndpoint });
                return new aws.lambda.Invocation("index", { functionName: SHOP.function, input });
            });
            expect(message).to.include(
                'its input comes from aws:opensearch/serverlessCollection:ServerlessCollection "search"',
            );
            expect(message).to.include("the emulator has no vector stores");
        });
    });

    it("make a function URL that answers", async () => {
        const url = deployment.resources.find(({ name }) => name === "url")?.outputs.urlId;
        const answer = await send(connection, { url: functionUrlOf(connection, String(url)) });
        expect(answer.status).to.equal(200);
    });

    describe("an HTTP API", () => {
        const shopper = {
            userName: "maya@example.com",
            attributes: {
                email: "maya@example.com",
                email_verified: "true",
                given_name: "Maya",
                "custom:price_list": "member",
            },
        };

        function whoami(token?: string) {
            const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
            return send(connection, { url: `${httpApiUrl(connection, output("apiId"))}/whoami`, headers });
        }

        async function idToken(): Promise<string> {
            const pool = { userPoolId: output("userPoolId"), clientId: output("clientId") };
            return (await signIn(connection, pool, shopper)).idToken;
        }

        /** The same token, with other claims and another signature. */
        function resigned(token: string, claims: Record<string, unknown>, key: string | KeyObject): string {
            const [header = "", payload = ""] = token.split(".");
            const decoded: Record<string, unknown> = JSON.parse(Buffer.from(payload, "base64url").toString());
            const body = Buffer.from(JSON.stringify({ ...decoded, ...claims })).toString("base64url");
            const signature = createSign("RSA-SHA256").update(`${header}.${body}`).sign(key, "base64url");
            return `${header}.${body}.${signature}`;
        }

        /** The key that the emulator signs the pool's id tokens with. */
        function keyOfPool(): string {
            const file = `${output("userPoolId")}-id.pem`;
            return readFileSync(`${directory.path}/emulator/state/cognito-pool-keys/${file}`, "utf8");
        }

        it("lets a signed-in shopper in, with the claims of the token", async () => {
            const answer = await whoami(await idToken());
            expect(answer.status, answer.body).to.equal(200);
            const claims: Record<string, unknown> = JSON.parse(answer.body);
            expect(claims).to.deep.include({ email: "maya@example.com", given_name: "Maya" });
            expect(claims["custom:price_list"]).to.equal("member");
            expect(String(claims.email_verified)).to.equal("true");
            expect(claims.iss).to.equal(`https://cognito-idp.us-east-1.amazonaws.com/${output("userPoolId")}`);
            expect(claims.aud).to.equal(output("clientId"));
        });

        it("refuses a call without a token, with a forged one, and with one that was changed", async () => {
            const token = await idToken();
            const [header, , signature] = token.split(".");
            const other = Buffer.from('{"sub":"someone-else"}').toString("base64url");
            expect((await whoami()).status).to.equal(401);
            expect((await whoami("not-a-token")).status).to.equal(401);
            const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
            expect((await whoami(resigned(token, {}, privateKey))).status).to.equal(401);
            expect((await whoami(`${header}.${other}.${signature}`)).status).to.equal(401);
        });

        it("refuses a token that has expired, or that is meant for others, however well it is signed", async () => {
            const token = await idToken();
            const key = keyOfPool();
            const now = Math.floor(Date.now() / 1000);
            expect((await whoami(resigned(token, { exp: now + 60 }, key))).status).to.equal(200);
            expect((await whoami(resigned(token, { exp: now - 1 }, key))).status).to.equal(401);
            expect((await whoami(resigned(token, { aud: "another-client" }, key))).status).to.equal(401);
            expect((await whoami(resigned(token, { iss: "https://issuer.example.com" }, key))).status).to.equal(401);
        });

        it("keeps a user's id from one sign-in to the next", async () => {
            const subject = (token: string): unknown =>
                JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub;
            expect(subject(await idToken())).to.equal(subject(await idToken()));
        });
    });

    describe("a guardrail", () => {
        it("blocks words and card numbers at a numbered version, for a role that may apply it", async () => {
            const client = bedrockRuntime(await asAssistant());
            const apply = async (text: string) => {
                const answer = await client.send(
                    new ApplyGuardrailCommand({
                        guardrailIdentifier: output("guardrailId"),
                        guardrailVersion: output("guardrailVersion"),
                        source: "INPUT",
                        content: [{ text: { text } }],
                    }),
                );
                return answer.action;
            };
            expect(output("guardrailVersion")).to.equal("1");
            expect(await apply("Is a competitor cheaper?")).to.equal("GUARDRAIL_INTERVENED");
            expect(await apply("My card is 4111 1111 1111 1111.")).to.equal("GUARDRAIL_INTERVENED");
            expect(await apply("A tent for two, please.")).to.equal("NONE");
        });
    });

    describe("models", () => {
        const messages = [{ role: "user" as const, content: [{ text: "hello" }] }];

        it("answer a role that AWS would allow to call them, by their id and by their profile's", async () => {
            const client = bedrockRuntime(await asAssistant());
            for (const modelId of [SHOP.model, SHOP.profile]) {
                const answer = await client.send(new ConverseCommand({ modelId, messages }));
                const text = `${modelId} with 0 tools`;
                expect(answer.output?.message?.content).to.deep.equal([{ text }]);
                expect(answer.usage).to.deep.include({ inputTokens: 7, outputTokens: 3 });
                const streamed = await client.send(new ConverseStreamCommand({ modelId, messages }));
                let said = "";
                for await (const event of streamed.stream ?? []) {
                    said += event.contentBlockDelta?.delta?.text ?? "";
                }
                expect(said).to.equal(text);
            }
        });

        it("are told of the tools that they may call", async () => {
            const inputSchema = { json: { type: "object", properties: {} } };
            const toolConfig = { tools: [{ toolSpec: { name: "view_cart", description: "The cart", inputSchema } }] };
            const client = bedrockRuntime(await asAssistant());
            const answer = await client.send(new ConverseCommand({ modelId: SHOP.model, messages, toolConfig }));
            expect(answer.output?.message?.content).to.deep.equal([{ text: `${SHOP.model} with 1 tools` }]);
        });

        it("refuse a role that asks for another model", async () => {
            const client = bedrockRuntime(await asAssistant());
            const call = client.send(new ConverseCommand({ modelId: "amazon.nova-pro-v1:0", messages }));
            expect(await refusal(call)).to.equal("AccessDeniedException");
        });
    });

    it("make a knowledge base that finds what was put under its prefix", async () => {
        const put = (Key: string, Body: string) =>
            s3(connection).send(new PutObjectCommand({ Bucket: SHOP.bucket, Key, Body }));
        await put("documents/products/tent.txt", "A tent for two people, waterproof.");
        await put("reports/tent.txt", "A tent that nobody should find.");
        const [knowledgeBaseId, dataSourceId] = [output("knowledgeBaseId"), output("dataSourceId")];
        const request = { knowledgeBaseId, dataSourceId };
        await bedrockAgent(connection).send(new StartIngestionJobCommand(request));
        const client = bedrockAgentRuntime(await asAssistant());
        const found = await client.send(new RetrieveCommand({ knowledgeBaseId, retrievalQuery: { text: "tent" } }));
        expect(found.retrievalResults?.map(({ location }) => location?.s3Location?.uri)).to.deep.equal([
            `s3://${SHOP.bucket}/documents/products/tent.txt`,
        ]);
    });

    it("let a role send mail from the sender, which lands in the inbox", async () => {
        const mail = (from: string) =>
            new SendEmailCommand({
                FromEmailAddress: from,
                Destination: { ToAddresses: ["maya@example.com"] },
                ConfigurationSetName: "shop-mail",
                Content: { Simple: { Subject: { Data: "Order 1" }, Body: { Text: { Data: "Thank you." } } } },
            });
        const client = ses(await asAssistant());
        await client.send(mail(SHOP.sender));
        expect(await refusal(client.send(mail("stranger@example.com")))).not.to.equal("none");
        const [first, ...others] = await inbox(connection);
        expect(first).to.deep.include({ from: SHOP.sender, to: ["maya@example.com"], subject: "Order 1" });
        expect(first?.text).to.equal("Thank you.");
        expect(others).to.deep.equal([]);
    });
});
