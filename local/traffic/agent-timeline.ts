import { RING_SECONDS, type SimulatedAgent, type SimulatedContact } from "./simulate";

/** What an agent is doing from a moment on: a status, and the contact in hand if there is one. */
export interface AgentMoment {
    readonly type: "LOGIN" | "STATE_CHANGE" | "HEART_BEAT" | "LOGOUT";
    /** Epoch milliseconds. */
    readonly at: number;
    readonly status: AgentStatus;
    readonly statusSince: number;
    readonly contact?: { readonly of: SimulatedContact; readonly state: ContactState };
}

export type AgentStatus = "Available" | "Lunch" | "Offline";
export type ContactState = "CONNECTING" | "CONNECTED" | "ENDED";

/** Connect sends a heartbeat when nothing else was sent for this long: https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-streams.html */
const HEARTBEAT_MS = 120_000;

/** Every event of one agent's shift, in the order of time. */
export function agentTimeline(agent: SimulatedAgent): AgentMoment[] {
    return withHeartbeats(stateChanges(agent));
}

type Change = Omit<AgentMoment, "statusSince">;

function stateChanges(agent: SimulatedAgent): AgentMoment[] {
    const lastWork = agent.handled.at(-1)?.agent?.afterContactEnd ?? 0;
    const changes: Change[] = [
        { type: "LOGIN", at: agent.shiftStart, status: "Available" },
        ...lunch(agent),
        ...agent.handled.flatMap(contactChanges),
        { type: "LOGOUT", at: Math.max(agent.shiftEnd, lastWork + 1000), status: "Offline" },
    ];
    return withStatusSince(changes.sort((a, b) => a.at - b.at));
}

/** An agent finishes the contact in hand before lunch; no new one is offered meanwhile. */
function lunch(agent: SimulatedAgent): Change[] {
    const inHand = agent.handled.filter((contact) => (contact.agent?.connected ?? 0) < agent.lunchStart).at(-1);
    const begins = Math.max(agent.lunchStart, (inHand?.agent?.afterContactEnd ?? 0) + 1000);
    if (begins >= agent.lunchEnd) return [];
    return [
        { type: "STATE_CHANGE", at: begins, status: "Lunch" },
        { type: "STATE_CHANGE", at: agent.lunchEnd, status: "Available" },
    ];
}

function contactChanges(contact: SimulatedContact): Change[] {
    const handling = contact.agent;
    if (!handling) return [];
    const change = (at: number, state?: ContactState): Change => ({
        type: "STATE_CHANGE",
        at,
        status: "Available",
        ...(state && { contact: { of: contact, state } }),
    });
    return [
        change(handling.connected - RING_SECONDS * 1000, "CONNECTING"),
        change(handling.connected, "CONNECTED"),
        change(contact.disconnect, "ENDED"),
        change(handling.afterContactEnd),
    ];
}

function withStatusSince(changes: readonly Change[]): AgentMoment[] {
    let since = changes[0]?.at ?? 0;
    return changes.map((change, index) => {
        if (change.status !== changes[index - 1]?.status) since = change.at;
        return { ...change, statusSince: since };
    });
}

function withHeartbeats(moments: AgentMoment[]): AgentMoment[] {
    const result: AgentMoment[] = [];
    for (const [index, moment] of moments.entries()) {
        result.push(moment);
        const next = moments[index + 1];
        if (!next) break;
        for (let at = moment.at + HEARTBEAT_MS; at < next.at; at += HEARTBEAT_MS) {
            result.push({ ...moment, type: "HEART_BEAT", at });
        }
    }
    return result;
}
