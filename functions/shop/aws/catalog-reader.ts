import {
    type AttributeValue,
    BatchGetItemCommand,
    type DynamoDBClient,
    QueryCommand,
    ScanCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { Product } from "../catalog/product";
import { comparison } from "../tools/matches";
import type { CatalogReader, ProductList, ProductSort } from "../tools/ports";
import { catalogScan, categoryQuery, isInIndexOrder } from "./catalog-query";
import { type Place, pageToken, placeIn } from "./page-token";
import { productOf } from "./product-item";

type ListQuery = Parameters<CatalogReader["list"]>[0];
type Item = Record<string, AttributeValue>;

/** What BatchGetItem takes at a time. */
const mostKeys = 100;
const mostAttempts = 6;
const firstWaitMs = 25;

/** Reads products from the products table. */
export function catalogReader(client: DynamoDBClient, table: string): CatalogReader {
    return {
        get: (ids) => getProducts(client, table, ids),
        list: async (query) => {
            if (isEmptyRange(query.filters)) return { products: [] };
            const read = (after?: Place) => pages(client, table, query, after);
            const { filters, sort } = query;
            return sort === undefined || isInIndexOrder(filters, sort)
                ? pageOf(query, read)
                : sortedPage(query, sort, read());
        },
    };
}

/** Between a price and a lower one lies nothing; the table takes such bounds for a mistake and refuses the request. */
function isEmptyRange({ min_price_minor, max_price_minor }: ListQuery["filters"]): boolean {
    return min_price_minor !== undefined && max_price_minor !== undefined && min_price_minor > max_price_minor;
}

async function getProducts(client: DynamoDBClient, table: string, ids: readonly string[]): Promise<Product[]> {
    const unique = [...new Set(ids)];
    const batches: string[][] = [];
    for (let start = 0; start < unique.length; start += mostKeys) {
        batches.push(unique.slice(start, start + mostKeys));
    }
    const items = await Promise.all(batches.map((batch) => getBatch(client, table, batch)));
    const products = new Map(items.flat().flatMap(productsIn));
    return unique.flatMap((id) => products.get(id) ?? []);
}

function productsIn(item: Item): [string, Product][] {
    const product = productOf(item);
    return product === undefined ? [] : [[product.id, product]];
}

async function getBatch(client: DynamoDBClient, table: string, ids: readonly string[]): Promise<Item[]> {
    const items: Item[] = [];
    let keys: Item[] = ids.map((id) => marshall({ id }));
    for (let attempt = 1; keys.length > 0; attempt += 1) {
        if (attempt > mostAttempts) throw new Error(`${keys.length} products stayed unread after several attempts.`);
        if (attempt > 1) await jitteredWait(firstWaitMs * 2 ** attempt);
        const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys, ConsistentRead: true } } }),
        );
        items.push(...(Responses?.[table] ?? []));
        keys = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return items;
}

function jitteredWait(mostMs: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, Math.random() * mostMs));
}

/** All products of a list after a place, page by page of the store. */
async function* pages(
    client: DynamoDBClient,
    table: string,
    { filters, sort }: ListQuery,
    after: Place | undefined,
): AsyncGenerator<Product[]> {
    const { category } = filters;
    const input =
        category === undefined
            ? catalogScan(table, filters, after)
            : categoryQuery(table, category, filters, sort, after);
    let from = input.ExclusiveStartKey;
    do {
        const place = from === undefined ? {} : { ExclusiveStartKey: from };
        const { Items = [], LastEvaluatedKey } = await ("KeyConditionExpression" in input
            ? client.send(new QueryCommand({ ...input, ...place }))
            : client.send(new ScanCommand({ ...input, ...place })));
        yield Items.flatMap((item) => productOf(item) ?? []);
        from = LastEvaluatedKey;
    } while (from !== undefined);
}

/** Reads until the page is full and one more product shows that another page follows. */
async function pageOf(query: ListQuery, read: (after?: Place) => AsyncGenerator<Product[]>): Promise<ProductList> {
    const products: Product[] = [];
    const after = query.next === undefined ? undefined : placeIn(query, query.next);
    for await (const some of read(after)) {
        products.push(...some);
        if (products.length > query.limit) break;
    }
    return cut(query, products);
}

/** Reads the whole list and sorts it: what no index has in order. */
async function sortedPage(query: ListQuery, sort: ProductSort, all: AsyncGenerator<Product[]>): Promise<ProductList> {
    const after = query.next === undefined ? undefined : placeIn(query, query.next);
    const inOrder = comparison(sort, ({ price_minor }: Place) => price_minor);
    const products: Product[] = [];
    for await (const some of all) {
        products.push(...some.filter((product) => after === undefined || inOrder(product, after) > 0));
    }
    return cut(query, products.sort(inOrder));
}

function cut(query: ListQuery, products: readonly Product[]): ProductList {
    const page = products.slice(0, query.limit);
    const last = page.at(-1);
    return products.length > query.limit && last !== undefined
        ? { products: page, next: pageToken(query, last) }
        : { products: page };
}
