import type { Question } from "../question";
import { frame } from "../table";
import { count, percent } from "../text";

/** What the assistant did, day by day. */
export const assistantDays: Question = {
    title: "The shopping assistant",
    definition:
        "Contained: no human being was asked for. Converted: an order was confirmed in the conversation and still stands. Withheld: sentences that said what no tool had.",
    sql: `SELECT
    CAST(event_date AS varchar) AS event_date,
    conversations,
    turns,
    containment,
    conversion,
    handovers,
    corrected_sentences,
    coalesce(cost_usd_micros, 0) AS cost_usd_micros
FROM assistant_daily
ORDER BY event_date DESC
LIMIT 7`,
    render(result, style) {
        const rows = result.rows.map(
            ([day, conversations, turns, containment, conversion, handovers, withheld, cost]) => [
                String(day),
                count(Number(conversations)),
                count(Number(turns)),
                percent(Number(containment)),
                percent(Number(conversion)),
                count(Number(handovers)),
                count(Number(withheld)),
                `$${(Number(cost) / 1_000_000).toFixed(2)}`,
            ],
        );
        return frame(
            [
                { name: "day", align: "left" },
                ...["conversations", "turns", "contained", "converted", "handed over", "withheld", "model cost"].map(
                    (name) => ({ name, align: "right" as const }),
                ),
            ],
            rows,
            style,
        );
    },
};
