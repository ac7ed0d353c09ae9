import { systemClock } from "../shared/deployment";
import { bedrockAgent } from "./bedrock-agent";
import { type PreparationResult, prepare } from "./preparation";
import { readRequest } from "./request";

/**
 * Prepares an agent of Bedrock when a program is deployed, once for all of its parts. Whatever fails is thrown, and so fails
 * the deployment before the alias moves on.
 */
export async function handler(event: unknown): Promise<PreparationResult> {
    const { agentId, ...request } = readRequest(event);
    const result = await prepare(request, bedrockAgent(agentId), systemClock);
    console.log(JSON.stringify({ agent_id: agentId, ...result }));
    return result;
}
