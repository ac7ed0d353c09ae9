import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { GlueClient } from "@aws-sdk/client-glue";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { NodeHttpHandler } from "@smithy/node-http-handler";

/** How to reach AWS, or what stands in for it. Plain data: it goes into files and to other processes. */
export interface AwsConnection {
    endpoint: string;
    /** PEM file of the certificate that the endpoint proves itself with, where no public authority vouches for it. */
    certificateFile?: string;
    region: string;
    accountId: string;
    accessKeyId: string;
    secretAccessKey: string;
    /** Only with temporary credentials. */
    sessionToken?: string;
}

const MAX_SOCKETS = 32;
const CONNECTION_TIMEOUT_MS = 5_000;
/** Longer than the longest function run, 15 minutes, which an Invoke waits for. */
const REQUEST_TIMEOUT_MS = 16 * 60_000;

function clientConfig(connection: AwsConnection) {
    const { endpoint, certificateFile, region, accessKeyId, secretAccessKey, sessionToken } = connection;
    return {
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
        maxAttempts: 3,
        requestHandler: {
            connectionTimeout: CONNECTION_TIMEOUT_MS,
            requestTimeout: REQUEST_TIMEOUT_MS,
            // An agent, not its options: for a large upload the SDK would make an agent of its own, without the certificate.
            httpsAgent: new Agent({
                keepAlive: true,
                maxSockets: MAX_SOCKETS,
                ...(certificateFile !== undefined && { ca: readFileSync(certificateFile) }),
            }),
        },
    };
}

type ClientConfig = ReturnType<typeof clientConfig>;

/** One client a connection: each holds sockets, and building one costs milliseconds. */
function cached<Client>(build: (config: ClientConfig) => Client): (connection: AwsConnection) => Client {
    const clients = new Map<string, Client>();
    return (connection) => {
        const key = JSON.stringify(connection);
        const known = clients.get(key);
        if (known !== undefined) {
            return known;
        }
        const client = build(clientConfig(connection));
        clients.set(key, client);
        return client;
    };
}

/**
 * For services whose clients speak HTTP/2 by default, which has no `Host` header: the emulator then can't verify the
 * signature of anyone but the account's root.
 */
function overHttp1({ requestHandler }: ClientConfig): NodeHttpHandler {
    return new NodeHttpHandler(requestHandler);
}

/** S3 by path: bucket names in host names don't resolve on loopback. */
export const s3 = cached((config) => new S3Client({ ...config, forcePathStyle: true }));
export const kinesis = cached((config) => new KinesisClient({ ...config, requestHandler: overHttp1(config) }));
export const lambda = cached((config) => new LambdaClient(config));
export const glue = cached((config) => new GlueClient(config));
export const iam = cached((config) => new IAMClient(config));
export const kms = cached((config) => new KMSClient(config));
export const logs = cached((config) => new CloudWatchLogsClient(config));
export const sns = cached((config) => new SNSClient(config));
export const sqs = cached((config) => new SQSClient(config));
export const sts = cached((config) => new STSClient(config));

// The SDKs of the shop and its assistant are loaded when they are first needed: most commands touch none of them.

export const apiGateway = cached((config) => {
    const { ApiGatewayV2Client } =
        require("@aws-sdk/client-apigatewayv2") as typeof import("@aws-sdk/client-apigatewayv2");
    return new ApiGatewayV2Client(config);
});
export const bedrock = cached((config) => {
    const { BedrockClient } = require("@aws-sdk/client-bedrock") as typeof import("@aws-sdk/client-bedrock");
    return new BedrockClient(config);
});
export const bedrockAgent = cached((config) => {
    const { BedrockAgentClient } =
        require("@aws-sdk/client-bedrock-agent") as typeof import("@aws-sdk/client-bedrock-agent");
    return new BedrockAgentClient(config);
});
export const bedrockAgentRuntime = cached((config) => {
    const { BedrockAgentRuntimeClient } =
        require("@aws-sdk/client-bedrock-agent-runtime") as typeof import("@aws-sdk/client-bedrock-agent-runtime");
    return new BedrockAgentRuntimeClient({ ...config, requestHandler: overHttp1(config) });
});
export const bedrockRuntime = cached((config) => {
    const { BedrockRuntimeClient } =
        require("@aws-sdk/client-bedrock-runtime") as typeof import("@aws-sdk/client-bedrock-runtime");
    return new BedrockRuntimeClient({ ...config, requestHandler: overHttp1(config) });
});
export const cognito = cached((config) => {
    const { CognitoIdentityProviderClient } =
        require("@aws-sdk/client-cognito-identity-provider") as typeof import("@aws-sdk/client-cognito-identity-provider");
    return new CognitoIdentityProviderClient(config);
});
export const dynamodb = cached((config) => {
    const { DynamoDBClient } = require("@aws-sdk/client-dynamodb") as typeof import("@aws-sdk/client-dynamodb");
    return new DynamoDBClient(config);
});
/** The second version of the API of Amazon SES. */
export const ses = cached((config) => {
    const { SESv2Client } = require("@aws-sdk/client-sesv2") as typeof import("@aws-sdk/client-sesv2");
    return new SESv2Client(config);
});
