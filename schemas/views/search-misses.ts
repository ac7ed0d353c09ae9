import { assistantToolCalls } from "../shop/assistant-tool-calls";
import type { ViewSchema } from "../table";

/** What shoppers looked for and did not find. */
export const searchMisses: ViewSchema = {
    name: "search_misses",
    description: "Searches of the assistant that found nothing, one row each: what the shop lacks, or does not find.",
    sql: `SELECT
    event_id,
    MIN(call_ts) AS call_ts,
    MIN(conversation_id) AS conversation_id,
    MIN(tool_name) AS tool_name,
    MIN(query_text) AS query_text,
    MIN(category) AS category,
    event_date
FROM ${assistantToolCalls.name}
WHERE tool_name IN ('search_products', 'answer_policy') AND ok AND hits = 0
GROUP BY event_id, event_date`,
    columns: [
        { name: "event_id", type: "string", comment: "Id of the call." },
        { name: "call_ts", type: "timestamp", comment: "When it was." },
        { name: "conversation_id", type: "string", comment: "Id of the conversation." },
        { name: "tool_name", type: "string", comment: "search_products, or answer_policy for a question." },
        { name: "query_text", type: "string", comment: "Words of the search.", personal: true },
        { name: "category", type: "string", comment: "Category that the search was narrowed to." },
        { name: "event_date", type: "date", comment: "UTC day of the call." },
    ],
};
