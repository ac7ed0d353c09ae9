import { expect } from "chai";
import { answers, renderAnswers, SHOP_QUESTIONS } from "../../../local/answers/answers";
import type { Lake } from "../query/support";
import { emptyLake, putShop } from "./lake";

const DAY = "2026-11-01";
const PLAIN = { width: 120, unicode: false, colour: false };
const at = (time: string) => `${DAY} ${time}.000`;

describe("answers about a day in the shop", () => {
    let lake: Lake;
    beforeEach(async () => {
        lake = await emptyLake();
    });
    afterEach(() => lake.close());
    const shown = async () => renderAnswers(await answers(lake.engine, SHOP_QUESTIONS), PLAIN);

    it("count conversations, what was bought and what was not found, each once", async () => {
        const turn = { event_id: "t1", conversation_id: "c1", turn_id: "t1", turn_ts: at("09:00:00") };
        await putShop(lake, "assistant_turns", DAY, [
            { ...turn, cost_usd_micros: 20_000, corrected_sentences: 1 },
            { ...turn, cost_usd_micros: 20_000, corrected_sentences: 1 },
        ]);
        await putShop(lake, "assistant_tool_calls", DAY, [
            {
                event_id: "k1",
                conversation_id: "c1",
                call_ts: at("09:00:01"),
                tool_name: "search_products",
                ok: true,
                hits: 0,
                query_text: "purple kayak",
            },
        ]);
        const order = { order_id: "o1", placed_ts: at("09:01:00"), updated_ts: at("09:01:00"), conversation_id: "c1" };
        await putShop(lake, "orders", DAY, [
            { ...order, event_id: "e1", status: "placed" },
            { ...order, event_id: "e2", order_id: "o2", status: "cancelled" },
        ]);
        const line = {
            line_number: 1,
            product_name: "Dome tent",
            quantity: 2,
            currency: "USD",
            line_total_minor: 30_000,
        };
        await putShop(lake, "order_lines", DAY, [
            { ...line, event_id: "l1", order_id: "o1" },
            { ...line, event_id: "l1", order_id: "o1" },
            { ...line, event_id: "l2", order_id: "o2" },
        ]);
        const text = await shown();
        expect(text).to.match(/2026-11-01 \| +1 \| +1 \| +100\.0 % \| +100\.0 % \| +0 \| +1 \| +\$0\.02/);
        expect(text).to.contain("300.00 USD  (2)");
        expect(text).to.match(/purple kayak +\| +1 /);
    });

    it("say so where the shop has no rows yet", async () => {
        expect((await shown()).match(/Not answered: the lake holds no rows/g)).to.have.length(3);
    });
});
