import { randomUUID } from "node:crypto";
import {
    type AttributeValue,
    ConditionalCheckFailedException,
    type DynamoDBClient,
    GetItemCommand,
    PutItemCommand,
    QueryCommand,
    TransactionCanceledException,
    TransactionConflictException,
    type TransactWriteItem,
    TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { CatalogReader } from "../tools/ports";
import type { Key } from "./items";
import type { Clock } from "./retry";
import type { ShopPolicy } from "./types";

/** What carts, quotes and orders work with. */
export interface ShopStore {
    readonly client: DynamoDBClient;
    readonly tables: { readonly orders: string; readonly products: string };
    readonly catalog: Pick<CatalogReader, "get">;
    readonly policy: ShopPolicy;
    readonly clock: Clock;
}

/** Values of an expression, by placeholder. */
export type Values = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Values, or an item, in DynamoDB's own form. */
export function stored(value: object): Record<string, AttributeValue> {
    return marshall(value, { removeUndefinedValues: true });
}

/** Reads an item as it is after every write that was answered. */
export async function read<Item extends Key>(store: ShopStore, key: Key): Promise<Item | undefined> {
    const { Item } = await store.client.send(
        new GetItemCommand({ TableName: store.tables.orders, Key: stored(key), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : (unmarshall(Item) as Item);
}

/**
 * Writes an item if the condition holds and no transaction is changing it; tells whether it did.
 *
 * The client repeats a write whose answer it lost, and then the first one keeps the condition from holding. So each item
 * says which write it comes from.
 */
export async function put(store: ShopStore, item: Key, condition: string, values?: Values): Promise<boolean> {
    const writeId = randomUUID();
    try {
        await store.client.send(
            new PutItemCommand({
                TableName: store.tables.orders,
                Item: stored({ ...item, write_id: writeId }),
                ConditionExpression: condition,
                ...(values !== undefined && { ExpressionAttributeValues: stored(values) }),
                ReturnValuesOnConditionCheckFailure: "ALL_OLD",
            }),
        );
        return true;
    } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
            return error.Item?.write_id?.S === writeId;
        }
        if (error instanceof TransactionConflictException) {
            return false;
        }
        throw error;
    }
}

/** The newest items of a shopper in an index. */
export async function newest<Item extends Key>(
    store: ShopStore,
    index: string,
    shopperId: string,
    limit: number,
): Promise<Item[]> {
    const { Items = [] } = await store.client.send(
        new QueryCommand({
            TableName: store.tables.orders,
            IndexName: index,
            KeyConditionExpression: "shopper_id = :shopper",
            ExpressionAttributeValues: stored({ ":shopper": shopperId }),
            ScanIndexForward: false,
            Limit: limit,
        }),
    );
    return Items.map((item) => unmarshall(item) as Item);
}

/** Why one action of a transaction kept it from happening: the item as it was found, where there was one. */
export interface Failure {
    readonly found: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a transaction came to: done; or the actions whose condition didn't hold, by their place; or, if there are none of
 * these, a collision with another transaction or too many requests, and worth another attempt.
 */
export type Outcome =
    | { readonly done: true }
    | { readonly done: false; readonly failures: ReadonlyMap<number, Failure> };

/** Carries all actions out or none. */
export async function transact(store: ShopStore, actions: readonly TransactWriteItem[]): Promise<Outcome> {
    try {
        await store.client.send(new TransactWriteItemsCommand({ TransactItems: [...actions] }));
        return { done: true };
    } catch (error) {
        if (!(error instanceof TransactionCanceledException)) {
            throw error;
        }
        const failures = new Map<number, Failure>();
        for (const [place, { Code, Item }] of (error.CancellationReasons ?? []).entries()) {
            if (Code === "ConditionalCheckFailed") {
                failures.set(place, { found: Item === undefined ? undefined : unmarshall(Item) });
            } else if (Code !== undefined && !HARMLESS.has(Code)) {
                throw error;
            }
        }
        return { done: false, failures };
    }
}

/** Codes of a cancelled transaction that another attempt can mend. */
const HARMLESS: ReadonlySet<string> = new Set([
    "None",
    "TransactionConflict",
    "ProvisionedThroughputExceeded",
    "ThrottlingError",
]);

/** Whole seconds since 1970, the unit of everything that expires. */
export function seconds({ clock }: Pick<ShopStore, "clock">): number {
    return Math.floor(clock.now() / 1000);
}
