import { recordOf, textOf } from "../shared/deployment";
import type { PreparationRequest } from "./preparation";

/** What the deployment asks for: the agent and how it has to be. */
export interface AgentRequest extends PreparationRequest {
    readonly agentId: string;
}

/** @throws an `Error` that names what is missing */
export function readRequest(event: unknown): AgentRequest {
    const fields = recordOf(event, "the event");
    const { guardrail, keep_versions: keepVersions } = fields;
    if (typeof keepVersions !== "number" || !Number.isInteger(keepVersions) || keepVersions < 1) {
        throw new Error("keep_versions is no whole number from 1 up");
    }
    return {
        agentId: textOf(fields, "agent_id"),
        keepVersions,
        ...(guardrail !== undefined && guardrail !== null && { guardrail: guardrailOf(guardrail) }),
    };
}

function guardrailOf(value: unknown) {
    const fields = recordOf(value, "guardrail");
    return { id: textOf(fields, "id"), version: textOf(fields, "version") };
}
