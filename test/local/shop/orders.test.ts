import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
    type DynamoDBClient,
    GetItemCommand,
    PutItemCommand,
    ScanCommand,
    TransactionCanceledException,
    UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { catalogReader } from "../../../functions/shop/aws/catalog-reader";
import type { Product } from "../../../functions/shop/catalog/product";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import { type Clock, DynamoShop, recordDelivery, type ShopStore, systemClock } from "../../../functions/shop/orders";
import { ShopRefusal } from "../../../functions/shop/orders/types";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { createShopTables, type ShopTables } from "../../../local/shop/tables";
import { codeOf, policy, product, refusalOf, shopper } from "../../functions/shop/orders/support";
import { dynamodbOf } from "./dynamodb";

describe("carts, quotes and orders in DynamoDB", () => {
    let directory: string;
    let emulator: Emulator;
    let client: DynamoDBClient;
    let tables: ShopTables;
    let store: ShopStore;
    let shop: DynamoShop;
    let ahead = 0;
    let people = 0;
    const clock: Clock = { ...systemClock, now: () => Date.now() + ahead };

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-orders-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        client = dynamodbOf(emulator.connection);
        tables = await createShopTables(client, "shop");
        store = {
            client,
            tables,
            policy,
            clock,
            catalog: catalogReader(client, tables.products),
        };
        shop = new DynamoShop(store);
    });
    beforeEach(() => {
        ahead = 0;
    });
    after(async () => {
        client?.destroy();
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    const stocked = (id: string, parts: Partial<Product> = {}) =>
        client.send(new PutItemCommand({ TableName: tables.products, Item: marshall(product(id, parts)) }));
    const changeProduct = (id: string, expression: string, values: object) =>
        client.send(
            new UpdateItemCommand({
                TableName: tables.products,
                Key: marshall({ id }),
                UpdateExpression: expression,
                ExpressionAttributeValues: marshall(values),
            }),
        );
    async function stockOf(id: string): Promise<number> {
        const { Item } = await client.send(new GetItemCommand({ TableName: tables.products, Key: marshall({ id }) }));
        return Item === undefined ? Number.NaN : unmarshall(Item).stock;
    }
    const newShopper = (parts: Partial<Shopper> = {}) => shopper(`shopper-${++people}`, parts);
    async function itemsOfKind(kind: string, shopperId: string): Promise<number> {
        const { Count = 0 } = await client.send(
            new ScanCommand({
                TableName: tables.orders,
                FilterExpression: "kind = :kind AND shopper_id = :shopper",
                ExpressionAttributeValues: marshall({ ":kind": kind, ":shopper": shopperId }),
            }),
        );
        return Count;
    }
    async function quoted(who: Shopper, id: string, quantity = 1) {
        await shop.addToCart(who, id, quantity);
        const { quote_id, cart_hash } = await shop.quote(who, {});
        return { quote_id, cart_hash, idempotency_key: `key-of-${who.id}`, conversation_id: null };
    }

    it("sells 50 pieces to 200 buyers who come at once exactly 50 times, and answers each buyer rightly", async function () {
        this.timeout(240_000);
        await stocked("hot", { stock: 50 });
        const buyers = Array.from({ length: 200 }, () => newShopper());
        const confirmations = await Promise.all(buyers.map((buyer) => quoted(buyer, "hot")));
        const results = await Promise.all(
            buyers.map(async (buyer, index) => {
                const confirmation = confirmations[index];
                if (confirmation === undefined) {
                    throw new Error("A buyer has no quote.");
                }
                // Each buyer sends the request twice, as a client does whose first answer is late.
                const place = () =>
                    shop.placeOrder(buyer, confirmation).then(
                        ({ order_id }) => order_id,
                        (error: unknown) => (error instanceof ShopRefusal ? error.code : Promise.reject(error)),
                    );
                return Promise.all([place(), place()]);
            }),
        );
        const ids = results.flatMap(([first, second], index) => {
            expect(first, `both answers to buyer ${index}`).to.equal(second);
            return first.startsWith("ord_") ? [first] : [];
        });
        expect(new Set(ids).size).to.equal(50);
        expect(results.filter(([first]) => first === "out_of_stock")).to.have.length(150);
        expect(await stockOf("hot")).to.equal(0);
        const made = await Promise.all(buyers.map(({ id }) => itemsOfKind("order", id)));
        expect(made.reduce((sum, count) => sum + count, 0)).to.equal(50);
        expect(Math.max(...made)).to.equal(1);
    });

    describe("colliding with other transactions", () => {
        /** A shop whose transactions collide so many times before they get through. */
        function collidingShop(times: number, waits: number[]): DynamoShop {
            const colliding = dynamodbOf(emulator.connection);
            let left = times;
            colliding.middlewareStack.add(
                (next, context) => async (given) => {
                    if (context.commandName === "TransactWriteItemsCommand" && left-- > 0) {
                        throw new TransactionCanceledException({
                            message: "",
                            $metadata: {},
                            CancellationReasons: [{ Code: "None" }, { Code: "TransactionConflict" }],
                        });
                    }
                    return next(given);
                },
                { step: "initialize" },
            );
            const sleep = async (milliseconds: number) => void waits.push(milliseconds);
            return new DynamoShop({ ...store, client: colliding, clock: { ...clock, sleep } });
        }

        it("try an order again, and make one of it", async () => {
            await stocked("busy");
            const who = newShopper();
            const confirmation = await quoted(who, "busy");
            const waits: number[] = [];
            await collidingShop(5, waits).placeOrder(who, confirmation);
            expect(waits).to.have.length(5);
            expect(await stockOf("busy")).to.equal(9);
            expect(await itemsOfKind("order", who.id)).to.equal(1);
        });

        it("give up after a bounded time, say so, and take nothing", async () => {
            await stocked("busier");
            const who = newShopper();
            const confirmation = await quoted(who, "busier");
            const waits: number[] = [];
            expect(await codeOf(() => collidingShop(1_000, waits).placeOrder(who, confirmation))).to.equal("busy");
            expect(waits.reduce((sum, wait) => sum + wait, 0)).to.be.below(10_000);
            expect(await stockOf("busier")).to.equal(10);
            expect((await shop.cart(who)).lines).to.have.length(1);
        });
    });

    it("take the stock, empty the cart and show the order in the shopper's list, newest first", async () => {
        await stocked("lamp", { stock: 5 });
        const who = newShopper();
        const order = await shop.placeOrder(who, await quoted(who, "lamp", 2));
        expect(order.status).to.equal("placed");
        expect(order.total.amount_minor).to.equal(
            order.subtotal.amount_minor + order.shipping.amount_minor + order.tax.amount_minor,
        );
        expect(await stockOf("lamp")).to.equal(3);
        expect((await shop.cart(who)).lines).to.deep.equal([]);
        expect(await shop.order(who, order.order_id)).to.deep.equal(order);
        ahead = 5_000;
        const second = await shop.placeOrder(who, { ...(await quoted(who, "lamp")), idempotency_key: "another-key" });
        expect((await shop.orders(who, 10)).map(({ order_id }) => order_id)).to.deep.equal([
            second.order_id,
            order.order_id,
        ]);
    });

    it("answer a repeated request with the same order, and refuse its key for another", async () => {
        await stocked("cup");
        const who = newShopper();
        const confirmation = await quoted(who, "cup");
        const order = await shop.placeOrder(who, confirmation);
        expect(await shop.placeOrder(who, confirmation)).to.deep.equal(order);
        expect(await stockOf("cup")).to.equal(9);
        const other = { ...(await quoted(who, "cup")), idempotency_key: confirmation.idempotency_key };
        expect(await codeOf(() => shop.placeOrder(who, other))).to.equal("idempotency_mismatch");
    });

    it("use a quote once, whatever the key", async () => {
        await stocked("bowl");
        const who = newShopper();
        const confirmation = await quoted(who, "bowl");
        const { order_id } = await shop.placeOrder(who, confirmation);
        const refusal = await refusalOf(() => shop.placeOrder(who, { ...confirmation, idempotency_key: "second-key" }));
        expect(refusal).to.deep.include({ code: "quote_used", details: { order_id } });
    });

    it("refuse an order whose price has changed since the quote, with both prices, and take nothing", async () => {
        await stocked("vase", { price_lists: { loyal: 900 } });
        const standard = newShopper();
        const confirmation = await quoted(standard, "vase");
        await changeProduct("vase", "SET price_minor = :price", { ":price": 2_100 });
        expect((await refusalOf(() => shop.placeOrder(standard, confirmation))).details).to.deep.equal({
            product_id: "vase",
            quoted_price_minor: 1_999,
            price_minor: 2_100,
        });
        const loyal = newShopper({ price_list: "loyal" });
        const theirs = await quoted(loyal, "vase");
        await changeProduct("vase", "SET price_minor = :price", { ":price": 2_200 });
        expect((await shop.placeOrder(loyal, theirs)).subtotal.amount_minor).to.equal(900);
        expect(await stockOf("vase")).to.equal(9);
    });

    it("refuse an order of a cart that was changed, and take it if the change was undone", async () => {
        await stocked("fork");
        await stocked("knife");
        const who = newShopper();
        const confirmation = await quoted(who, "fork");
        await shop.addToCart(who, "knife", 1);
        expect(await codeOf(() => shop.placeOrder(who, confirmation))).to.equal("cart_changed");
        await shop.removeFromCart(who, "knife");
        expect((await shop.placeOrder(who, confirmation)).lines).to.have.length(1);
    });

    it("refuse what isn't sold any more, and say how many pieces are left", async () => {
        await stocked("old");
        const who = newShopper();
        const confirmation = await quoted(who, "old", 4);
        await changeProduct("old", "SET stock = :stock", { ":stock": 3 });
        expect((await refusalOf(() => shop.placeOrder(who, confirmation))).details).to.deep.equal({
            product_id: "old",
            stock: 3,
            wanted: 4,
        });
        await stocked("old", { status: "discontinued" });
        expect(await codeOf(() => shop.placeOrder(who, confirmation))).to.equal("discontinued");
        expect(await codeOf(() => shop.quote(who, {}))).to.equal("discontinued");
        expect(await codeOf(() => shop.addToCart(newShopper(), "old", 1))).to.equal("discontinued");
    });

    it("take all lines of an order or none", async () => {
        await stocked("first");
        await stocked("second");
        const who = newShopper();
        await shop.addToCart(who, "first", 2);
        const confirmation = await quoted(who, "second", 2);
        await changeProduct("second", "SET stock = :stock", { ":stock": 1 });
        expect(await codeOf(() => shop.placeOrder(who, confirmation))).to.equal("out_of_stock");
        expect(await stockOf("first")).to.equal(10);
        expect((await shop.cart(who)).lines).to.have.length(2);
    });

    it("forget carts and quotes when their time is over, though DynamoDB still has them", async () => {
        await stocked("pan");
        const who = newShopper();
        const confirmation = await quoted(who, "pan");
        ahead = (policy.quote_ttl_s + 1) * 1_000;
        expect(await codeOf(() => shop.placeOrder(who, confirmation))).to.equal("quote_expired");
        ahead = (policy.cart_ttl_s - 60) * 1_000;
        const late = await shop.quote(who, {});
        ahead = (policy.cart_ttl_s + 1) * 1_000;
        expect(await codeOf(() => shop.placeOrder(who, { ...confirmation, quote_id: late.quote_id }))).to.equal(
            "cart_expired",
        );
        expect(await codeOf(() => shop.quote(who, {}))).to.equal("cart_expired");
        expect(await codeOf(() => shop.changeInCart(who, "pan", 2))).to.equal("cart_expired");
        expect((await shop.cart(who)).lines).to.deep.equal([]);
        expect((await shop.addToCart(who, "pan", 2)).lines[0]?.quantity).to.equal(2);
    });

    it("refuse quantities that are no whole number from 1 to the most, and more than there is", async () => {
        await stocked("mug", { stock: 15 });
        const who = newShopper();
        for (const quantity of [0, -1, 1.5, 21, 1e21, Number.NaN]) {
            expect(await codeOf(() => shop.addToCart(who, "mug", quantity)), String(quantity)).to.equal(
                "invalid_quantity",
            );
        }
        await shop.addToCart(who, "mug", 10);
        expect((await refusalOf(() => shop.addToCart(who, "mug", 6))).details).to.include({ stock: 15, wanted: 16 });
        for (const quantity of [0, -1, 1.5, 21]) {
            expect(await codeOf(() => shop.changeInCart(who, "mug", quantity))).to.equal("invalid_quantity");
        }
        expect((await shop.cart(who)).lines[0]?.quantity).to.equal(10);
    });

    it("lose no piece when one shopper adds from several places at once", async () => {
        await stocked("pen", { stock: 100 });
        const who = newShopper();
        await shop.addToCart(who, "pen", 1);
        await Promise.all(Array.from({ length: 4 }, () => shop.addToCart(who, "pen", 2)));
        expect((await shop.cart(who)).lines[0]?.quantity).to.equal(9);
    });

    it("put the pieces of a cancelled order back once, however often it is cancelled", async () => {
        await stocked("rug", { stock: 4 });
        const who = newShopper();
        const { order_id } = await shop.placeOrder(who, await quoted(who, "rug", 3));
        expect(await stockOf("rug")).to.equal(1);
        const cancelled = await Promise.all(Array.from({ length: 5 }, () => shop.cancel(who, order_id)));
        expect(new Set(cancelled.map(({ status }) => status))).to.deep.equal(new Set(["cancelled"]));
        expect((await shop.cancel(who, order_id)).status).to.equal("cancelled");
        expect(await stockOf("rug")).to.equal(4);
    });

    it("don't cancel what is sent; take a return of what is delivered, until its time is over", async () => {
        await stocked("tent");
        const who = newShopper();
        const { order_id } = await shop.placeOrder(who, await quoted(who, "tent"));
        expect(await codeOf(() => shop.requestReturn(who, order_id))).to.equal("not_returnable");
        await recordDelivery(store, order_id, "shipped");
        expect((await refusalOf(() => shop.cancel(who, order_id))).details).to.deep.equal({ status: "shipped" });
        expect(await codeOf(() => recordDelivery(store, order_id, "returned"))).to.equal("status_conflict");
        await recordDelivery(store, order_id, "delivered");
        ahead = 31 * 86_400_000;
        expect((await refusalOf(() => shop.requestReturn(who, order_id))).details.reason).to.equal("window");
        ahead = 29 * 86_400_000;
        const returned = await shop.requestReturn(who, order_id);
        expect(returned.status).to.equal("return_requested");
        expect(await shop.requestReturn(who, order_id)).to.deep.equal(returned);
        expect(await stockOf("tent")).to.equal(9);
    });

    it("hold what was on final sale when it was ordered", async () => {
        await stocked("app", { category: "software" });
        const who = newShopper();
        const { order_id } = await shop.placeOrder(who, await quoted(who, "app"));
        await recordDelivery(store, order_id, "shipped");
        await recordDelivery(store, order_id, "delivered");
        expect((await refusalOf(() => shop.requestReturn(who, order_id))).details.reason).to.equal("final_sale");
    });

    it("show, cancel and return no order, and take no quote, of another shopper", async () => {
        await stocked("ring");
        const owner = newShopper();
        const other = newShopper();
        const confirmation = await quoted(owner, "ring");
        await quoted(other, "ring");
        expect(await codeOf(() => shop.placeOrder(other, confirmation))).to.equal("unknown_quote");
        const { order_id } = await shop.placeOrder(owner, confirmation);
        expect(await codeOf(() => shop.order(other, order_id))).to.equal("unknown_order");
        expect(await codeOf(() => shop.cancel(other, order_id))).to.equal("unknown_order");
        expect(await codeOf(() => shop.requestReturn(other, order_id))).to.equal("unknown_order");
        expect(await shop.orders(other, 10)).to.deep.equal([]);
    });

    it("refuse unknown products, empty carts and shoppers without a verified address", async () => {
        await stocked("hat");
        const who = newShopper({ email: null });
        expect(await codeOf(() => shop.addToCart(who, "no-such-product", 1))).to.equal("unknown_product");
        expect(await codeOf(() => shop.changeInCart(who, "hat", 1))).to.equal("unknown_product");
        expect(await codeOf(() => shop.removeFromCart(who, "hat"))).to.equal("unknown_product");
        expect(await codeOf(() => shop.quote(who, {}))).to.equal("empty_cart");
        expect(await codeOf(async () => shop.placeOrder(who, await quoted(who, "hat")))).to.equal("no_verified_email");
    });

    it("hold 50 different products in a cart at most, and order as many at once", async () => {
        const ids = Array.from({ length: 51 }, (_, index) => `many-${index}`);
        await Promise.all(ids.map((id) => stocked(id, { price_minor: 100 })));
        const who = newShopper();
        for (const id of ids.slice(0, 50)) {
            await shop.addToCart(who, id, 1);
        }
        expect(await codeOf(() => shop.addToCart(who, "many-50", 1))).to.equal("cart_full");
        const { quote_id, cart_hash } = await shop.quote(who, {});
        const order = await shop.placeOrder(who, {
            quote_id,
            cart_hash,
            idempotency_key: "many-lines",
            conversation_id: "conversation-1",
        });
        expect(order.lines).to.have.length(50);
        expect(order.conversation_id).to.equal("conversation-1");
        expect(await stockOf("many-49")).to.equal(9);
    });
});
