import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { BedrockAgentClient } from "@aws-sdk/client-bedrock-agent";
import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { systemClock } from "../../../functions/shared/deployment";
import type { Product } from "../../../functions/shop/catalog/product";
import { productSchema } from "../../../functions/shop/catalog/schema";
import {
    catalogBucket,
    ingestion,
    productTable,
    type SyncDependencies,
    SyncError,
    type SyncReport,
    type SyncRequest,
    SyncTrigger,
    syncCatalog,
    syncStates,
} from "../../../functions/shop/catalog/sync";
import type { AwsConnection } from "../../../local/clients";
import { createKnowledgeBase } from "../../../local/shop/knowledge-base";
import { createShopTables } from "../../../local/shop/tables";

/** A shop's catalogue in the emulator, with all that a sync works with. */
export interface CatalogWorld {
    readonly dynamodb: DynamoDBClient;
    readonly s3: S3Client;
    readonly agent: BedrockAgentClient;
    readonly table: string;
    readonly bucket: string;
    readonly knowledgeBaseId: string;
    readonly productDataSourceId: string;
    readonly dependencies: SyncDependencies;
    /** Writing requests, by client and command, since the last reset. */
    readonly writes: string[];
    upload(rows: readonly unknown[], key?: string): Promise<void>;
    sync(changes?: Partial<SyncDependencies & Pick<SyncRequest, "allow_removals" | "isCurrent">>): Promise<SyncReport>;
}

const SOURCE = "catalog/products.jsonl";

/** Makes a table, a bucket, a knowledge base and its two data sources. */
export async function catalogWorld(connection: AwsConnection, name: string): Promise<CatalogWorld> {
    const { endpoint, region, accessKeyId, secretAccessKey, certificateFile } = connection;
    const config = {
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey },
        requestHandler: {
            httpsAgent: new Agent({
                keepAlive: true,
                maxSockets: 64,
                ...(certificateFile !== undefined && { ca: readFileSync(certificateFile) }),
            }),
        },
    };
    const dynamodb = new DynamoDBClient(config);
    // As the function builds it.
    const s3 = new S3Client({
        ...config,
        forcePathStyle: true,
        requestChecksumCalculation: "WHEN_REQUIRED",
        cacheMiddleware: true,
    });
    const agent = new BedrockAgentClient(config);
    const { products: table } = await createShopTables(dynamodb, name);
    const bucket = `${name}-catalog`;
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
    const knowledge = await createKnowledgeBase(agent, connection, { name, bucket });
    const writes: string[] = [];
    countWrites(dynamodb, writes);
    countWrites(s3, writes);
    countWrites(agent, writes);
    const dependencies: SyncDependencies = {
        bucket: catalogBucket(s3, bucket),
        products: productTable(dynamodb, table, systemClock),
        states: syncStates(dynamodb, table, systemClock),
        knowledge: { ...knowledge, ingestion: ingestion(agent, knowledge, 30_000, systemClock) },
        clock: systemClock,
        rejectThreshold: 0,
        removalThreshold: 0.2,
        leaseWaitMs: 20_000,
    };
    return {
        dynamodb,
        s3,
        agent,
        table,
        bucket,
        knowledgeBaseId: knowledge.knowledgeBaseId,
        productDataSourceId: knowledge.productDataSourceId,
        dependencies,
        writes,
        async upload(rows, key = SOURCE) {
            const Body = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
            await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
            writes.length = 0;
        },
        sync: ({ allow_removals, isCurrent, ...changes } = {}) =>
            syncCatalog(
                { source: { bucket, key: SOURCE }, trigger: SyncTrigger.Command, allow_removals, isCurrent },
                { ...dependencies, ...changes },
            ),
    };
}

/** A product with what a test doesn't care for filled in. */
export function aProduct(id: string, changes: Partial<Product> = {}): Product {
    return productSchema.parse({
        id,
        name: `Lamp, "small" <${id}>`,
        description: "A lamp for the desk. ".repeat(8),
        category: "homedecor",
        style: "lighting",
        price_minor: 1_999,
        currency: "USD",
        stock: 10,
        aliases: ["light"],
        occasions: ["housewarming"],
        ...changes,
    });
}

export function products(count: number): Product[] {
    return Array.from({ length: count }, (_, index) =>
        aProduct(`p-${String(index).padStart(4, "0")}`, {
            category: `category-${index % 20}`,
            price_minor: 100 + index,
            stock: index % 90,
        }),
    );
}

/** An item of the products table, empty if there is none. */
export async function item({ dynamodb, table }: CatalogWorld, id: string): Promise<Record<string, unknown>> {
    const { Item = {} } = await dynamodb.send(new GetItemCommand({ TableName: table, Key: marshall({ id }) }));
    return unmarshall(Item);
}

/** The content of an object, if there is one. */
export async function object({ s3, bucket }: CatalogWorld, key: string): Promise<string | undefined> {
    try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToString();
    } catch {
        return undefined;
    }
}

/** Takes pieces away, as an order does. */
export async function sell({ dynamodb, table }: CatalogWorld, id: string, quantity: number): Promise<void> {
    await dynamodb.send(
        new UpdateItemCommand({
            TableName: table,
            Key: marshall({ id }),
            UpdateExpression: "SET stock = stock - :quantity",
            ConditionExpression: "stock >= :quantity",
            ExpressionAttributeValues: marshall({ ":quantity": quantity }),
        }),
    );
}

/** Why a sync failed. */
export async function failureOf(work: Promise<unknown>): Promise<SyncError> {
    const error = await work.then(
        () => undefined,
        (reason: unknown) => reason,
    );
    if (error instanceof SyncError) return error;
    throw new Error("it did not fail as a sync does", { cause: error });
}

/** A sync that has looked at what is loaded, and waits for its turn to change it. */
export interface Waiting {
    readonly report: Promise<SyncReport>;
}

/** Begins a sync, and is there once it waits. */
export function beginWaiting({ sync, dependencies: { states } }: CatalogWorld): Promise<Waiting> {
    return new Promise((resolve) => {
        const report = sync({
            states: {
                ...states,
                exclusively: (...args) => {
                    resolve({ report });
                    return states.exclusively(...args);
                },
            },
        });
        // Whoever awaits it sees why it failed; until then nobody does.
        report.catch(() => undefined);
    });
}

interface CountedClient {
    readonly middlewareStack: DynamoDBClient["middlewareStack"];
}

function countWrites(client: CountedClient | S3Client | BedrockAgentClient, writes: string[]): void {
    (client as CountedClient).middlewareStack.add(
        (next, context) => (args) => {
            const command = context.commandName ?? "";
            if (!/^(Get|List|Scan|Query|BatchGet|Head)/.test(command)) writes.push(command.replace(/Command$/, ""));
            return next(args);
        },
        { step: "initialize", name: "countWrites" },
    );
}
