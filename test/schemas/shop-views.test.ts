import { expect } from "chai";
import { contactRecords, shopTables, views } from "../../schemas";
import { type Rows, type SmallLake, smallLake } from "./support";

const day = "2026-03-14";
const at = (time: string) => `${day} ${time}.000`;

const turn = (conversation: string, turnId: string, time: string, more: object = {}) => ({
    event_id: turnId,
    conversation_id: conversation,
    turn_id: turnId,
    turn_ts: at(time),
    input_tokens: 100,
    output_tokens: 10,
    cost_usd_micros: 450,
    corrected_sentences: 0,
    event_date: day,
    ...more,
});
const call = (conversation: string, eventId: string, tool: string, more: object = {}) => ({
    event_id: eventId,
    conversation_id: conversation,
    tool_name: tool,
    ok: true,
    call_ts: at("10:00:01"),
    event_date: day,
    ...more,
});
const order = (orderId: string, status: string, updated: string, conversation: string | null) => ({
    event_id: `${orderId}/${updated}`,
    order_id: orderId,
    status,
    placed_ts: at("10:05:00"),
    updated_ts: at(updated),
    conversation_id: conversation,
    shopper_id: "somebody",
    currency: "USD",
    total_minor: 1000,
    line_count: 1,
    event_date: day,
});

describe("views of the shop over real rows", () => {
    let lake: SmallLake;
    const turns: Rows = [
        turn("a", "a1", "10:00:00"),
        turn("a", "a1", "10:00:00"),
        turn("a", "a2", "10:01:00", { error_code: "model_unavailable", corrected_sentences: 2 }),
        turn("b", "b1", "11:00:00"),
        turn("c", "c1", "12:00:00"),
        turn("d", "d1", "12:00:00"),
    ];
    const calls: Rows = [
        call("a", "1", "search_products", { hits: 0, query_text: "purple kayak" }),
        call("a", "1", "search_products", { hits: 0, query_text: "purple kayak" }),
        call("a", "2", "search_products", { hits: 3, query_text: "tent" }),
        call("a", "3", "search_products", { ok: false, error_code: "timeout" }),
        call("b", "4", "answer_policy", { hits: 0, query_text: "do you hire out boats" }),
        call("b", "5", "hand_over", { contact_id: "contact-1" }),
        call("c", "6", "hand_over", { contact_id: null }),
    ];
    const orders: Rows = [
        order("o1", "placed", "10:05:00", "a"),
        order("o2", "placed", "12:05:00", "d"),
        order("o2", "cancelled", "12:30:00", "d"),
        order("o3", "placed", "09:00:00", null),
    ];
    const contacts: Rows = [
        {
            contact_id: "contact-1",
            instance_id: "instance-1",
            event_date: day,
            channel: "CHAT",
            queue_name: "Orders",
            last_update_ts: at("11:30:00"),
            ingest_ts: at("11:31:00"),
            ingest_sequence: "1",
        },
    ];
    before(async function () {
        this.timeout(120_000);
        lake = await smallLake(
            [
                { schema: shopTables.assistant_turns, rows: turns },
                { schema: shopTables.assistant_tool_calls, rows: calls },
                { schema: shopTables.orders, rows: orders },
                { schema: contactRecords, rows: contacts },
            ],
            views,
        );
    });
    after(() => lake.close());

    it("assistant_daily counts each conversation once, and what came of it", async () => {
        const [row, ...others] = await lake.ask("SELECT * FROM assistant_daily");
        expect(others).to.deep.equal([]);
        expect(row).to.deep.include({
            conversations: "4",
            turns: "5",
            failed_turns: "1",
            corrected_sentences: "2",
            handovers: "2",
            containment: 0.5,
            converted_conversations: "1",
            conversion: 0.25,
            orders: "1",
            cost_usd_micros: "2250",
        });
    });

    it("orders_latest shows the newest version of each order, whatever came first", async () => {
        const rows = await lake.ask("SELECT order_id, status FROM orders_latest ORDER BY order_id");
        expect(rows).to.deep.equal([
            { order_id: "o1", status: "placed" },
            { order_id: "o2", status: "cancelled" },
            { order_id: "o3", status: "placed" },
        ]);
    });

    it("orders_latest shows nobody's account", () => {
        const view = views.find(({ name }) => name === "orders_latest");
        expect(view?.columns.map(({ name }) => name))
            .to.include("order_id")
            .and.not.include("shopper_id");
        expect(view?.sql).not.to.contain("shopper_id");
    });

    it("search_misses shows searches and questions without a result, each once, and no failed ones", async () => {
        const rows = await lake.ask("SELECT event_id, query_text FROM search_misses ORDER BY event_id");
        expect(rows).to.deep.equal([
            { event_id: "1", query_text: "purple kayak" },
            { event_id: "4", query_text: "do you hire out boats" },
        ]);
    });

    it("handover_contacts joins the contact that a hand-over started, and keeps those without one", async () => {
        const rows = await lake.ask(
            "SELECT conversation_id, contact_id, channel, queue_name FROM handover_contacts ORDER BY conversation_id",
        );
        expect(rows).to.deep.equal([
            { conversation_id: "b", contact_id: "contact-1", channel: "CHAT", queue_name: "Orders" },
            { conversation_id: "c", contact_id: null, channel: null, queue_name: null },
        ]);
    });
});
