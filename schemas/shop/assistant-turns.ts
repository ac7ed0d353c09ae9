import { table } from "../table";
import { t } from "../types";
import { eventIdColumn, shopFacts, shopIngestColumns, shopPartitions } from "./shop-columns";

/** What shoppers asked the assistant and what it answered: one row a turn. */
export const assistantTurns = table({
    name: "assistant_turns",
    domain: "assistant",
    description:
        "One turn of a conversation with the shopping assistant: what was asked, what was answered, what it took.",
    columns: {
        ...eventIdColumn("the turn"),
        conversation_id: { type: t.string(), description: "Id of the conversation.", required: true },
        turn_id: { type: t.string(), description: "Id of the turn.", required: true },
        turn_ts: { type: t.timestamp(), description: "When the shopper's message arrived.", required: true },
        shopper_id: { type: t.string(), description: "Id of the shopper's account.", personal: true },
        runtime: { type: t.string(), description: "What ran the turn: `converse` or `bedrockAgents`.", required: true },
        model_id: { type: t.string(), description: "Model that answered." },
        message_text: {
            type: t.string(),
            description:
                "What the shopper wrote, as the guardrail left it: masked parts as {KIND}, null where it was blocked.",
            personal: true,
        },
        answer_text: { type: t.string(), description: "What the shopper was shown.", personal: true },
        stop_reason: { type: t.string(), description: "Why the turn ended, e.g. end_turn, step_limit, guardrail." },
        error_code: { type: t.string(), description: "Code of the error that ended the turn; null if none did." },
        guardrail_action: { type: t.string(), description: "What the guardrail did; null if nothing." },
        duration_ms: { type: t.int(), description: "From the message to the last word.", unit: "ms" },
        model_calls: { type: t.int(), description: "Calls of the model.", least: 0 },
        tool_calls: { type: t.int(), description: "Calls of tools.", least: 0 },
        input_tokens: { type: t.bigint(), description: "Tokens that the model read.", least: 0 },
        output_tokens: { type: t.bigint(), description: "Tokens that the model wrote.", least: 0 },
        cost_usd_micros: {
            type: t.bigint(),
            description:
                "What the tokens cost, in millionths of a US dollar; null where the model's price isn't configured.",
            least: 0,
        },
        corrected_sentences: {
            type: t.int(),
            description: "Sentences that were corrected or withheld, since no tool had said so.",
            least: 0,
        },
        ...shopIngestColumns,
    },
    partitions: shopPartitions("the turn"),
    ...shopFacts,
});
