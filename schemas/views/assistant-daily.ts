import { assistantToolCalls } from "../shop/assistant-tool-calls";
import { assistantTurns } from "../shop/assistant-turns";
import type { ViewSchema } from "../table";
import { ordersLatest } from "./orders-latest";

/**
 * The assistant's days. A conversation counts on the day of its first turn, with all that came of it.
 *
 * - Contained: no hand-over to a human being was started in it.
 * - Converted: an order that was not cancelled was confirmed in it.
 * - Rows may be delivered twice, so turns and calls are folded by their ids first.
 */
export const assistantDaily: ViewSchema = {
    name: "assistant_daily",
    domain: "assistant",
    description:
        "Each day's conversations with the assistant: how many, how many stayed without a human being, how many led to an order, and what they cost.",
    sql: `WITH turns AS (
    SELECT
        conversation_id,
        turn_id,
        MIN(turn_ts) AS turn_ts,
        MAX(cost_usd_micros) AS cost_usd_micros,
        MAX(input_tokens) AS input_tokens,
        MAX(output_tokens) AS output_tokens,
        MAX(corrected_sentences) AS corrected_sentences,
        MAX(CASE WHEN error_code IS NOT NULL THEN 1 ELSE 0 END) AS failed
    FROM ${assistantTurns.name}
    GROUP BY conversation_id, turn_id
),
conversations AS (
    SELECT
        conversation_id,
        CAST(MIN(turn_ts) AS DATE) AS event_date,
        COUNT(*) AS turns,
        SUM(failed) AS failed_turns,
        SUM(corrected_sentences) AS corrected_sentences,
        SUM(input_tokens) AS input_tokens,
        SUM(output_tokens) AS output_tokens,
        SUM(cost_usd_micros) AS cost_usd_micros
    FROM turns
    GROUP BY conversation_id
),
handed_over AS (
    SELECT DISTINCT conversation_id
    FROM ${assistantToolCalls.name}
    WHERE tool_name = 'hand_over' AND ok
),
ordered AS (
    SELECT
        conversation_id,
        COUNT(*) AS orders
    FROM ${ordersLatest.name}
    WHERE conversation_id IS NOT NULL AND status <> 'cancelled'
    GROUP BY conversation_id
)
SELECT
    COUNT(*) AS conversations,
    SUM(conversations.turns) AS turns,
    SUM(conversations.failed_turns) AS failed_turns,
    SUM(conversations.corrected_sentences) AS corrected_sentences,
    COUNT(handed_over.conversation_id) AS handovers,
    CAST(COUNT(*) - COUNT(handed_over.conversation_id) AS DOUBLE) / COUNT(*) AS containment,
    COUNT(ordered.conversation_id) AS converted_conversations,
    CAST(COUNT(ordered.conversation_id) AS DOUBLE) / COUNT(*) AS conversion,
    SUM(ordered.orders) AS orders,
    SUM(conversations.input_tokens) AS input_tokens,
    SUM(conversations.output_tokens) AS output_tokens,
    SUM(conversations.cost_usd_micros) AS cost_usd_micros,
    conversations.event_date AS event_date
FROM conversations
LEFT JOIN handed_over ON handed_over.conversation_id = conversations.conversation_id
LEFT JOIN ordered ON ordered.conversation_id = conversations.conversation_id
GROUP BY conversations.event_date`,
    columns: [
        { name: "conversations", type: "bigint", comment: "Conversations that began on the day." },
        { name: "turns", type: "bigint", comment: "Turns of those conversations." },
        { name: "failed_turns", type: "bigint", comment: "Turns that an error ended." },
        { name: "corrected_sentences", type: "bigint", comment: "Sentences that were corrected or withheld." },
        { name: "handovers", type: "bigint", comment: "Conversations that were passed on to a human being." },
        { name: "containment", type: "double", comment: "Share of conversations without a hand-over, from 0 to 1." },
        { name: "converted_conversations", type: "bigint", comment: "Conversations with an order that still stands." },
        { name: "conversion", type: "double", comment: "Share of conversations with such an order, from 0 to 1." },
        { name: "orders", type: "bigint", comment: "Such orders; null on a day without one." },
        { name: "input_tokens", type: "bigint", comment: "Tokens that the model read." },
        { name: "output_tokens", type: "bigint", comment: "Tokens that the model wrote." },
        { name: "cost_usd_micros", type: "bigint", comment: "What they cost, in millionths of a US dollar." },
        { name: "event_date", type: "date", comment: "UTC day of the conversations' first turns." },
    ],
};
