import { randomUUID } from "node:crypto";
import { PutRecordsCommand } from "@aws-sdk/client-kinesis";
import { expect } from "chai";
import { eventText, timestampAt } from "../../../../functions/shop/lake";
import type { Quote } from "../../../../functions/shop/orders/types";
import { kinesis } from "../../../../local/clients";
import { inbox, type Mail } from "../../../../local/shop-access";
import { planTraffic } from "../../../../local/traffic/plan";
import { until } from "../../emulator/support";
import type { ShopWorld, Turn } from "./world";

const PIECES = 2;
const NOT_SOLD = "zeppelins";

/** From a look at the shelf to the order in the lake, as one shopper goes through it. */
export function sellsAndTellsTheLake(opened: () => ShopWorld): void {
    describe("a shopper who browses, asks the assistant, and orders", () => {
        let world: ShopWorld;
        let maya: string;
        let conversation: string;
        let quote: Quote;
        let stockBefore: number;
        let orderId: string;
        let mails: readonly Mail[];

        before(async () => {
            world = opened();
            maya = await world.tokenOf("maya");
        });

        it("sees what is sold, page after page, each product once", async () => {
            const seen: string[] = [];
            let next = "";
            do {
                const { status, body } = await world.api(maya, "GET", `/products?limit=20${next}`);
                expect(status).to.equal(200);
                for (const { product_id } of body.products) seen.push(product_id);
                next = body.next === undefined ? "" : `&next=${encodeURIComponent(body.next)}`;
            } while (next !== "");
            expect(seen.length).to.be.greaterThan(20);
            expect(new Set(seen).size).to.equal(seen.length);
        });

        it("is shown products of the catalogue by the assistant, at the catalogue's prices", async () => {
            const turn = await world.say(maya, "Show me tents in stock");
            conversation = turn.conversationId;
            const products = turn.cards.flatMap((card) => (card.kind === "products" ? card.products : []));
            expect(products.length).to.be.greaterThan(0);
            for (const { product_id, name, price, stock } of products) {
                const { body } = await world.api(maya, "GET", `/products/${product_id}`);
                expect({ name, price, stock }).to.deep.equal({ name: body.name, price: body.price, stock: body.stock });
            }
        });

        it("has put into the cart what it means by 'the first one', and changes how many by itself", async () => {
            const turn = await world.say(maya, "Add the first one to my cart", conversation);
            const [line] = cartOf(turn);
            expect(line?.quantity).to.equal(1);
            stockBefore = line?.stock ?? 0;
            const { status, body } = await world.api(maya, "PATCH", `/cart/items/${line?.product_id}`, {
                quantity: PIECES,
            });
            expect(status).to.equal(200);
            expect(body.lines.map(({ quantity }: { quantity: number }) => quantity)).to.deep.equal([PIECES]);
        });

        it("gets a quote when it says to order, and no order", async () => {
            const turn = await world.say(maya, "Place the order now", conversation);
            const [quoted] = turn.cards.flatMap((card) => (card.kind === "quote" ? [card.quote] : []));
            if (quoted === undefined) throw new Error("The assistant showed no quote.");
            quote = quoted;
            const { subtotal, shipping, tax, total, lines } = quote;
            const [line] = lines;
            expect(subtotal.amount_minor).to.equal((line?.unit_price.amount_minor ?? 0) * PIECES);
            expect(total.amount_minor).to.equal(subtotal.amount_minor + shipping.amount_minor + tax.amount_minor);
            expect((await world.api(maya, "GET", "/orders")).body.orders).to.deep.equal([]);
            expect(await inbox(world.connection)).to.deep.equal([]);
        });

        it("orders by confirming the quote, and once however often it says so", async () => {
            const confirmation = {
                quote_id: quote.quote_id,
                cart_hash: quote.cart_hash,
                idempotency_key: randomUUID(),
                conversation_id: conversation,
            };
            const first = await world.api(maya, "POST", "/orders", confirmation);
            expect(first.status).to.equal(201);
            expect(first.body).to.deep.include({ status: "placed", total: quote.total, conversation_id: conversation });
            const again = await world.api(maya, "POST", "/orders", confirmation);
            expect(again.body.order_id).to.equal(first.body.order_id);
            const other = { ...confirmation, idempotency_key: randomUUID() };
            expect((await world.api(maya, "POST", "/orders", other)).status).to.be.oneOf([409, 410]);
            orderId = first.body.order_id;
            const { body } = await world.api(maya, "GET", "/orders");
            expect(body.orders.map(({ order_id }: { order_id: string }) => order_id)).to.deep.equal([orderId]);
            expect((await world.api(maya, "GET", "/cart")).body.lines).to.deep.equal([]);
        });

        it("leaves so many pieces fewer in stock", async () => {
            const { body } = await world.api(maya, "GET", `/products/${quote.lines[0]?.product_id}`);
            expect(body.stock).to.equal(stockBefore - PIECES);
        });

        it("is mailed once, at its own address, with the right total", async () => {
            await until("the mail is sent", async () => (await inbox(world.connection)).length > 0, 30_000);
            await world.delivered();
            mails = await inbox(world.connection);
            expect(mails.map(({ to }) => to)).to.deep.equal([["maya@example.com"]]);
            const [mail] = mails;
            expect(mail?.subject).to.contain(orderId);
            expect(mail?.text).to.contain(`Total: $${(quote.total.amount_minor / 100).toFixed(2)}`);
            expect(mail?.text).to.contain(`${PIECES} × ${quote.lines[0]?.name}`);
        });

        it("finds the order and its lines in the lake, to the cent", async () => {
            await until(
                "the order is in the lake",
                async () => {
                    await world.delivered();
                    return (await world.ask("SELECT order_id FROM orders_latest")).length > 0;
                },
                60_000,
            );
            const orders = await world.ask(
                "SELECT order_id, status, conversation_id, subtotal_minor, shipping_minor, tax_minor, total_minor, line_count FROM orders_latest",
            );
            expect(orders).to.deep.equal([
                {
                    order_id: orderId,
                    status: "placed",
                    conversation_id: conversation,
                    subtotal_minor: quote.subtotal.amount_minor,
                    shipping_minor: quote.shipping.amount_minor,
                    tax_minor: quote.tax.amount_minor,
                    total_minor: quote.total.amount_minor,
                    line_count: 1,
                },
            ]);
            const lines = await world.ask("SELECT order_id, product_id, quantity, line_total_minor FROM order_lines");
            expect(lines).to.deep.equal([
                {
                    order_id: orderId,
                    product_id: quote.lines[0]?.product_id,
                    quantity: PIECES,
                    line_total_minor: quote.subtotal.amount_minor,
                },
            ]);
        });

        it("left what it asked, what was answered and what was called for it in the lake", async () => {
            const turns = await world.ask(
                `SELECT message_text, answer_text, tool_calls, cost_usd_micros FROM assistant_turns
                 WHERE conversation_id = '${conversation}' ORDER BY turn_ts`,
            );
            expect(turns.map(({ message_text }) => message_text)).to.deep.equal([
                "Show me tents in stock",
                "Add the first one to my cart",
                "Place the order now",
            ]);
            for (const { answer_text, tool_calls, cost_usd_micros } of turns) {
                expect(answer_text).to.be.a("string").and.not.equal("");
                expect(tool_calls).to.equal(1);
                expect(Number(cost_usd_micros)).to.be.greaterThan(0);
            }
            const calls = await world.ask(
                `SELECT tool_name, ok FROM assistant_tool_calls WHERE conversation_id = '${conversation}' ORDER BY call_ts`,
            );
            expect(calls).to.deep.equal([
                { tool_name: "search_products", ok: true },
                { tool_name: "change_cart", ok: true },
                { tool_name: "quote_cart", ok: true },
            ]);
        });

        it("shows in the views what was missed, what was passed on, and what came of each day", async () => {
            await world.say(maya, `Do you sell ${NOT_SOLD}?`);
            const handedOver = await world.say(maya, "I want to talk to a human being");
            const contact = await contactOfHandOver(world);
            await world.delivered();

            const misses = await world.ask("SELECT query_text, tool_name FROM search_misses");
            expect(misses).to.deep.equal([{ query_text: NOT_SOLD, tool_name: "search_products" }]);
            const handovers = await world.ask(
                "SELECT conversation_id, contact_id, channel, instance_id FROM handover_contacts",
            );
            expect(handovers).to.have.deep.members([
                // The stack names no instance of Amazon Connect, so its assistant can't start a contact.
                { conversation_id: handedOver.conversationId, contact_id: null, channel: null, instance_id: null },
                contact,
            ]);
            const days = await world.ask(
                "SELECT conversations, turns, orders, converted_conversations FROM assistant_daily",
            );
            expect(days).to.deep.equal([{ conversations: 3, turns: 5, orders: 1, converted_conversations: 1 }]);
        });
    });
}

