import type { Rule } from "../../lib/rule";
import { bedrockActionGroupConfirmed } from "./bedrock-action-group-confirmed";
import { bedrockAgentCmk } from "./bedrock-agent-cmk";
import { bedrockAgentGuardrail } from "./bedrock-agent-guardrail";
import { bedrockAgentRoleNotShared } from "./bedrock-agent-role-not-shared";
import { bedrockAgentcoreCmk } from "./bedrock-agentcore-cmk";
import { bedrockAgentcoreGatewayAuth } from "./bedrock-agentcore-gateway-auth";
import { bedrockAgentcorePrivateNetwork } from "./bedrock-agentcore-private-network";
import { bedrockCustomModelProtected } from "./bedrock-custom-model-protected";
import { bedrockGuardrailBaseline } from "./bedrock-guardrail-baseline";
import { bedrockInvocationLogging } from "./bedrock-invocation-logging";
import { bedrockKbDataSourceCmk } from "./bedrock-kb-data-source-cmk";
import { bedrockKbStorePrivate } from "./bedrock-kb-store-private";
import { bedrockModelAllowList } from "./bedrock-model-allow-list";
import { bedrockNoLongTermApiKeys } from "./bedrock-no-long-term-api-keys";
import { bedrockRoleScoped } from "./bedrock-role-scoped";
import { bedrockToolInvokedByAgent } from "./bedrock-tool-invoked-by-agent";

export const generativeAi: readonly Rule[] = [
    bedrockActionGroupConfirmed,
    bedrockAgentCmk,
    bedrockAgentGuardrail,
    bedrockAgentRoleNotShared,
    bedrockAgentcoreCmk,
    bedrockAgentcoreGatewayAuth,
    bedrockAgentcorePrivateNetwork,
    bedrockCustomModelProtected,
    bedrockGuardrailBaseline,
    bedrockInvocationLogging,
    bedrockKbDataSourceCmk,
    bedrockKbStorePrivate,
    bedrockModelAllowList,
    bedrockNoLongTermApiKeys,
    bedrockRoleScoped,
    bedrockToolInvokedByAgent,
];
