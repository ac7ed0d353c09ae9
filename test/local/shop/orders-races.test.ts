import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { catalogReader } from "../../../functions/shop/aws/catalog-reader";
import type { Shopper } from "../../../functions/shop/identity/shopper";
import { DynamoShop, systemClock } from "../../../functions/shop/orders";
import { type Emulator, startEmulator } from "../../../local/emulator";
import { createShopTables, type ShopTables } from "../../../local/shop/tables";
import { policy, product, shopper } from "../../functions/shop/orders/support";
import { dynamodbOf } from "./dynamodb";

describe("carts and orders where the network is slow or loses answers", () => {
    let directory: string;
    let emulator: Emulator;
    let client: DynamoDBClient;
    let tables: ShopTables;
    let shop: DynamoShop;
    const clients: DynamoDBClient[] = [];
    let people = 0;

    before(async () => {
        directory = await mkdtemp(join(tmpdir(), "lakefront-races-"));
        emulator = await startEmulator({ directory: join(directory, "emulator") });
        client = newClient();
        tables = await createShopTables(client, "shop");
        shop = shopOver(client);
    });
    after(async () => {
        for (const each of clients) {
            each.destroy();
        }
        await emulator?.stop();
        await rm(directory, { recursive: true, force: true });
    });

    function newClient(): DynamoDBClient {
        const made = dynamodbOf(emulator.connection);
        clients.push(made);
        return made;
    }
    const shopOver = (through: DynamoDBClient) =>
        new DynamoShop({
            client: through,
            tables,
            policy,
            clock: systemClock,
            catalog: catalogReader(through, tables.products),
        });
    const newShopper = () => shopper(`racer-${++people}`);
    const stocked = (id: string) =>
        client.send(new PutItemCommand({ TableName: tables.products, Item: marshall(product(id)) }));
    async function stockOf(id: string): Promise<number> {
        const { Item } = await client.send(new GetItemCommand({ TableName: tables.products, Key: marshall({ id }) }));
        return Item === undefined ? Number.NaN : unmarshall(Item).stock;
    }
    async function quoted(who: Shopper, id: string) {
        await shop.addToCart(who, id, 1);
        const { quote_id, cart_hash } = await shop.quote(who, {});
        return { quote_id, cart_hash, idempotency_key: `key-of-${who.id}`, conversation_id: null };
    }

    /** A client that hears nothing of its first write of that kind, which was carried out, and asks again. */
    function deafOnceTo(command: string): DynamoDBClient {
        const deaf = newClient();
        let isDeaf = true;
        deaf.middlewareStack.add(
            (next, context) => async (given) => {
                const answer = await next(given);
                if (isDeaf && context.commandName === command) {
                    isDeaf = false;
                    throw Object.assign(new Error("No answer in time."), { name: "TimeoutError" });
                }
                return answer;
            },
            // Within the client's own attempts.
            { step: "finalizeRequest", priority: "low" },
        );
        return deaf;
    }

    /** A client that waits, after its first read, for what another does in between. */
    function overtaken(by: () => Promise<unknown>): DynamoDBClient {
        const slow = newClient();
        let other: Promise<unknown> | undefined;
        let release: () => void = () => undefined;
        const done = new Promise<void>((resolve) => {
            release = resolve;
        });
        slow.middlewareStack.add(
            (next, context) => async (given) => {
                if (context.commandName !== "GetItemCommand") {
                    return next(given);
                }
                if (other !== undefined) {
                    await done;
                    return next(given);
                }
                other = done;
                const answer = await next(given);
                await by();
                release();
                return answer;
            },
            { step: "initialize" },
        );
        return slow;
    }

    it("answer a repetition with its order, also where the first one is carried out while the second looks for it", async () => {
        await stocked("clock");
        const who = newShopper();
        const confirmation = await quoted(who, "clock");
        let first = "";
        const slow = overtaken(async () => {
            first = (await shop.placeOrder(who, confirmation)).order_id;
        });
        const second = await shopOver(slow).placeOrder(who, confirmation);
        expect(second.order_id).to.equal(first);
        expect(await stockOf("clock")).to.equal(9);
    });

    it("add pieces once where the answer to the write is lost", async () => {
        await stocked("plate");
        const who = newShopper();
        expect((await shopOver(deafOnceTo("PutItemCommand")).addToCart(who, "plate", 2)).lines[0]?.quantity).to.equal(
            2,
        );
        expect((await shopOver(deafOnceTo("PutItemCommand")).addToCart(who, "plate", 3)).lines[0]?.quantity).to.equal(
            5,
        );
        expect((await shop.cart(who)).lines[0]?.quantity).to.equal(5);
    });

    it("take a product out once where the answer to the write is lost", async () => {
        await stocked("spoon");
        const who = newShopper();
        await shop.addToCart(who, "spoon", 1);
        expect((await shopOver(deafOnceTo("PutItemCommand")).removeFromCart(who, "spoon")).lines).to.deep.equal([]);
    });

    it("make a quote where the answer to the write is lost", async () => {
        await stocked("tray");
        const who = newShopper();
        await shop.addToCart(who, "tray", 1);
        const { quote_id, cart_hash } = await shopOver(deafOnceTo("PutItemCommand")).quote(who, {});
        const order = await shop.placeOrder(who, {
            quote_id,
            cart_hash,
            idempotency_key: "key-of-the-tray",
            conversation_id: null,
        });
        expect(order.quote_id).to.equal(quote_id);
    });

    it("place and cancel an order once where the answer to the transaction is lost", async () => {
        await stocked("chair");
        const who = newShopper();
        const confirmation = await quoted(who, "chair");
        const { order_id } = await shopOver(deafOnceTo("TransactWriteItemsCommand")).placeOrder(who, confirmation);
        expect(await stockOf("chair")).to.equal(9);
        expect((await shopOver(deafOnceTo("TransactWriteItemsCommand")).cancel(who, order_id)).status).to.equal(
            "cancelled",
        );
        expect(await stockOf("chair")).to.equal(10);
        expect(await shop.orders(who, 10)).to.have.length(1);
    });
});
