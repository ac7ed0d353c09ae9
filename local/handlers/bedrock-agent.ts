import {
    ActionGroupState,
    type AgentActionGroup,
    AssociateAgentKnowledgeBaseCommand,
    CreateAgentActionGroupCommand,
    CreateAgentAliasCommand,
    CreateAgentCommand,
    GetAgentActionGroupCommand,
    GetAgentAliasCommand,
    GetAgentCommand,
    GetAgentKnowledgeBaseCommand,
    KnowledgeBaseState,
    PrepareAgentCommand,
    UpdateAgentActionGroupCommand,
    UpdateAgentAliasCommand,
    UpdateAgentCommand,
    UpdateAgentKnowledgeBaseCommand,
} from "@aws-sdk/client-bedrock-agent";
import { bedrockAgent } from "../clients";
import { unless } from "./errors";
import { kept } from "./kept";
import type { HandlerTable, Target, TypeHandler } from "./types";

const DRAFT = "DRAFT";

function readAgent({ connection, call }: Target, agentId: string) {
    return call("GetAgent", async () => {
        const found = await bedrockAgent(connection).send(new GetAgentCommand({ agentId }));
        return found.agent;
    });
}

/**
 * The emulator keeps agents as configured, and can prepare them; what it answers for an agent is made up, without any
 * tool being called. So local conversations run over the Converse API.
 */
const agent: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const [guardrail] = inputs.sections("guardrailConfigurations");
        const request = {
            agentName: inputs.text("agentName"),
            agentResourceRoleArn: inputs.text("agentResourceRoleArn"),
            foundationModel: inputs.text("foundationModel"),
            instruction: inputs.optionalText("instruction"),
            description: inputs.optionalText("description"),
            idleSessionTTLInSeconds: inputs.optionalNumber("idleSessionTtlInSeconds"),
            customerEncryptionKeyArn: inputs.optionalText("customerEncryptionKeyArn"),
            ...(guardrail && {
                guardrailConfiguration: {
                    guardrailIdentifier: guardrail.text("guardrailIdentifier"),
                    guardrailVersion: guardrail.text("guardrailVersion"),
                },
            }),
        };
        const client = bedrockAgent(connection);
        const existing = await kept(previousId, (id) => readAgent(target, id));
        const made =
            existing === undefined
                ? await call("CreateAgent", () =>
                      client.send(new CreateAgentCommand({ ...request, tags: inputs.map("tags") })),
                  )
                : await call("UpdateAgent", () =>
                      client.send(new UpdateAgentCommand({ ...request, agentId: existing.agentId })),
                  );
        const { agentId = "", agentArn } = made.agent ?? {};
        if (inputs.optionalFlag("prepareAgent") ?? true) {
            await call("PrepareAgent", () => client.send(new PrepareAgentCommand({ agentId })));
        }
        return { id: agentId, outputs: { agentId, agentArn, agentVersion: DRAFT } };
    },
    async verify(target, { id }) {
        const found = await readAgent(target, id);
        target.expect("the agent's model", target.inputs.text("foundationModel"), found?.foundationModel);
        target.expect("the agent's instruction", target.inputs.optionalText("instruction"), found?.instruction);
    },
};

function readActionGroup(
    { inputs, connection, call }: Target,
    actionGroupId: string,
): Promise<AgentActionGroup | undefined> {
    const [agentId, agentVersion] = [inputs.text("agentId"), inputs.text("agentVersion")];
    return call("GetAgentActionGroup", async () => {
        const request = { agentId, agentVersion, actionGroupId };
        const found = await bedrockAgent(connection).send(new GetAgentActionGroupCommand(request));
        return found.agentActionGroup;
    });
}

const actionGroup: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const [agentId, agentVersion] = [inputs.text("agentId"), inputs.text("agentVersion")];
        const executor = inputs.optionalSection("actionGroupExecutor")?.optionalText("lambda");
        const schema = inputs.optionalSection("apiSchema")?.optionalText("payload");
        const signature = inputs.optionalOneOf("parentActionGroupSignature", {
            UserInput: "AMAZON.UserInput",
        } as const);
        const request = {
            agentId,
            agentVersion,
            actionGroupName: inputs.text("actionGroupName"),
            description: inputs.optionalText("description"),
            actionGroupState: inputs.optionalOneOf("actionGroupState", ActionGroupState),
            parentActionGroupSignature: signature,
            ...(executor !== undefined && { actionGroupExecutor: { lambda: executor } }),
            ...(schema !== undefined && { apiSchema: { payload: schema } }),
        };
        const client = bedrockAgent(connection);
        const existing = await kept(previousId?.split(",")[0], (id) => readActionGroup(target, id));
        const made =
            existing === undefined
                ? await call("CreateAgentActionGroup", () => client.send(new CreateAgentActionGroupCommand(request)))
                : await call("UpdateAgentActionGroup", () =>
                      client.send(
                          new UpdateAgentActionGroupCommand({ ...request, actionGroupId: existing.actionGroupId }),
                      ),
                  );
        const actionGroupId = made.agentActionGroup?.actionGroupId ?? "";
        return { id: `${actionGroupId},${agentId},${agentVersion}`, outputs: { actionGroupId } };
    },
    async verify(target, { outputs }) {
        const found = await readActionGroup(target, String(outputs.actionGroupId));
        target.expect("the action group's name", target.inputs.text("actionGroupName"), found?.actionGroupName);
    },
};

