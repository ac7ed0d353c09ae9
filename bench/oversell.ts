import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, GetItemCommand, PutItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { catalogReader } from "../functions/shop/aws/catalog-reader";
import type { Product } from "../functions/shop/catalog/product";
import type { Shopper } from "../functions/shop/identity/shopper";
import { DynamoShop } from "../functions/shop/orders";
import { type ShopPolicy, ShopRefusal } from "../functions/shop/orders/types";
import { startEmulator } from "../local/emulator";
import { createShopTables, type ShopTables } from "../local/shop/tables";
import { dynamodbOf } from "../test/local/shop/dynamodb";
import { machine, summary } from "./support";

/**
 * 200 buyers of the last 50 pieces of a product, all at once, against the emulator's DynamoDB. Each sends its order twice
 * with the same key, as a client does that doesn't wait for its answer.
 *
 *     node -r ./bin/register.cjs bench/oversell.ts [rounds, default 3]
 *
 * Ends with status 1 if a piece too many or too few is sold, a buyer gets two orders, or two answers to one buyer differ.
 */
const buyerCount = 200;
const pieces = 50;

const policy: ShopPolicy = {
    currency: "USD",
    shipping: { standard: { price_minor: 599, delivery: "5 to 7 business days" } },
    tax_basis_points: { default: 825 },
    ships_to: ["US"],
    return_days: 30,
    final_sale: [],
    max_quantity: 10,
    cart_ttl_s: 3_600,
    quote_ttl_s: 900,
};

interface Round {
    /** Milliseconds from the first request to the last answer. */
    readonly wall: number;
    /** Milliseconds of each buyer, from its first request to its last answer. */
    readonly buyers: readonly number[];
    readonly sold: number;
    readonly refused: number;
    readonly left: number;
    readonly ordersStored: number;
    readonly answersDiffer: number;
}

async function main(): Promise<void> {
    const rounds = Number(process.argv[2] ?? 3);
    const directory = await mkdtemp(join(tmpdir(), "lakefront-oversell-"));
    const emulator = await startEmulator({ directory });
    try {
        const client = dynamodbOf(emulator.connection);
        console.log(`${machine()}; ${buyerCount} buyers, ${pieces} pieces, each order sent twice`);
        console.log("sold | refused | left | orders stored | answers that differ | seconds | orders asked for/s");
        const results: Round[] = [];
        for (let number = 1; number <= rounds; number += 1) {
            const round = await play(client, await createShopTables(client, `round-${number}`));
            results.push(round);
            const { sold, refused, left, ordersStored, answersDiffer, wall } = round;
            const rate = Math.round((2 * buyerCount * 1_000) / wall);
            console.log(
                [sold, refused, left, ordersStored, answersDiffer, (wall / 1_000).toFixed(2), rate].join(" | "),
            );
        }
        const { median, least, most } = summary(
            "",
            results.flatMap(({ buyers }) => buyers),
        );
        const seconds = [median, least, most].map((time) => (time / 1_000).toFixed(2)).join(", ");
        console.log(`seconds until a buyer has both answers: median, least, most: ${seconds}`);
        process.exitCode = results.every(isRight) ? 0 : 1;
    } finally {
        await emulator.stop();
        await rm(directory, { recursive: true, force: true });
    }
}

function isRight({ sold, refused, left, ordersStored, answersDiffer }: Round): boolean {
    return (
        sold === pieces &&
        refused === buyerCount - pieces &&
        left === 0 &&
        ordersStored === pieces &&
        answersDiffer === 0
    );
}

async function play(client: DynamoDBClient, tables: ShopTables): Promise<Round> {
    const product = lastPieces();
    await client.send(new PutItemCommand({ TableName: tables.products, Item: marshall(product) }));
    const shop = new DynamoShop({ client, tables, policy, catalog: catalogReader(client, tables.products) });
    const buyers = await Promise.all(Array.from({ length: buyerCount }, (_, number) => ready(shop, number)));
    const began = performance.now();
    const answers = await Promise.all(
        buyers.map(async (order) => {
            const start = performance.now();
            const both = await Promise.all([order(), order()]);
            return { both, took: performance.now() - start };
        }),
    );
    const wall = performance.now() - began;
    const orders = new Set(answers.flatMap(({ both }) => both.filter((answer) => answer.startsWith("ord_"))));
    return {
        wall,
        buyers: answers.map(({ took }) => took),
        sold: orders.size,
        refused: answers.filter(({ both: [first] }) => first === "out_of_stock").length,
        left: await stockOf(client, tables.products, product.id),
        ordersStored: await orderCount(client, tables.orders),
        answersDiffer: answers.filter(({ both: [first, second] }) => first !== second).length,
    };
}

/** A buyer with a quote in hand; what it gives back orders, and answers with the order's id or the code of the refusal. */
async function ready(shop: DynamoShop, number: number): Promise<() => Promise<string>> {
    const buyer = shopper(number);
    await shop.addToCart(buyer, "last", 1);
    const { quote_id, cart_hash } = await shop.quote(buyer, {});
    const confirmation = { quote_id, cart_hash, idempotency_key: `order-of-${number}`, conversation_id: null };
    return async () => {
        try {
            return (await shop.placeOrder(buyer, confirmation)).order_id;
        } catch (error) {
            if (error instanceof ShopRefusal) return error.code;
            throw error;
        }
    };
}

function shopper(number: number): Shopper {
    const home = {
        first_name: "Ana",
        last_name: "Silva",
        address1: "1 Main Street",
        address2: null,
        city: "Seattle",
        state: "WA",
        postal_code: "98101",
        country: "US",
    };
    const id = `buyer-${number}`;
    return { id, email: `${id}@example.com`, given_name: "Ana", price_list: "standard", addresses: { home } };
}

function lastPieces(): Product {
    return {
        id: "last",
        name: "The last ones",
        description: "",
        category: "offers",
        style: null,
        brand: null,
        price_minor: 1_999,
        currency: policy.currency,
        price_lists: {},
        stock: pieces,
        status: "active",
        aliases: [],
        occasions: [],
        options: {},
        variant_group: null,
        related: [],
        image: null,
    };
}

async function stockOf(client: DynamoDBClient, table: string, id: string): Promise<number> {
    const { Item } = await client.send(
        new GetItemCommand({ TableName: table, Key: marshall({ id }), ConsistentRead: true }),
    );
    return Item === undefined ? Number.NaN : unmarshall(Item).stock;
}

async function orderCount(client: DynamoDBClient, table: string): Promise<number> {
    let count = 0;
    let from: ScanCommand["input"]["ExclusiveStartKey"];
    do {
        const { Count = 0, LastEvaluatedKey } = await client.send(
            new ScanCommand({
                TableName: table,
                FilterExpression: "kind = :kind",
                ExpressionAttributeValues: marshall({ ":kind": "order" }),
                ...(from !== undefined && { ExclusiveStartKey: from }),
            }),
        );
        count += Count;
        from = LastEvaluatedKey;
    } while (from !== undefined);
    return count;
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
