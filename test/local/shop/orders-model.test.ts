import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import * as fc from "fast-check";
import { catalogReader } from "../../../functions/shop/aws/catalog-reader";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import { type Clock, DynamoShop, recordDelivery, type ShopStore } from "../../../functions/shop/orders";
import { DeliveryStatus, OrderStatus, type ShopPolicy, ShopRefusal } from "../../../functions/shop/orders/types";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { createShopTables, type ShopTables } from "../../../local/shop/tables";
import { product, shopper, policy as usual } from "../../functions/shop/orders/support";
import { dynamodbOf } from "./dynamodb";
import { type Ending, ModelShop } from "./orders-model";

const policy: ShopPolicy = { ...usual, max_quantity: 4 };
const startingStock = 5;
const day = 86_400;

/** The shop over the emulator, with the ids that it gave out in the order of the model's own. */
interface RealShop {
    readonly shop: DynamoShop;
    readonly store: ShopStore;
    readonly shoppers: readonly Shopper[];
    readonly products: readonly string[];
    readonly quotes: { readonly quote_id: string; readonly cart_hash: string; readonly total: number }[];
    readonly orders: string[];
}

type Step = fc.AsyncCommand<ModelShop, RealShop>;

function step(name: string, run: (model: ModelShop, real: RealShop) => Promise<void>): Step {
    return { check: () => true, run, toString: () => name };
}

async function ended(work: Promise<unknown>): Promise<Ending> {
    try {
        await work;
        return "done";
    } catch (error) {
        if (error instanceof ShopRefusal) return error.code;
        throw error;
    }
}

const which = fc.nat(1);
/** Counted from the newest. */
const back = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) });
const mostly = fc.oneof({ weight: 9, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const quantity = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.nat(5) });
const noQuote = { quote_id: "quo_none", cart_hash: "0".repeat(64), total: 0 };

function at<T>(all: readonly T[], index: number): T {
    const one = all[index];
    if (one === undefined) throw new Error(`There is no ${index}.`);
    return one;
}

/** The owner of a quote or an order, or the other of the two. */
function someone({ shoppers }: RealShop, owner: string | undefined, isTheirs: boolean): Shopper {
    return at(
        shoppers.filter(({ id }) => (id === owner) === isTheirs || owner === undefined),
        0,
    );
}

