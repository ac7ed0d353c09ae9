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
import { createKnowledgeBase } from "../../shop/knowledge-base";
import { SHOP_POLICY } from "../../shop/policy";
import { createShopTables } from "../../shop/tables";
import { uploadPolicies } from "../../shop/upload-policies";
import type { EvalPlace } from "./place";

const BUCKET = "eval-catalog";
const SOURCE = "catalog/products.jsonl";
const INGESTION_WAIT_MS = 120_000;

export type EvalShop = Pick<EvalPlace, "tables" | "knowledgeBaseId" | "policyDataSourceId" | "policy" | "shopName">;

/** The sample shop in an empty emulator: tables, knowledge base, policies, and the generated catalogue through the real sync. */
export async function makeShop(connection: AwsConnection, products?: number): Promise<EvalShop> {
    const tables = await createShopTables(dynamodb(connection), "eval");
    await s3(connection).send(new CreateBucketCommand({ Bucket: BUCKET }));
    const knowledge = await createKnowledgeBase(bedrockAgent(connection), connection, { name: "eval", bucket: BUCKET });
    await uploadPolicies(s3(connection), BUCKET);
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
    const { knowledgeBaseId, policyDataSourceId } = knowledge;
    return { tables, knowledgeBaseId, policyDataSourceId, policy: SHOP_POLICY, shopName: "Lakefront Outfitters" };
}

async function upload(connection: AwsConnection, products?: number): Promise<void> {
    const lines = catalogue(products === undefined ? {} : { products }).map((product) => JSON.stringify(product));
    await s3(connection).send(new PutObjectCommand({ Bucket: BUCKET, Key: SOURCE, Body: lines.join("\n") }));
}
