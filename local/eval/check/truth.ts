import { BatchGetItemCommand, type DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod";
import { STANDARD_PRICE_LIST } from "../../../functions/shop/catalog/product";
import type { Where } from "../case";

const MOST_KEYS = 100;

const trueProduct = z.object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    category: z.string(),
    style: z.string().nullish(),
    brand: z.string().nullish(),
    price_minor: z.int(),
    currency: z.string(),
    price_lists: z.record(z.string(), z.int()).default({}),
    stock: z.int(),
    status: z.string(),
    occasions: z.array(z.string()).default([]),
    options: z.record(z.string(), z.string()).default({}),
});
/** A product as its item in the products table has it. */
export type TrueProduct = z.infer<typeof trueProduct>;

/**
 * The catalogue as it stands in the products table, read by the evaluation itself: what the assistant shows is held against
 * it. Nothing here goes through the assistant's own readers.
 */
export class CatalogTruth {
    readonly #products = new Map<string, TrueProduct>();
    readonly #byName = new Map<string, string[]>();

    private constructor(
        private readonly client: DynamoDBClient,
        private readonly table: string,
    ) {}

    /** Reads the whole table. */
    static async read(client: DynamoDBClient, table: string): Promise<CatalogTruth> {
        const truth = new CatalogTruth(client, table);
        let start: Record<string, unknown> | undefined;
        do {
            const { Items = [], LastEvaluatedKey } = await client.send(
                new ScanCommand({
                    TableName: table,
                    ConsistentRead: true,
                    ...(start && { ExclusiveStartKey: marshall(start) }),
                }),
            );
            for (const item of Items) truth.#take(unmarshall(item));
            start = LastEvaluatedKey && unmarshall(LastEvaluatedKey);
        } while (start !== undefined);
        return truth;
    }

    /** A catalogue that isn't in a table, for tests. */
    static of(products: readonly unknown[], client: DynamoDBClient, table: string): CatalogTruth {
        const truth = new CatalogTruth(client, table);
        for (const product of products) truth.#take(product);
        return truth;
    }

    /** Reads some products anew: their stock changes with every order. */
    async refresh(ids: Iterable<string>): Promise<void> {
        const known = [...new Set(ids)].filter((id) => this.#products.has(id));
        for (let at = 0; at < known.length; at += MOST_KEYS) {
            const Keys = known.slice(at, at + MOST_KEYS).map((id) => marshall({ id }));
            const { Responses } = await this.client.send(
                new BatchGetItemCommand({ RequestItems: { [this.table]: { Keys, ConsistentRead: true } } }),
            );
            for (const item of Responses?.[this.table] ?? []) this.#take(unmarshall(item));
        }
    }

    get(id: string): TrueProduct | undefined {
        return this.#products.get(id);
    }

    /** @throws Error for an id that a case got wrong. */
    known(id: string): TrueProduct {
        const product = this.get(id);
        if (product === undefined) throw new Error(`A case names the product "${id}", which isn't in the catalogue.`);
        return product;
    }

    get names(): Iterable<string> {
        return this.#byName.keys();
    }

    named(name: string): readonly TrueProduct[] {
        return (this.#byName.get(name) ?? []).flatMap((id) => this.#products.get(id) ?? []);
    }

    all(): readonly TrueProduct[] {
        return [...this.#products.values()];
    }

    /** What isn't a product is the sync's own mark in the table. */
    #take(item: unknown): void {
        const parsed = trueProduct.safeParse(item);
        if (!parsed.success) return;
        const product = parsed.data;
        if (!this.#products.has(product.id))
            this.#byName.set(product.name, [...(this.#byName.get(product.name) ?? []), product.id]);
        this.#products.set(product.id, product);
    }
}

/** What a shopper on a price list pays for one piece, in minor units. */
export function priceOf({ price_minor, price_lists }: TrueProduct, priceList: string): number {
    return priceList === STANDARD_PRICE_LIST
        ? price_minor
        : (new Map(Object.entries(price_lists)).get(priceList) ?? price_minor);
}

/** Whether what a case asks for holds for a product that can be bought. */
export function fits(product: TrueProduct, where: Where, priceList: string): boolean {
    const price = priceOf(product, priceList);
    return (
        product.status === "active" &&
        (where.ids?.includes(product.id) ?? true) &&
        (where.category ?? product.category) === product.category &&
        (where.style ?? product.style) === product.style &&
        (where.brand ?? product.brand) === product.brand &&
        (where.occasion === undefined || product.occasions.includes(where.occasion)) &&
        (where.name === undefined || new RegExp(where.name, "iu").test(product.name)) &&
        Object.entries(where.options ?? {}).every(([option, value]) => product.options[option] === value) &&
        price >= (where.price_from ?? 0) &&
        price <= (where.price_to ?? Number.MAX_SAFE_INTEGER) &&
        (where.in_stock === undefined || where.in_stock === product.stock > 0)
    );
}