const add = fc.tuple(which, which, quantity).map(([who, id, pieces]) =>
    step(`add(${who}, ${id}, ${pieces})`, async (model, { shop, shoppers, products }) => {
        const [by, of] = [at(shoppers, who), at(products, id)];
        expect(await ended(shop.addToCart(by, of, pieces))).to.equal(model.add(by, of, pieces));
    }),
);
const change = fc.tuple(which, which, quantity).map(([who, id, pieces]) =>
    step(`change(${who}, ${id}, ${pieces})`, async (model, { shop, shoppers, products }) => {
        const [by, of] = [at(shoppers, who), at(products, id)];
        expect(await ended(shop.changeInCart(by, of, pieces))).to.equal(model.change(by, of, pieces));
    }),
);
const remove = fc.tuple(which, which).map(([who, id]) =>
    step(`remove(${who}, ${id})`, async (model, { shop, shoppers, products }) => {
        const [by, of] = [at(shoppers, who), at(products, id)];
        expect(await ended(shop.removeFromCart(by, of))).to.equal(model.remove(by, of));
    }),
);
const quote = which.map((who) =>
    step(`quote(${who})`, async (model, { shop, shoppers, quotes }) => {
        const by = at(shoppers, who);
        const quoting = shop.quote(by, {});
        expect(await ended(quoting)).to.equal(model.quote(by));
        if (quotes.length === model.quotes.length) return;
        const { quote_id, cart_hash, total } = await quoting;
        quotes.push({ quote_id, cart_hash, total: total.amount_minor });
    }),
);
/** Twice at once, as a client does whose first answer is late. */
const place = fc.tuple(mostly, back, fc.nat(7)).map(([isTheirs, nth, key]) =>
    step(`place(${isTheirs}, ${nth}, key ${key})`, async (model, real) => {
        const { shop, quotes, orders } = real;
        const index = quotes.length - 1 - nth;
        const by = someone(real, model.quotes[index]?.owner, isTheirs);
        const { total, ...confirmed } = quotes[index] ?? noQuote;
        const confirmation = { ...confirmed, idempotency_key: `key-${key}`, conversation_id: null };
        const answers = [shop.placeOrder(by, confirmation), shop.placeOrder(by, confirmation)];
        const endings = await Promise.all(answers.map(ended));
        const expected = model.place(by, index, `key-${key}`);
        expect(endings).to.deep.equal([expected, expected]);
        if (expected !== "done") return;
        const [first, second] = await Promise.all(answers);
        expect(first?.order_id).to.equal(second?.order_id);
        expect(first?.total.amount_minor).to.equal(total);
        const known = model.keys.get(`${by.id} key-${key}`)?.order ?? -1;
        orders[known] ??= first?.order_id ?? "";
        expect(first?.order_id).to.equal(orders[known]);
    }),
);
const cancel = fc.tuple(mostly, back).map(([isTheirs, nth]) =>
    step(`cancel(${isTheirs}, ${nth})`, async (model, real) => {
        const index = real.orders.length - 1 - nth;
        const by = someone(real, model.orders[index]?.owner, isTheirs);
        expect(await ended(real.shop.cancel(by, real.orders[index] ?? "ord_none"))).to.equal(model.cancel(by, index));
    }),
);
const sendBack = fc.tuple(mostly, back).map(([isTheirs, nth]) =>
    step(`sendBack(${isTheirs}, ${nth})`, async (model, real) => {
        const index = real.orders.length - 1 - nth;
        const by = someone(real, model.orders[index]?.owner, isTheirs);
        const asked = real.shop.requestReturn(by, real.orders[index] ?? "ord_none");
        expect(await ended(asked)).to.equal(model.requestReturn(by, index));
    }),
);
/** What mostly becomes of a parcel. */
const next: Partial<Record<OrderStatus, DeliveryStatus>> = {
    [OrderStatus.Placed]: DeliveryStatus.Shipped,
    [OrderStatus.Shipped]: DeliveryStatus.Delivered,
    [OrderStatus.ReturnRequested]: DeliveryStatus.Returned,
};
const deliver = fc.tuple(back, mostly, fc.constantFrom(...Object.values(DeliveryStatus))).map(([nth, isNext, any]) =>
    step(`deliver(${nth}, ${isNext}, ${any})`, async (model, { store, orders }) => {
        const index = orders.length - 1 - nth;
        const status = (isNext ? next[model.orders[index]?.status ?? OrderStatus.Placed] : undefined) ?? any;
        const told = recordDelivery(store, orders[index] ?? "ord_none", status);
        expect(await ended(told)).to.equal(model.deliver(index, status));
    }),
);
/** Whoever is first wins, and the other is told so. */
const shipWhileCancelled = back.map((nth) =>
    step(`shipWhileCancelled(${nth})`, async (model, real) => {
        const index = real.orders.length - 1 - nth;
        const [order, id] = [model.orders[index], real.orders[index]];
        if (order === undefined || id === undefined) return;
        const by = someone(real, order.owner, true);
        const endings = await Promise.all([
            ended(real.shop.cancel(by, id)),
            ended(recordDelivery(real.store, id, DeliveryStatus.Shipped)),
        ]);
        const ship = () => model.deliver(index, OrderStatus.Shipped);
        if (order.status === OrderStatus.Placed && endings[0] === "done") {
            expect(endings).to.deep.equal([model.cancel(by, index), ship()]);
        } else {
            const shipped = ship();
            expect(endings).to.deep.equal([model.cancel(by, index), shipped]);
        }
    }),
);
const reprice = fc.tuple(which, fc.constantFrom(1_999, 2_499)).map(([index, price]) =>
    step(`reprice(${index}, ${price})`, async (model, { store, products }) => {
        const id = at(products, index);
        await store.client.send(
            new UpdateItemCommand({
                TableName: store.tables.products,
                Key: marshall({ id }),
                UpdateExpression: "SET price_minor = :price",
                ExpressionAttributeValues: marshall({ ":price": price }),
            }),
        );
        model.price.set(id, price);
    }),
);
const wait = fc.constantFrom(1, 60, policy.quote_ttl_s, policy.cart_ttl_s, policy.return_days * day).map((seconds) =>
    step(`wait(${seconds})`, async (model) => {
        model.now += seconds;
    }),
);

