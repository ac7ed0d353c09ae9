import { feedFacts, feedPartitions, hierarchyColumns, ingestColumns } from "./shared-columns";
import { table } from "./table";
import { t } from "./types";

const snapshotContact = t.struct({
    contact_id: t.string(),
    initial_contact_id: t.string(),
    channel: t.string(),
    initiation_method: t.string(),
    state: t.string(),
    state_start_ts: t.timestamp(),
    connected_to_agent_ts: t.timestamp(),
    queue_ts: t.timestamp(),
    queue_arn: t.string(),
    queue_name: t.string(),
});

/**
 * Agent events of Amazon Connect: sign-ins, changes of status and of contacts in hand, and a heartbeat every 120 seconds.
 *
 * Source of the fields: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html. The previous
 * snapshot's configuration, which repeats the current one but for the rare change, is in `raw_json` only.
 */
export const agentEvents = table({
    name: "agent_events",
    domain: "agents",
    description:
        "Every agent event, as delivered: repeats and heartbeats included. `agent_events_distinct` shows each once; `agent_status_intervals` shows periods of status.",
    columns: {
        event_id: {
            type: t.string(),
            description: "Id of the event: the same when it is delivered again.",
            required: true,
        },
        event_type: { type: t.string(), description: "LOGIN, LOGOUT, STATE_CHANGE or HEART_BEAT." },
        event_ts: { type: t.timestamp(), description: "When the event happened.", required: true },
        record_format_version: { type: t.string(), description: "Version of the event's format." },
        aws_account_id: { type: t.string(), description: "AWS account that owns the instance." },
        instance_arn: { type: t.string(), description: "ARN of the Amazon Connect instance.", required: true },
        agent_id: { type: t.string(), description: "Id of the agent." },
        agent_arn: { type: t.string(), description: "ARN of the agent." },
        username: { type: t.string(), description: "Sign-in name of the agent.", personal: true },
        first_name: { type: t.string(), description: "First name of the agent.", personal: true },
        last_name: { type: t.string(), description: "Last name of the agent.", personal: true },
        routing_profile_id: { type: t.string(), description: "Id of the agent's routing profile." },
        routing_profile_arn: { type: t.string(), description: "ARN of the agent's routing profile." },
        routing_profile_name: { type: t.string(), description: "Name of the agent's routing profile." },
        ...hierarchyColumns,
        status_arn: { type: t.string(), description: "ARN of the agent's status." },
        status_name: { type: t.string(), description: "Name of the agent's status, e.g. Available." },
        status_type: { type: t.string(), description: "ROUTABLE, CUSTOM or OFFLINE." },
        status_start_ts: { type: t.timestamp(), description: "When the agent entered that status." },
        prev_status_arn: { type: t.string(), description: "ARN of the status before." },
        prev_status_name: { type: t.string(), description: "Name of the status before." },
        prev_status_type: { type: t.string(), description: "Type of the status before." },
        prev_status_start_ts: { type: t.timestamp(), description: "When the agent entered the status before." },
        next_status_arn: { type: t.string(), description: "ARN of the status that the agent chose to enter next." },
        next_status_name: { type: t.string(), description: "Name of the status that the agent chose to enter next." },
        next_status_enqueued_ts: { type: t.timestamp(), description: "When the agent chose the next status." },
        contacts: { type: t.array(snapshotContact), description: "Contacts in the agent's hands." },
        prev_contacts: { type: t.array(snapshotContact), description: "Contacts in the agent's hands before." },
        concurrency: {
            type: t.array(t.struct({ channel: t.string(), available_slots: t.int(), maximum_slots: t.int() })),
            description: "How many contacts of each channel the agent may take, and has room for.",
        },
        default_outbound_queue_arn: { type: t.string(), description: "ARN of the queue for outbound calls." },
        default_outbound_queue_name: { type: t.string(), description: "Name of the queue for outbound calls." },
        inbound_queues: {
            type: t.array(t.struct({ arn: t.string(), name: t.string(), channels: t.array(t.string()) })),
            description: "Queues that the agent serves.",
        },
        proficiencies: {
            type: t.array(t.struct({ name: t.string(), value: t.string(), level: t.double() })),
            description: "The agent's proficiencies; levels from 1 to 5.",
            personal: true,
        },
        ...ingestColumns,
    },
    partitions: feedPartitions("the event"),
    ...feedFacts,
});
