import {
    type Agent,
    BedrockAgentClient,
    DeleteAgentVersionCommand,
    GetAgentCommand,
    PrepareAgentCommand,
    paginateListAgentAliases,
    paginateListAgentVersions,
    UpdateAgentCommand,
} from "@aws-sdk/client-bedrock-agent";
import type { AgentApi } from "./agent-api";

/** The control plane of an agent in Bedrock. */
export function bedrockAgent(agentId: string): AgentApi {
    const client = new BedrockAgentClient();
    const read = async (): Promise<Agent> => {
        const { agent } = await client.send(new GetAgentCommand({ agentId }));
        if (agent === undefined) throw new Error(`Bedrock gave no agent for ${agentId}`);
        return agent;
    };
    return {
        async get() {
            const agent = await read();
            const { guardrailIdentifier: id, guardrailVersion: version } = agent.guardrailConfiguration ?? {};
            return {
                status: agent.agentStatus ?? "UNKNOWN",
                failureReasons: agent.failureReasons ?? [],
                guardrail: id === undefined || version === undefined ? undefined : { id, version },
                fingerprint: JSON.stringify([
                    agent.instruction,
                    agent.foundationModel,
                    agent.agentResourceRoleArn,
                    agent.guardrailConfiguration,
                    agent.idleSessionTTLInSeconds,
                ]),
            };
        },
        async setGuardrail({ id, version }) {
            const guardrailConfiguration = { guardrailIdentifier: id, guardrailVersion: version };
            await client.send(new UpdateAgentCommand({ ...writable(await read()), guardrailConfiguration }));
        },
        async prepare() {
            await client.send(new PrepareAgentCommand({ agentId }));
        },
        async versions() {
            const versions: string[] = [];
            for await (const page of paginateListAgentVersions({ client }, { agentId })) {
                versions.push(...(page.agentVersionSummaries ?? []).flatMap(({ agentVersion }) => agentVersion ?? []));
            }
            return versions;
        },
        async routedVersions() {
            const routed: string[] = [];
            for await (const page of paginateListAgentAliases({ client }, { agentId })) {
                for (const { routingConfiguration = [] } of page.agentAliasSummaries ?? []) {
                    routed.push(...routingConfiguration.flatMap(({ agentVersion }) => agentVersion ?? []));
                }
            }
            return routed;
        },
        async deleteVersion(agentVersion) {
            await client.send(new DeleteAgentVersionCommand({ agentId, agentVersion }));
        },
    };
}

/** What an update takes of what a read gives. An update leaves out nothing: what it doesn't name is cleared. */
function writable(agent: Agent) {
    return {
        agentId: agent.agentId,
        agentName: agent.agentName,
        agentResourceRoleArn: agent.agentResourceRoleArn,
        agentCollaboration: agent.agentCollaboration,
        customerEncryptionKeyArn: agent.customerEncryptionKeyArn,
        customOrchestration: agent.customOrchestration,
        description: agent.description,
        foundationModel: agent.foundationModel,
        idleSessionTTLInSeconds: agent.idleSessionTTLInSeconds,
        instruction: agent.instruction,
        memoryConfiguration: agent.memoryConfiguration,
        orchestrationType: agent.orchestrationType,
        promptOverrideConfiguration: overridden(agent),
    };
}

/** The service gives its own prompts back as well, and refuses to be given those. */
function overridden({ promptOverrideConfiguration: prompts }: Agent) {
    const own = prompts?.promptConfigurations?.filter(({ promptCreationMode }) => promptCreationMode === "OVERRIDDEN");
    return own === undefined || own.length === 0 ? undefined : { ...prompts, promptConfigurations: own };
}
