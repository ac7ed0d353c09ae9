import { expect } from "chai";
import { transformBatch } from "../../functions/shared/batch";
import { Outcome } from "../../functions/shared/firehose";
import { Notes } from "../../functions/shared/notes";
import { planRecord } from "../../functions/shared/plan";
import { eventText, type ShopEvent, shopEventsOver, timestampAt } from "../../functions/shop/lake";
import { shopMapping } from "../../functions/transform-shop-events/mapping";
import { shopTables } from "../../schemas";
import { type Json, quarantined, recordOf, rowsIn, surroundings } from "./support";

const placed = timestampAt(Date.parse("2026-03-14T15:00:00Z"));
const order: ShopEvent = {
    table: "orders",
    row: {
        event_id: "order-1/placed",
        order_id: "order-1",
        status: "placed",
        placed_ts: placed,
        updated_ts: placed,
        shopper_id: "shopper-1",
        conversation_id: null,
        currency: "USD",
        subtotal_minor: 1999,
        shipping_minor: 599,
        tax_minor: 165,
        total_minor: 2763,
        line_count: 1,
        shipping_method: "standard",
        ship_to_country: "US",
        ship_to_state: "WA",
    },
};
const withRow = (change: Json) => JSON.stringify({ table: "orders", row: { ...order.row, ...change } });

describe("the shop's events to rows", () => {
    it("fill the columns of their table, under the day that never changes", () => {
        const notes = new Notes();
        const plan = planRecord(shopMapping("orders"), recordOf(eventText(order)), notes);
        expect([...notes.unknownKeys, ...notes.unreadableValues]).to.deep.equal([]);
        expect(plan.partition).to.deep.equal({ event_date: "2026-03-14" });
        const [row] = rowsIn(plan.rows);
        expect(row).to.deep.include({ order_id: "order-1", total_minor: 2763, status: "placed", source: "stream" });
        expect(row?.raw_json).to.equal(eventText(order));
    });

    it("are dropped by the delivery streams of other tables, and not counted there", async () => {
        const world = surroundings();
        const answer = await transformBatch(shopMapping("order_lines"), [recordOf(eventText(order))], world);
        expect(answer.records.map(({ result }) => result)).to.deep.equal([Outcome.Dropped]);
        expect(world.objects).to.deep.equal([]);
        expect(world.documents).to.deep.equal([]);
    });

    for (const [what, text, reason] of [
        ["an unknown table", '{"table":"carts","row":{}}', "unknown_table"],
        ["a name of every object", '{"table":"constructor","row":{}}', "unknown_table"],
        ["no JSON", "hello", "not_json"],
        ["no row", '{"table":"orders"}', "missing_value"],
        ["no id", withRow({ order_id: null }), "missing_value"],
        ["a status that doesn't exist", withRow({ status: "lost" }), "missing_value"],
        ["a time that doesn't exist", withRow({ placed_ts: "yesterday" }), "missing_value"],
        ["a day far off", withRow({ placed_ts: "2999-01-01 00:00:00.000" }), "impossible_date"],
    ] as const) {
        it(`go to quarantine with ${what}, with the reason and no value`, async () => {
            const world = surroundings();
            await transformBatch(shopMapping("orders"), [recordOf(text)], world);
            expect(quarantined(world).map((row) => [row.table_name, row.reason])).to.deep.equal([
                ["shop_events", reason],
            ]);
        });
    }

    it("that nobody can read are one object of the quarantine, though every delivery stream sees them", async () => {
        const worlds = await Promise.all(
            (["orders", "order_lines", "assistant_turns"] as const).map(async (table) => {
                const world = surroundings();
                await transformBatch(shopMapping(table), [recordOf("hello")], world);
                return world.objects;
            }),
        );
        expect(new Set(worlds.flat().map(({ key }) => key)).size).to.equal(1);
    });

    it("have a conversion for every column of every table", () => {
        for (const table of Object.keys(shopTables) as (keyof typeof shopTables)[]) {
            expect(() => shopMapping(table), table).not.to.throw();
        }
    });
});

describe("sending the shop's events", () => {
    it("puts each as a document of its own, and says when some were refused", async () => {
        const world = surroundings();
        await shopEventsOver(world.source).publish([order, order]);
        expect(world.documents.map(({ partitionKey }) => partitionKey)).to.deep.equal([
            "order-1/placed",
            "order-1/placed",
        ]);
        const failing = shopEventsOver({ put: async () => [1] });
        const error = await failing.publish([order, order]).then(
            () => undefined,
            (thrown: unknown) => thrown,
        );
        expect(error).to.be.instanceOf(Error).with.property("message").that.contains("1 of 2 events");
    });

    it("sends nothing for nothing", async () => {
        let calls = 0;
        await shopEventsOver({ put: async () => [++calls] }).publish([]);
        expect(calls).to.equal(0);
    });
});
