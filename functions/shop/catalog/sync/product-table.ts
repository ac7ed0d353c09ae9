import {
    type AttributeValue,
    BatchWriteItemCommand,
    ConditionalCheckFailedException,
    type DynamoDBClient,
    paginateScan,
    UpdateItemCommand,
    type WriteRequest,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Clock } from "../../../shared/deployment";
import { type LoadedProduct, type ProductChange, REMOVED, stockAfter, type WantedProduct } from "../plan";
import { ProductStatus } from "../product";
import { eachBounded, inParts } from "./bounded";
import { jittered } from "./jitter";

/** The most that one request takes: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const BATCH_ITEMS = 25;
const BATCHES_AT_ONCE = 8;
const UPDATES_AT_ONCE = 24;
const SCAN_SEGMENTS = 4;
const BATCH_ATTEMPTS = 8;
const FIRST_DELAY_MS = 50;
/** More often than orders for one product come between reading it and changing it. */
const STOCK_ATTEMPTS = 10;

/** The products as the sync sees them. */
export interface ProductTable {
    load(): Promise<ReadonlyMap<string, LoadedProduct>>;
    add(additions: readonly WantedProduct[], signal: AbortSignal): Promise<void>;
    change(changes: readonly ProductChange[], signal: AbortSignal): Promise<void>;
    /** Takes products from sale; old orders go on showing them. */
    discontinue(ids: readonly string[], signal: AbortSignal): Promise<void>;
}

export function productTable(client: DynamoDBClient, tableName: string, clock: Clock): ProductTable {
    return {
        async load() {
            const loaded = new Map<string, LoadedProduct>();
            await Promise.all(
                Array.from({ length: SCAN_SEGMENTS }, async (_, Segment) => {
                    const pages = paginateScan(
                        { client },
                        {
                            TableName: tableName,
                            Segment,
                            TotalSegments: SCAN_SEGMENTS,
                            ConsistentRead: true,
                            ProjectionExpression: "id, content_hash, document_hash, catalog_stock, stock",
                            FilterExpression: "attribute_exists(content_hash)",
                        },
                    );
                    for await (const { Items = [] } of pages)
                        for (const item of Items) {
                            const product = loadedProduct(item);
                            loaded.set(product.id, product);
                        }
                }),
            );
            return loaded;
        },
        add: (additions, signal) =>
            eachBounded(BATCHES_AT_ONCE, inParts(BATCH_ITEMS, additions), signal, (part) =>
                putAll(client, tableName, part.map(itemOf), clock),
            ),
        change: (changes, signal) =>
            eachBounded(UPDATES_AT_ONCE, changes, signal, (change) => changeOne(client, tableName, change)),
        discontinue: (ids, signal) =>
            eachBounded(UPDATES_AT_ONCE, ids, signal, async (id) => {
                await client.send(
                    new UpdateItemCommand({
                        TableName: tableName,
                        Key: marshall({ id }),
                        UpdateExpression: "SET #status = :status, content_hash = :removed REMOVE document_hash",
                        ConditionExpression: "attribute_exists(id)",
                        ExpressionAttributeNames: { "#status": "status" },
                        ExpressionAttributeValues: marshall({
                            ":status": ProductStatus.Discontinued,
                            ":removed": REMOVED,
                        }),
                    }),
                );
            }),
    };
}

function loadedProduct(item: Record<string, AttributeValue>): LoadedProduct {
    const { id, content_hash, document_hash, catalog_stock, stock } = unmarshall(item);
    return {
        id: String(id),
        content_hash: String(content_hash),
        document_hash: typeof document_hash === "string" ? document_hash : null,
        catalog_stock: Number(catalog_stock),
        stock: Number(stock),
    };
}

function itemOf({ product, content_hash, document_hash }: WantedProduct): WriteRequest {
    const item = { ...product, content_hash, document_hash, catalog_stock: product.stock };
    return { PutRequest: { Item: marshall(item) } };
}

async function putAll(
    client: DynamoDBClient,
    tableName: string,
    requests: readonly WriteRequest[],
    clock: Clock,
): Promise<void> {
    let pending = requests;
    for (let attempt = 0; attempt < BATCH_ATTEMPTS; attempt += 1) {
        if (attempt > 0) await clock.sleep(jittered(FIRST_DELAY_MS * 2 ** attempt));
        const { UnprocessedItems } = await client.send(
            new BatchWriteItemCommand({ RequestItems: { [tableName]: [...pending] } }),
        );
        pending = UnprocessedItems?.[tableName] ?? [];
        if (pending.length === 0) return;
    }
    throw new Error(
        `The table ${tableName} left ${pending.length} products unwritten after ${BATCH_ATTEMPTS} attempts.`,
    );
}

/**
 * Changes a product, and its stock by what the file delivers. The condition on the last file's stock makes a repeated request,
 * and a second sync, find that it was done already.
 */
async function changeOne(client: DynamoDBClient, tableName: string, change: ProductChange): Promise<void> {
    let sells: "difference" | "last" = "difference";
    for (let attempt = 0; attempt < STOCK_ATTEMPTS; attempt += 1) {
        try {
            await client.send(new UpdateItemCommand({ TableName: tableName, ...updateOf(change, sells) }));
            return;
        } catch (error) {
            if (!(error instanceof ConditionalCheckFailedException)) throw error;
            if (error.Item === undefined)
                throw new Error(`The product ${change.product.id} was deleted during the sync.`);
            const found = loadedProduct(error.Item);
            if (isDone(found, change)) return;
            if (found.catalog_stock !== change.from_stock)
                throw new Error(
                    `The stock of the product ${change.product.id} was changed by something else than the shop.`,
                );
            const after = found.stock + change.product.stock - change.from_stock;
            sells = after === stockAfter(found.stock, change.from_stock, change.product.stock) ? "difference" : "last";
        }
    }
    throw new Error(`The product ${change.product.id} was ordered too often for its stock to be changed.`);
}

function isDone(found: LoadedProduct, { product, content_hash, document_hash }: ProductChange): boolean {
    return (
        found.catalog_stock === product.stock &&
        found.content_hash === content_hash &&
        found.document_hash === document_hash
    );
}

/** The update; with `last`, more is taken back than there is, and the stock becomes 0. */
function updateOf(change: ProductChange, sells: "difference" | "last") {
    const { product, content_hash, document_hash, from_stock, is_content_changed } = change;
    const { id, stock, ...content } = product;
    const difference = stock - from_stock;
    const set: Record<string, unknown> = {
        ...(is_content_changed && content),
        content_hash,
        document_hash,
        catalog_stock: stock,
    };
    const fields = Object.keys(set);
    const isLast = sells === "last";
    return {
        Key: marshall({ id }),
        UpdateExpression: [
            `SET ${fields.map((_, index) => `#f${index} = :f${index}`).join(", ")}`,
            isLast ? ", #stock = :zero" : ", #stock = #stock + :difference",
        ].join(""),
        ConditionExpression: `#catalog_stock = :from AND #stock ${isLast ? "<" : ">="} :least`,
        ExpressionAttributeNames: {
            ...Object.fromEntries(fields.map((field, index) => [`#f${index}`, field])),
            "#stock": "stock",
            "#catalog_stock": "catalog_stock",
        },
        ExpressionAttributeValues: marshall({
            ...Object.fromEntries(fields.map((field, index) => [`:f${index}`, set[field]])),
            ":from": from_stock,
            ":least": Math.max(0, -difference),
            ...(isLast ? { ":zero": 0 } : { ":difference": difference }),
        }),
        ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    };
}
