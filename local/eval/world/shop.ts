import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CreateDataSourceCommand, CreateKnowledgeBaseCommand } from "@aws-sdk/client-bedrock-agent";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { systemClock } from "../../../functions/shared/deployment";
import {
    catalogBucket,
    ingestion,
    productTable,
    SyncTrigger,
    syncCatalog,
    syncStates,
} from "../../../functions/shop/catalog/sync";
import { type AwsConnection, bedrockAgent, dynamodb, s3 } from "../../clients";
import { catalogue } from "../../shop/catalogue";
import { SHOP_POLICY } from "../../shop/policy";
import type { EvalPlace } from "./place";
import { createTables } from "./tables";

export const POLICIES = resolve(__dirname, "../../../samples/policies");

const BUCKET = "eval-catalog";
const SOURCE = "catalog/products.jsonl";
const INGESTION_WAIT_MS = 120_000;

export type EvalShop = Pick<EvalPlace, "tables" | "knowledgeBaseId" | "policyDataSourceId" | "policy" | "shopName">;

/** The sample shop in an empty emulator: tables, knowledge base, policies, and the generated catalogue through the real sync. */
export async function makeShop(connection: AwsConnection, products?: number): Promise<EvalShop> {
    const tables = await createTables(dynamodb(connection), "eval");
    await s3(connection).send(new CreateBucketCommand({ Bucket: BUCKET }));
    const { knowledgeBase } = await bedrockAgent(connection).send(
        new CreateKnowledgeBaseCommand({
            name: "eval",
            roleArn: `arn:aws:iam::${connection.accountId}:role/knowledge`,
            knowledgeBaseConfiguration: {
                type: "VECTOR",
                vectorKnowledgeBaseConfiguration: {
                    embeddingModelArn: `arn:aws:bedrock:${connection.region}::foundation-model/amazon.titan-embed-text-v2:0`,
                },
            },
        }),
    );
    const knowledgeBaseId = given(knowledgeBase?.knowledgeBaseId);
    const knowledge = {
        knowledgeBaseId,
        productDataSourceId: await dataSource(connection, knowledgeBaseId, "documents/products/"),
        policyDataSourceId: await dataSource(connection, knowledgeBaseId, "policies/"),
    };
    await upload(connection, products);
    await syncCatalog(
        { source: { bucket: BUCKET, key: SOURCE }, trigger: SyncTrigger.Command },
        {
            bucket: catalogBucket(s3(connection), BUCKET),
            products: productTable(dynamodb(connection), tables.products, systemClock),
            states: syncStates(dynamodb(connection), tables.products, systemClock),
            knowledge: {
                ...knowledge,
                ingestion: ingestion(bedrockAgent(connection), knowledge, INGESTION_WAIT_MS, systemClock),
            },
            clock: systemClock,
            rejectThreshold: 0,
            removalThreshold: 0,
            leaseWaitMs: INGESTION_WAIT_MS,
        },
    );
    const { policyDataSourceId } = knowledge;
    return { tables, knowledgeBaseId, policyDataSourceId, policy: SHOP_POLICY, shopName: "Lakefront Outfitters" };
}

async function dataSource(connection: AwsConnection, knowledgeBaseId: string, prefix: string): Promise<string> {
    const { dataSource: made } = await bedrockAgent(connection).send(
        new CreateDataSourceCommand({
            knowledgeBaseId,
            name: prefix.replaceAll("/", "-"),
            dataSourceConfiguration: {
                type: "S3",
                s3Configuration: { bucketArn: `arn:aws:s3:::${BUCKET}`, inclusionPrefixes: [prefix] },
            },
        }),
    );
    return given(made?.dataSourceId);
}

async function upload(connection: AwsConnection, products?: number): Promise<void> {
    const lines = catalogue(products === undefined ? {} : { products }).map((product) => JSON.stringify(product));
    const policies = readdirSync(POLICIES)
        .filter((file) => file.endsWith(".md"))
        .map((file) => ({ Key: `policies/${file}`, Body: readFileSync(join(POLICIES, file)) }));
    const objects = [...policies, { Key: SOURCE, Body: lines.join("\n") }];
    await Promise.all(
        objects.map((object) => s3(connection).send(new PutObjectCommand({ Bucket: BUCKET, ...object }))),
    );
}

function given(id: string | undefined): string {
    if (id === undefined) throw new Error("The emulator made something without an id.");
    return id;
}
