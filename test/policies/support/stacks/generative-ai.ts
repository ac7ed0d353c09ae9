import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const agent = "aws:bedrock/agentAgent:AgentAgent";
const role = "aws:iam/role:Role";
const knowledgeBase = "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase";
const collection = "aws:opensearch/serverlessCollection:ServerlessCollection";
const network = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";
const logging = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";

export const generativeAi: CompliantStack = {
    types: [agent, role, knowledgeBase, collection, network, logging],
    build: (props) => {
        const shopRole = resource(role, "shop-agent", props(role));
        const store = resource(collection, "shop", props(collection));
        return [
            shopRole,
            store,
            resource(agent, "shop", props(agent), { agentResourceRoleArn: [shopRole] }),
            resource(knowledgeBase, "shop", props(knowledgeBase), { storageConfiguration: [store] }),
            resource(network, "shop", props(network)),
            resource(logging, "logging", props(logging)),
        ];
    },
};
