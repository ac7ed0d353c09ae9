import type { Column } from "../table";
import { t } from "../types";

const chatParticipant = t.struct({
    participant_id: t.string(),
    participant_type: t.string(),
    conversation_abandon: t.boolean(),
    messages_sent: t.int(),
    responses: t.int(),
    message_length_chars: t.int(),
    total_response_ms: t.bigint(),
    max_response_ms: t.bigint(),
    last_message_ts: t.timestamp(),
});

/** What was said and how well it came through: recordings, chat figures, audio quality. */
export const mediaColumns = {
    recordings: {
        type: t.array(
            t.struct({
                location: t.string(),
                status: t.string(),
                media_stream_type: t.string(),
                participant_type: t.string(),
                storage_type: t.string(),
                fragment_start_number: t.string(),
                fragment_stop_number: t.string(),
                start_ts: t.timestamp(),
                stop_ts: t.timestamp(),
                deletion_reason: t.string(),
            }),
        ),
        description: "Recordings and transcripts of the contact; `location` is `bucket/key`, without `s3://`.",
    },
    media_streams: { type: t.array(t.string()), description: "Media streams of the contact, e.g. AUTOMATED." },
    agent_audio_score: {
        type: t.double(),
        description: "Quality of the agent's audio, 1 (bad) to 5 (good).",
        least: 1,
        most: 5,
    },
    agent_audio_issues: { type: t.array(t.string()), description: "What may have harmed the agent's audio." },
    customer_audio_score: {
        type: t.double(),
        description: "Quality of the customer's audio, 1 (bad) to 5 (good).",
        least: 1,
        most: 5,
    },
    customer_audio_issues: { type: t.array(t.string()), description: "What may have harmed the customer's audio." },
    chat_multi_party: { type: t.boolean(), description: "Whether more than two people took part in the chat." },
    chat_total_messages: { type: t.int(), description: "Messages in the chat.", least: 0 },
    chat_total_bot_messages: { type: t.int(), description: "Messages sent by bots and automation.", least: 0 },
    chat_total_bot_message_length_chars: { type: t.int(), description: "Characters in those messages.", least: 0 },
    chat_conversation_close_ms: {
        type: t.bigint(),
        description: "From the customer's last message to the end of the chat.",
        unit: "ms",
    },
    chat_conversation_turns: { type: t.int(), description: "Turns in the conversation.", least: 0 },
    chat_agent_first_response_ts: { type: t.timestamp(), description: "When the agent first answered." },
    chat_agent_first_response_ms: {
        type: t.bigint(),
        description: "From the agent's joining to the agent's first answer.",
        unit: "ms",
    },
    chat_agent: { type: chatParticipant, description: "The agent's part in the chat; times in ms." },
    chat_customer: { type: chatParticipant, description: "The customer's part in the chat; times in ms." },
} as const satisfies Record<string, Column>;
