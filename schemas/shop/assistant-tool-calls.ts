import { table } from "../table";
import { t } from "../types";
import { eventIdColumn, shopFacts, shopIngestColumns, shopPartitions } from "./shop-columns";

/** Every call of a tool by the assistant. */
export const assistantToolCalls = table({
    name: "assistant_tool_calls",
    domain: "assistant",
    description: "One call of a tool by the shopping assistant: which, whether it worked, what it found.",
    columns: {
        ...eventIdColumn("the call"),
        conversation_id: { type: t.string(), description: "Id of the conversation.", required: true },
        turn_id: { type: t.string(), description: "Id of the turn; null where the runtime doesn't tell." },
        call_ts: { type: t.timestamp(), description: "When the call began.", required: true },
        tool_name: { type: t.string(), description: "Name of the tool.", required: true },
        ok: { type: t.boolean(), description: "Whether it returned a result.", required: true },
        error_code: { type: t.string(), description: "Code of the error that the model was told; null if none." },
        duration_ms: { type: t.int(), description: "How long it took.", unit: "ms" },
        query_text: { type: t.string(), description: "Words of a search or a question.", personal: true },
        category: { type: t.string(), description: "Category that a search was narrowed to." },
        hits: { type: t.int(), description: "How many results a search showed; null for other tools.", least: 0 },
        product_ids: { type: t.array(t.string()), description: "Products that the call returned." },
        contact_id: {
            type: t.string(),
            description: "Contact that a hand-over started in Amazon Connect: `contact_records.contact_id`.",
        },
        ...shopIngestColumns,
    },
    partitions: shopPartitions("the call"),
    ...shopFacts,
});
