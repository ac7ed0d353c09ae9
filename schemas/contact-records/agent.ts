import { hierarchyColumns } from "../shared-columns";
import type { Column } from "../table";
import { t } from "../types";

/** The agent who took the contact, and the time the agent spent on it. */
export const agentColumns = {
    agent_id: { type: t.string(), description: "Id of the agent." },
    agent_arn: { type: t.string(), description: "ARN of the agent." },
    agent_username: { type: t.string(), description: "Sign-in name of the agent.", personal: true },
    routing_profile_id: { type: t.string(), description: "Id of the agent's routing profile." },
    routing_profile_arn: { type: t.string(), description: "ARN of the agent's routing profile." },
    routing_profile_name: { type: t.string(), description: "Name of the agent's routing profile." },
    ...hierarchyColumns,
    accepted_by_agent_ts: { type: t.timestamp(), description: "When the agent accepted the contact." },
    preview_end_ts: { type: t.timestamp(), description: "When the agent's preview of the contact ended." },
    connected_to_agent_ts: { type: t.timestamp(), description: "When the contact was connected to the agent." },
    agent_interaction_s: { type: t.int(), description: "How long agent and customer interacted.", unit: "s" },
    agent_pause_s: { type: t.int(), description: "How long the contact was paused while with the agent.", unit: "s" },
    customer_hold_s: { type: t.int(), description: "How long the customer was on hold.", unit: "s" },
    agent_initiated_hold_s: { type: t.int(), description: "How long of that the agent had put on hold.", unit: "s" },
    longest_hold_s: { type: t.int(), description: "The longest single hold.", unit: "s" },
    number_of_holds: { type: t.int(), description: "How often the customer was put on hold.", least: 0 },
    acw_s: { type: t.int(), description: "Length of the after-contact work.", unit: "s" },
    acw_start_ts: { type: t.timestamp(), description: "When after-contact work began." },
    acw_end_ts: { type: t.timestamp(), description: "When after-contact work ended." },
    agent_connection_attempts: {
        type: t.int(),
        description: "How often the system tried to connect an agent.",
        least: 0,
    },
    agent_state_transitions: {
        type: t.array(t.struct({ state: t.string(), start_ts: t.timestamp(), end_ts: t.timestamp() })),
        description: "A supervisor's changes between silent monitoring and barging in.",
    },
    agent_capabilities: { type: t.map(t.string()), description: "What the agent's end could do, e.g. Video: SEND." },
    agent_platform_name: { type: t.string(), description: "Platform of the agent's device." },
    agent_platform_version: { type: t.string(), description: "Version of that platform." },
    agent_operating_system: { type: t.string(), description: "Operating system of the agent's device." },
    external_third_party_interaction_s: {
        type: t.int(),
        description: "How long an external third party took part.",
        unit: "s",
    },
} as const satisfies Record<string, Column>;
