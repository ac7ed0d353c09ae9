import { BedrockAgentClient } from "@aws-sdk/client-bedrock-agent";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { systemClock } from "../shared/deployment";
import { catalogBucket, ingestion, productTable, type SyncDependencies, syncStates } from "../shop/catalog/sync";
import { type ShopEvents, shopEvents } from "../shop/lake";
import type { QueueMessage } from "./request";

/** What the function works with, by its environment. */
export interface Surroundings {
    readonly sync: SyncDependencies;
    readonly bucketName: string;
    /** Absent: no lake hears of syncs. */
    readonly events?: ShopEvents;
    readonly metricNamespace: string;
    /** Absent: the queue of uploads gives up on what is refused by itself. */
    readonly putAside?: (message: QueueMessage, failure: string) => Promise<void>;
}

/** Both are longer than nearly all jobs, and together with the work stay under the function's 15 minutes. */
const LEASE_WAIT_MS = 3 * 60_000;
const INGESTION_WAIT_MS = 10 * 60_000;
const SOCKETS = 64;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws an `Error` that names the variable that is missing or wrong */
export function surroundingsFrom(environment: Environment): Surroundings {
    const bucketName = required(environment, "CATALOG_BUCKET");
    const tableName = required(environment, "PRODUCTS_TABLE");
    const currency = currencyOf(environment.SHOP_POLICY);
    const requestHandler = {
        httpAgent: { keepAlive: true, maxSockets: SOCKETS },
        httpsAgent: { keepAlive: true, maxSockets: SOCKETS },
    };
    const dynamodb = new DynamoDBClient({ requestHandler });
    const s3 = new S3Client({
        requestHandler,
        forcePathStyle: isCustomEndpoint(environment),
        // Thousands of small objects are put: the signature covers their content already, and each put would build the same
        // chain of middleware anew.
        requestChecksumCalculation: "WHEN_REQUIRED",
        cacheMiddleware: true,
    });
    return {
        bucketName,
        metricNamespace: environment.METRIC_NAMESPACE ?? "Lakefront",
        ...(environment.FAILED_UPLOADS_QUEUE_URL && { putAside: failedUploads(environment.FAILED_UPLOADS_QUEUE_URL) }),
        ...(environment.EVENT_STREAM && { events: shopEvents(environment.EVENT_STREAM) }),
        sync: {
            bucket: catalogBucket(s3, bucketName),
            products: productTable(dynamodb, tableName, systemClock),
            states: syncStates(dynamodb, tableName, systemClock),
            ...knowledgeFrom(environment),
            clock: systemClock,
            read: currency === undefined ? {} : { currency },
            rejectThreshold: shareIn(environment, "REJECT_THRESHOLD"),
            removalThreshold: shareIn(environment, "REMOVAL_THRESHOLD"),
            leaseWaitMs: LEASE_WAIT_MS,
        },
    };
}

function knowledgeFrom(environment: Environment): Pick<SyncDependencies, "knowledge"> {
    if (!environment.KNOWLEDGE_BASE_ID) return {};
    const knowledge = {
        knowledgeBaseId: environment.KNOWLEDGE_BASE_ID,
        productDataSourceId: required(environment, "PRODUCT_DATA_SOURCE_ID"),
        ...(environment.POLICY_DATA_SOURCE_ID && { policyDataSourceId: environment.POLICY_DATA_SOURCE_ID }),
    };
    const client = new BedrockAgentClient();
    return { knowledge: { ...knowledge, ingestion: ingestion(client, knowledge, INGESTION_WAIT_MS, systemClock) } };
}

/** The same queue, and the same body, as of uploads that were tried too often; with why as an attribute. */
function failedUploads(QueueUrl: string): NonNullable<Surroundings["putAside"]> {
    const sqs = new SQSClient();
    return async ({ body }, failure) => {
        const MessageAttributes = { failure: { DataType: "String", StringValue: failure } };
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes }));
    };
}

function shareIn(environment: Environment, name: string): number {
    const value = required(environment, name);
    const share = Number(value);
    if (!(share >= 0 && share <= 1)) throw new Error(`${name} must be from 0 to 1, as in 0.01; it is ${value}`);
    return share;
}

/** The shop's one currency, where its policy is given. */
function currencyOf(policy: string | undefined): string | undefined {
    if (!policy) return undefined;
    const parsed: unknown = JSON.parse(policy);
    const currency =
        typeof parsed === "object" && parsed !== null && "currency" in parsed ? parsed.currency : undefined;
    return typeof currency === "string" ? currency : undefined;
}

/** Host names of buckets resolve only on AWS itself. */
function isCustomEndpoint(environment: Environment): boolean {
    return (environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL) !== undefined;
}

function required(environment: Environment, name: string): string {
    const value = environment[name];
    if (!value) throw new Error(`The environment variable ${name} is not set`);
    return value;
}
