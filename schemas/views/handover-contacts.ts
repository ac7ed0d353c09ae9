import { assistantToolCalls } from "../shop/assistant-tool-calls";
import type { ViewSchema } from "../table";
import { contactRecordsLatestDeidentified } from "./contact-records-latest";

/**
 * Conversations that the assistant passed on, and what became of them in the contact centre. The contact's columns are
 * null until Amazon Connect has delivered its record, which it does when the contact has ended.
 */
export const handoverContacts: ViewSchema = {
    name: "handover_contacts",
    domain: "assistant",
    description:
        "Each hand-over from the assistant to a human being, with the newest version of the contact that it started.",
    sql: `WITH handovers AS (
    SELECT
        event_id,
        MIN(conversation_id) AS conversation_id,
        MIN(contact_id) AS contact_id,
        MIN(call_ts) AS handover_ts,
        event_date
    FROM ${assistantToolCalls.name}
    WHERE tool_name = 'hand_over' AND ok
    GROUP BY event_id, event_date
)
SELECT
    handovers.conversation_id AS conversation_id,
    handovers.contact_id AS contact_id,
    handovers.handover_ts AS handover_ts,
    contacts.channel AS channel,
    contacts.queue_name AS queue_name,
    contacts.initiation_ts AS initiation_ts,
    contacts.connected_to_agent_ts AS connected_to_agent_ts,
    contacts.disconnect_ts AS disconnect_ts,
    contacts.disconnect_reason AS disconnect_reason,
    contacts.instance_id AS instance_id,
    handovers.event_date AS event_date
FROM handovers
LEFT JOIN ${contactRecordsLatestDeidentified.name} AS contacts ON contacts.contact_id = handovers.contact_id`,
    columns: [
        { name: "conversation_id", type: "string", comment: "Id of the conversation with the assistant." },
        { name: "contact_id", type: "string", comment: "Id of the contact; null where none could be started." },
        { name: "handover_ts", type: "timestamp", comment: "When the assistant passed it on." },
        { name: "channel", type: "string", comment: "Channel of the contact." },
        { name: "queue_name", type: "string", comment: "Name of the queue that it waited in." },
        { name: "initiation_ts", type: "timestamp", comment: "When the contact began." },
        { name: "connected_to_agent_ts", type: "timestamp", comment: "When an agent took it; null if none did." },
        { name: "disconnect_ts", type: "timestamp", comment: "When it ended." },
        { name: "disconnect_reason", type: "string", comment: "Why it ended." },
        { name: "instance_id", type: "string", comment: "Id of the Amazon Connect instance." },
        { name: "event_date", type: "date", comment: "UTC day of the hand-over." },
    ],
};
