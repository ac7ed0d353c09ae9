import { marshall } from "@aws-sdk/util-dynamodb";
import { expect } from "chai";
import { type BatchLog, sendBatch } from "../../../functions/order-events/batch";
import { eventsOf } from "../../../functions/order-events/rows";
import type { StreamRecord } from "../../../functions/shared/dynamodb-stream";
import type { ShopEvent } from "../../../functions/shop/lake";
import { ItemKind } from "../../../functions/shop/orders/items";
import { shopTables } from "../../../schemas";
import { orderItem } from "../shop/orders/support";

const order = orderItem("ord_1");
const cancelled = { ...order, status: "cancelled" as const, version: 2, updated_at: "2026-03-02T10:00:00.000Z" };

describe("the rows of an order", () => {
    it("are its first version and one for each line when it is placed", () => {
        const events = eventsOf("INSERT", order, undefined);
        expect(events.map(({ table }) => table)).to.deep.equal(["orders", "order_lines"]);
        expect(events[0]?.row).to.deep.include({
            event_id: "ord_1:1",
            status: "placed",
            placed_ts: "2026-03-01 10:00:00.000",
            total_minor: 5_061,
            line_count: 1,
            ship_to_country: "US",
        });
        expect(events[1]?.row).to.deep.include({ event_id: "ord_1:line:1", quantity: 2, line_total_minor: 3_998 });
    });

    it("are a new version, without lines, when it changes", () => {
        const events = eventsOf("MODIFY", cancelled, order);
        expect(events).to.have.length(1);
        expect(events[0]?.row).to.include({
            event_id: "ord_1:2",
            status: "cancelled",
            updated_ts: "2026-03-02 10:00:00.000",
        });
    });

    it("are none for other items, for what was deleted, and for a change that made no new version", () => {
        for (const kind of Object.values(ItemKind).filter((each) => each !== "order")) {
            expect(eventsOf("INSERT", { kind }, undefined)).to.deep.equal([]);
        }
        expect(eventsOf("REMOVE", undefined, order)).to.deep.equal([]);
        expect(eventsOf("MODIFY", order, order)).to.deep.equal([]);
    });

    it("have the columns of their tables, and no name, street or e-mail", () => {
        for (const { table, row } of eventsOf("INSERT", order, undefined)) {
            const columns = Object.keys(shopTables[table].columns);
            expect(columns).to.include.members(Object.keys(row));
        }
        expect(JSON.stringify(eventsOf("INSERT", order, undefined))).to.not.match(/@|Main Street|Silva/);
    });
});

describe("a batch of the orders' stream", () => {
    const records: readonly StreamRecord[] = [
        { eventName: "INSERT", dynamodb: { SequenceNumber: "11", NewImage: marshall({ kind: "cart" }) } },
        { eventName: "INSERT", dynamodb: { SequenceNumber: "12", NewImage: marshall(order) } },
        {
            eventName: "MODIFY",
            dynamodb: { SequenceNumber: "13", NewImage: marshall(cancelled), OldImage: marshall(order) },
        },
    ];

    it("goes to the lake in one go, in order", async () => {
        const sent: ShopEvent[] = [];
        const logs: BatchLog[] = [];
        const answer = await sendBatch(records, { publish: async (events) => void sent.push(...events) }, (l) =>
            logs.push(l),
        );
        expect(answer).to.deep.equal({ batchItemFailures: [] });
        expect(sent.map(({ row }) => row.event_id)).to.deep.equal(["ord_1:1", "ord_1:line:1", "ord_1:2"]);
        expect(logs).to.deep.equal([{ message: "batch", records: 3, events: 3, failed: false }]);
    });

    it("comes again from its first record if the lake doesn't take it", async () => {
        const publish = async () => {
            throw new RangeError("shopper-1");
        };
        const logs: BatchLog[] = [];
        expect(await sendBatch(records, { publish }, (line) => logs.push(line))).to.deep.equal({
            batchItemFailures: [{ itemIdentifier: "11" }],
        });
        expect(JSON.stringify(logs)).to.contain("RangeError").and.not.contain("shopper-1");
    });
});
