import { AssistantEndpoint } from "../../../components/assistant/assistant-endpoint";
import { type AssistantEndpointArgs, AssistantRuntime } from "../../../components/assistant/assistant-endpoint-args";
import type { AssistantToolsArgs, GuardrailReference } from "../../../components/assistant/references";
import { ShoppingAgent } from "../../../components/assistant/shopping-agent";
import type { ShoppingAgentArgs } from "../../../components/assistant/shopping-agent-args";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";

export const PLACE = { accountId: "111122223333", region: "eu-west-1", partition: "aws" };

export function key(name: string): string {
    return `arn:aws:kms:eu-west-1:111122223333:key/${name}`;
}

export const GUARDRAIL: GuardrailReference = {
    id: "abcdefghijkl",
    arn: "arn:aws:bedrock:eu-west-1:111122223333:guardrail/abcdefghijkl",
    version: "3",
    keyArn: key("guardrail"),
};

export const TOOLS: AssistantToolsArgs = {
    products: { name: "products", keyArn: key("catalogue") },
    orders: { name: "orders", keyArn: key("orders") },
    conversations: { name: "conversations", keyArn: key("orders") },
    knowledgeBase: {
        id: "KB00000001",
        arn: "arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/KB00000001",
        productDataSourceId: "DS00000001",
        policyDataSourceId: "DS00000002",
    },
    shopPolicyJson: "{}",
};

const ALARMS = "arn:aws:sns:eu-west-1:111122223333:alarms";

export const goodAgent: ShoppingAgentArgs = {
    ...TOOLS,
    ...PLACE,
    model: "eu.anthropic.claude-sonnet-4-6",
    guardrail: GUARDRAIL,
    instruction: "You help shoppers of this shop to find what they look for, in few words.",
    alarmTopicArn: ALARMS,
    tags: { Team: "shop" },
};

export const goodEndpoint: AssistantEndpointArgs = {
    ...TOOLS,
    ...PLACE,
    runtime: AssistantRuntime.Converse,
    model: "eu.anthropic.claude-sonnet-4-6",
    guardrail: GUARDRAIL,
    events: {
        streamName: "shop-events",
        streamArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/shop-events",
        keyArn: key("events"),
    },
    tokens: { issuer: "https://issuer.example.com/pool", audience: "client" },
    alarmTopicArn: ALARMS,
    tags: { Team: "shop" },
};

export function shoppingAgent(
    changes: Partial<ShoppingAgentArgs> = {},
    options?: TestOptions,
): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ShoppingAgent("shop", { ...goodAgent, ...changes }), options);
}

export function assistantEndpoint(
    changes: Partial<AssistantEndpointArgs> = {},
    options?: TestOptions,
): Promise<TestEvaluation> {
    return evaluateProgram(
        () => void new AssistantEndpoint("shop-assistant", { ...goodEndpoint, ...changes }),
        options,
    );
}
