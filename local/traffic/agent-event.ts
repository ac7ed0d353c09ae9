import type { AgentMoment, AgentStatus } from "./agent-timeline";
import { agentArn, instanceArn, queueArn, routingProfile } from "./contact-record";
import { seededRandom } from "./random";
import type { SimulatedAgent, SimulatedDay } from "./simulate";

const STATUS_TYPES: Record<AgentStatus, string> = { Available: "ROUTABLE", Lunch: "CUSTOM", Offline: "OFFLINE" };

/**
 * The agent event as Amazon Connect streams it
 * (https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-stream-model.html), as a JSON document.
 */
export function agentEvent(
    day: SimulatedDay,
    agent: SimulatedAgent,
    timeline: readonly AgentMoment[],
    index: number,
): Record<string, unknown> {
    const moment = timeline[index] as AgentMoment;
    const previous = timeline[index - 1];
    return {
        AWSAccountId: day.accountId,
        AgentARN: agentArn(day, agent),
        CurrentAgentSnapshot: moment.type === "LOGOUT" ? null : snapshot(day, agent, moment),
        EventId: eventId(agent, index),
        EventTimestamp: new Date(moment.at).toISOString(),
        EventType: moment.type,
        InstanceARN: instanceArn(day),
        PreviousAgentSnapshot: previous ? snapshot(day, agent, previous) : null,
        Version: "2017-10-01",
    };
}

function eventId(agent: SimulatedAgent, index: number): string {
    return seededRandom(Number.parseInt(agent.id.slice(0, 7), 16) + index).uuid();
}

function snapshot(day: SimulatedDay, agent: SimulatedAgent, moment: AgentMoment) {
    const { status, statusSince } = moment;
    return {
        AgentStatus: {
            ARN: `${instanceArn(day)}/agent-state/${status.toLowerCase()}`,
            Name: status,
            StartTimestamp: new Date(statusSince).toISOString(),
            Type: STATUS_TYPES[status],
        },
        Configuration: configuration(day, agent),
        Contacts: moment.contact ? [contactInHand(day, moment.contact)] : [],
        NextAgentStatus: null,
    };
}

function configuration(day: SimulatedDay, agent: SimulatedAgent) {
    const inboundQueues = agent.queues.map((queue) => ({
        ARN: queueArn(day, queue),
        Channels: ["VOICE", "CHAT", "TASK", "EMAIL"],
        Name: queue.name,
    }));
    return {
        AgentHierarchyGroups: null,
        FirstName: agent.firstName,
        LastName: agent.lastName,
        Proficiencies: [],
        RoutingProfile: {
            ...routingProfile(day, agent),
            Concurrency: [
                { AvailableSlots: 1, Channel: "VOICE", MaximumSlots: 1 },
                { AvailableSlots: 1, Channel: "CHAT", MaximumSlots: 1 },
            ],
            DefaultOutboundQueue: inboundQueues[0],
            InboundQueues: inboundQueues,
        },
        Username: agent.username,
    };
}

function contactInHand(day: SimulatedDay, { of: contact, state }: NonNullable<AgentMoment["contact"]>) {
    const { queue, agent } = contact;
    const stateStart = { CONNECTING: contact.queue?.dequeued, CONNECTED: agent?.connected, ENDED: contact.disconnect }[
        state
    ];
    return {
        Channel: contact.channel,
        ConnectedToAgentTimestamp: state === "CONNECTING" || !agent ? null : new Date(agent.connected).toISOString(),
        ContactId: contact.id,
        InitialContactId: null,
        InitiationMethod: contact.initiationMethod,
        Queue: queue ? { ARN: queueArn(day, queue.of), Name: queue.of.name } : null,
        QueueTimestamp: queue ? new Date(queue.enqueued).toISOString() : null,
        State: state,
        StateStartTimestamp: new Date(stateStart ?? contact.initiation).toISOString(),
    };
}
