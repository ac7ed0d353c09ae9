import type { agentEvents, Row } from "../../schemas";
import { type Fields, fieldsOf, struct } from "../shared/fields";
import { hierarchyFields } from "../shared/hierarchy";
import { timestamp } from "../shared/timestamps";
import { decimal, idAfter, integer, list, text, upperText } from "../shared/values";

/** A row of `agent_events`, without its partition keys. */
export type AgentEventRow = Row<typeof agentEvents>;

type SnapshotContact = NonNullable<AgentEventRow["contacts"]>[number];
type Concurrency = NonNullable<AgentEventRow["concurrency"]>[number];
type InboundQueue = NonNullable<AgentEventRow["inbound_queues"]>[number];
type Proficiency = NonNullable<AgentEventRow["proficiencies"]>[number];

const contact = fieldsOf<SnapshotContact>();
const snapshotContacts = list(
    struct<SnapshotContact>({
        ContactId: contact.to("contact_id", text),
        InitialContactId: contact.to("initial_contact_id", text),
        Channel: contact.to("channel", upperText),
        InitiationMethod: contact.to("initiation_method", text),
        State: contact.to("state", text),
        StateStartTimestamp: contact.to("state_start_ts", timestamp),
        ConnectedToAgentTimestamp: contact.to("connected_to_agent_ts", timestamp),
        QueueTimestamp: contact.to("queue_ts", timestamp),
        Queue: contact.inside({ ARN: contact.to("queue_arn", text), Name: contact.to("queue_name", text) }),
    }),
);

const slots = fieldsOf<Concurrency>();
const concurrency = list(
    struct<Concurrency>({
        Channel: slots.to("channel", upperText),
        AvailableSlots: slots.to("available_slots", integer),
        MaximumSlots: slots.to("maximum_slots", integer),
    }),
);

const queue = fieldsOf<InboundQueue>();
const inboundQueues = list(
    struct<InboundQueue>({
        ARN: queue.to("arn", text),
        Name: queue.to("name", text),
        Channels: queue.to("channels", list(upperText)),
    }),
);

const proficiency = fieldsOf<Proficiency>();
const proficiencies = list(
    struct<Proficiency>({
        Name: proficiency.to("name", text),
        Value: proficiency.to("value", text),
        Level: proficiency.to("level", decimal),
    }),
);

const { to, inside, each, known } = fieldsOf<AgentEventRow>();

const configuration: Fields<AgentEventRow> = {
    FirstName: to("first_name", text),
    LastName: to("last_name", text),
    Username: to("username", text),
    AgentHierarchyGroups: inside(hierarchyFields()),
    Proficiencies: to("proficiencies", proficiencies),
    RoutingProfile: inside({
        ARN: each(to("routing_profile_arn", text), to("routing_profile_id", idAfter("/routing-profile/"))),
        Name: to("routing_profile_name", text),
        Concurrency: to("concurrency", concurrency),
        DefaultOutboundQueue: inside({
            ARN: to("default_outbound_queue_arn", text),
            Name: to("default_outbound_queue_name", text),
            Channels: known(),
        }),
        InboundQueues: to("inbound_queues", inboundQueues),
    }),
};

const currentSnapshot = inside({
    AgentStatus: inside({
        ARN: to("status_arn", text),
        Name: to("status_name", text),
        Type: to("status_type", text),
        StartTimestamp: to("status_start_ts", timestamp),
    }),
    NextAgentStatus: inside({
        ARN: to("next_status_arn", text),
        Name: to("next_status_name", text),
        EnqueuedTimestamp: to("next_status_enqueued_ts", timestamp),
    }),
    Configuration: inside(configuration),
    Contacts: to("contacts", snapshotContacts),
});

/**
 * Every documented key of an agent event and the column it fills.
 *
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html
 */
export const agentEventFields: Fields<AgentEventRow> = {
    Version: to("record_format_version", text),
    EventId: to("event_id", text),
    EventType: to("event_type", text),
    EventTimestamp: to("event_ts", timestamp),
    AWSAccountId: to("aws_account_id", text),
    AgentARN: each(to("agent_arn", text), to("agent_id", idAfter("/agent/"))),
    InstanceARN: to("instance_arn", text),
    CurrentAgentSnapshot: currentSnapshot,
    // Seen under this name in some exports.
    AgentSnapshot: currentSnapshot,
    PreviousAgentSnapshot: inside({
        AgentStatus: inside({
            ARN: to("prev_status_arn", text),
            Name: to("prev_status_name", text),
            Type: to("prev_status_type", text),
            StartTimestamp: to("prev_status_start_ts", timestamp),
        }),
        NextAgentStatus: known(),
        Configuration: known(),
        Contacts: to("prev_contacts", snapshotContacts),
    }),
};