const knowledgeBaseAssociation: TypeHandler = {
    async create({ inputs, connection, call }) {
        const [agentId, knowledgeBaseId] = [inputs.text("agentId"), inputs.text("knowledgeBaseId")];
        const agentVersion = inputs.optionalText("agentVersion") ?? DRAFT;
        const request = {
            agentId,
            agentVersion,
            knowledgeBaseId,
            description: inputs.text("description"),
            knowledgeBaseState: inputs.oneOf("knowledgeBaseState", KnowledgeBaseState),
        };
        const client = bedrockAgent(connection);
        const updated = await unless(["ResourceNotFound"], () =>
            call("UpdateAgentKnowledgeBase", () => client.send(new UpdateAgentKnowledgeBaseCommand(request))),
        );
        if (updated === undefined) {
            await call("AssociateAgentKnowledgeBase", () =>
                client.send(new AssociateAgentKnowledgeBaseCommand(request)),
            );
        }
        return { id: `${agentId},${agentVersion},${knowledgeBaseId}`, outputs: { agentVersion } };
    },
    async verify({ inputs, connection, call, expect }, { outputs }) {
        const request = {
            agentId: inputs.text("agentId"),
            agentVersion: String(outputs.agentVersion),
            knowledgeBaseId: inputs.text("knowledgeBaseId"),
        };
        const found = await call("GetAgentKnowledgeBase", () =>
            bedrockAgent(connection).send(new GetAgentKnowledgeBaseCommand(request)),
        );
        const state = inputs.text("knowledgeBaseState");
        expect("the state of the association", state, found.agentKnowledgeBase?.knowledgeBaseState);
    },
};

function readAlias({ inputs, connection, call }: Target, agentAliasId: string) {
    const request = { agentId: inputs.text("agentId"), agentAliasId };
    return call("GetAgentAlias", async () => {
        const found = await bedrockAgent(connection).send(new GetAgentAliasCommand(request));
        return found.agentAlias;
    });
}

const agentAlias: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const agentId = inputs.text("agentId");
        const routes = inputs.sections("routingConfigurations").map((route) => ({
            agentVersion: route.text("agentVersion"),
        }));
        const request = {
            agentId,
            agentAliasName: inputs.text("agentAliasName"),
            description: inputs.optionalText("description"),
            ...(routes.length > 0 && { routingConfiguration: routes }),
        };
        const client = bedrockAgent(connection);
        const existing = await kept(previousId?.split(",")[0], (id) => readAlias(target, id));
        const made =
            existing === undefined
                ? await call("CreateAgentAlias", () => client.send(new CreateAgentAliasCommand(request)))
                : await call("UpdateAgentAlias", () =>
                      client.send(new UpdateAgentAliasCommand({ ...request, agentAliasId: existing.agentAliasId })),
                  );
        const { agentAliasId = "", agentAliasArn } = made.agentAlias ?? {};
        return { id: `${agentAliasId},${agentId}`, outputs: { agentAliasId, agentAliasArn } };
    },
    async verify(target, { outputs }) {
        const found = await readAlias(target, String(outputs.agentAliasId));
        target.expect("the alias's name", target.inputs.text("agentAliasName"), found?.agentAliasName);
    },
};

export const agentHandlers: HandlerTable = {
    "aws:bedrock/agentAgent:AgentAgent": agent,
    "aws:bedrock/agentAgentActionGroup:AgentAgentActionGroup": actionGroup,
    "aws:bedrock/agentAgentKnowledgeBaseAssociation:AgentAgentKnowledgeBaseAssociation": knowledgeBaseAssociation,
    "aws:bedrock/agentAgentAlias:AgentAgentAlias": agentAlias,
};
