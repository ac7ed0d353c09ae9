import {
    ApplyGuardrailCommand,
    type BedrockRuntimeClient,
    ConverseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import type { ModelClient } from "../../functions/shop/assistant/converse/client";
import { converseRuntime, standardBudget } from "../../functions/shop/assistant/converse/runtime";
import { readStoredTurn } from "../../functions/shop/assistant/history";
import { standardRetry } from "../../functions/shop/assistant/retry";
import type { TurnSurroundings } from "../../functions/shop/assistant/turn";
import { catalogReader, conversationMemory, conversations, knowledgeSearch } from "../../functions/shop/aws";
import { nobodyToHandOverTo } from "../../functions/shop/aws/hand-over";
import { DynamoShop, systemClock } from "../../functions/shop/orders";
import { converseToolSpecs, runTool, TOOLS } from "../../functions/shop/tools";
import { bedrockAgentRuntime, bedrockRuntime, dynamodb } from "../clients";
import type { EvalPlace } from "./world/place";

const TURN_MS = 90_000;
const HISTORY_TOKENS = 8_000;

/** The assistant, and the shop behind it as its own page has it: for what a shopper does without the assistant. */
export interface EvalAssistant {
    readonly surroundings: TurnSurroundings;
    readonly shop: DynamoShop;
}

/** The deployed assistant's own parts, on this machine: what it tells the lake of its turns is left out. */
export function evalAssistant(place: EvalPlace): EvalAssistant {
    const { connection, tables, knowledgeBaseId, policyDataSourceId, policy, shopName, modelId, guardrail } = place;
    const client = dynamodb(connection);
    const catalog = catalogReader(client, tables.products);
    const search = knowledgeSearch(bedrockAgentRuntime(connection), {
        knowledgeBaseId,
        ...(policyDataSourceId !== undefined && { policyDataSourceId }),
    });
    const store = { tables, catalog, policy, clock: systemClock };
    const shop = new DynamoShop({ client, ...store });
    const { now } = Date;
    const readOnly = new Set(TOOLS.filter((tool) => tool.readOnly).map((tool) => tool.name));
    const runtime = converseRuntime({
        client: modelClient(bedrockRuntime(connection)),
        modelId,
        ...(guardrail && { guardrail }),
        toolSpecs: converseToolSpecs(),
        toolsFor: (conversationId, shopper) => {
            const memory = conversationMemory(client, tables.conversations, conversationId, now);
            const context = {
                shopper,
                conversationId,
                catalog,
                search,
                shop,
                memory,
                handOver: nobodyToHandOverTo,
                now,
            };
            return {
                run: (name, input, signal) => runTool(name, input, context, { signal }),
                isReadOnly: (name) => readOnly.has(name),
            };
        },
        shopName,
        budget: standardBudget,
        retry: standardRetry,
        cachesPrompt: false,
        now,
    });
    return {
        // The assistant's role may not place orders: the shopper's click goes by the shop's own API.
        shop: new DynamoShop({ client: dynamodb(place.owner), ...store }),
        surroundings: {
            runtime,
            conversations: conversations(client, tables.conversations, readStoredTurn, now),
            lake: { publish: async () => undefined },
            shopName,
            currency: policy.currency,
            log: () => undefined,
            now,
            turnMs: TURN_MS,
            historyTokens: HISTORY_TOKENS,
        },
    };
}

function modelClient(client: BedrockRuntimeClient): ModelClient {
    return {
        async converse(input, abortSignal) {
            const { stream } = await client.send(new ConverseStreamCommand(input), { abortSignal });
            if (stream === undefined) throw new Error("The service answered without a stream.");
            return stream;
        },
        applyGuardrail: (input, abortSignal) => client.send(new ApplyGuardrailCommand(input), { abortSignal }),
    };
}