function cartOf({ cards }: Turn) {
    return cards.flatMap((card) => (card.kind === "cart" ? card.cart.lines : []));
}

/** A hand-over as the assistant records it where there is an instance, and the contact as Amazon Connect delivers it. */
async function contactOfHandOver(world: ShopWorld) {
    const traffic = planTraffic({
        contacts: 1,
        seed: 6,
        day: new Date().toISOString().slice(0, 10),
        instanceId: "11111111-2222-3333-4444-555555555555",
        accountId: world.connection.accountId,
        region: world.connection.region,
        disorder: { duplicates: 0, lateUpdates: 0, malformed: 0, shuffled: false },
        agentsWithEvents: 0,
    });
    const [contact] = traffic.latest();
    if (contact === undefined) throw new Error("No contact was planned.");
    const document: { Channel: string; InstanceARN: string } = JSON.parse(contact.document);
    const conversation_id = randomUUID();
    await put(world, "contact-record-feed", contact.document);
    await put(
        world,
        "shop-feed",
        eventText({
            table: "assistant_tool_calls",
            row: {
                event_id: randomUUID(),
                conversation_id,
                turn_id: null,
                call_ts: timestampAt(Date.now()),
                tool_name: "hand_over",
                ok: true,
                error_code: null,
                duration_ms: 1,
                query_text: null,
                category: null,
                hits: null,
                product_ids: [],
                contact_id: contact.contactId,
            },
        }),
    );
    return {
        conversation_id,
        contact_id: contact.contactId,
        channel: document.Channel,
        instance_id: "11111111-2222-3333-4444-555555555555",
    };
}

async function put({ deployment, connection }: ShopWorld, feed: string, text: string): Promise<void> {
    const stream = deployment.resources.find(
        ({ type, name }) => type === "aws:kinesis/stream:Stream" && name.startsWith(feed),
    );
    await kinesis(connection).send(
        new PutRecordsCommand({
            StreamName: String(stream?.outputs.name),
            Records: [{ PartitionKey: "1", Data: Buffer.from(text) }],
        }),
    );
}