/** Named more often: what a shopper mostly does. */
const steps = [
    ...[add, add, add, quote, quote, quote, place, place, place, place],
    ...[change, remove, cancel, sendBack, sendBack, deliver, deliver, deliver, shipWhileCancelled, reprice, wait],
];

describe("the shop, whatever is done to it in whatever order", () => {
    let directory: string;
    let emulator: Emulator;
    let client: DynamoDBClient;
    let tables: ShopTables;
    let runs = 0;

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-model-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        client = dynamodbOf(emulator.connection);
        tables = await createShopTables(client, "shop");
    });
    after(async () => {
        client?.destroy();
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    /** A shop in which somebody has ordered, and has a quote for more. */
    async function opened(): Promise<{ model: ModelShop; real: RealShop }> {
        runs += 1;
        const model = new ModelShop(policy);
        const clock: Clock = {
            now: () => model.now * 1_000,
            random: Math.random,
            sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
        };
        const store: ShopStore = { client, tables, policy, clock, catalog: catalogReader(client, tables.products) };
        const products = [`run-${runs}-a`, `run-${runs}-b`];
        for (const id of products) {
            const item = product(id, { stock: startingStock });
            await client.send(new PutItemCommand({ TableName: tables.products, Item: marshall(item) }));
            model.stock.set(id, item.stock);
            model.price.set(id, item.price_minor);
        }
        const shoppers = [shopper(`run-${runs}-x`), shopper(`run-${runs}-y`)];
        const shop = new DynamoShop(store);
        const [by, id] = [at(shoppers, 0), at(products, 0)];
        const quoted = async () => {
            await shop.addToCart(by, id, 1);
            const { quote_id, cart_hash, total } = await shop.quote(by, {});
            expect([model.add(by, id, 1), model.quote(by)]).to.deep.equal(["done", "done"]);
            return { quote_id, cart_hash, total: total.amount_minor };
        };
        const first = await quoted();
        const request = { ...first, idempotency_key: "key-0", conversation_id: null };
        const { order_id } = await shop.placeOrder(by, request);
        expect(model.place(by, 0, "key-0")).to.equal("done");
        const quotes = [first, await quoted()];
        return { model, real: { shop, store, shoppers, products, quotes, orders: [order_id] } };
    }

    async function stockOf(id: string): Promise<number> {
        const { Item } = await client.send(new GetItemCommand({ TableName: tables.products, Key: marshall({ id }) }));
        return Item === undefined ? Number.NaN : unmarshall(Item).stock;
    }

    /** Nothing is lost or made: every piece is in stock or in an order that stands. */
    async function agrees(model: ModelShop, { shop, shoppers, products, orders }: RealShop): Promise<void> {
        for (const id of products) {
            const sold = model.orders
                .filter(({ status }) => status !== OrderStatus.Cancelled)
                .flatMap(({ lines }) => lines)
                .reduce((sum, line) => sum + (line.id === id ? line.quantity : 0), 0);
            expect(await stockOf(id), "stock")
                .to.equal(startingStock - sold)
                .and.to.equal(model.stock.get(id));
        }
        for (const by of shoppers) {
            const { lines } = await shop.cart(by);
            const contents = Object.fromEntries(lines.map((line) => [line.product_id, line.quantity]));
            expect(contents, "cart").to.deep.equal(model.contents(by.id));
            const own = model.orders.flatMap(({ owner, status }, index) =>
                owner === by.id ? [[at(orders, index), status]] : [],
            );
            const listed = (await shop.orders(by, 50)).map(({ order_id, status }) => [order_id, status]);
            expect(listed, "orders").to.have.deep.members(own);
        }
    }

    it("does and refuses what a simple model of it does and refuses, and neither loses nor makes a piece", async function () {
        this.timeout(240_000);
        const reached = new Set<OrderStatus>();
        await fc.assert(
            fc.asyncProperty(fc.commands(steps, { maxCommands: 60, size: "max" }), async (commands) => {
                const { model, real } = await opened();
                await fc.asyncModelRun(() => ({ model, real }), commands);
                await agrees(model, real);
                for (const { status } of model.orders) reached.add(status);
            }),
            { numRuns: 40, endOnFailure: true },
        );
        const { Placed, Shipped, Delivered, Cancelled } = OrderStatus;
        expect([...reached], "orders came to").to.include.members([Placed, Shipped, Delivered, Cancelled]);
    });
});
