import * as z from "zod/mini";
import { required } from "../../shared/environment";
import { conversations, dynamodb, outcomesSince, toolContextsFrom } from "../aws";
import { shopperFromClaims } from "../identity/claims";
import type { Shopper } from "../identity/shopper";
import { idTokenVerifier } from "../identity/token";
import { shopEvents } from "../lake";
import { parseShopPolicy } from "../orders";
import { converseToolSpecs, runTool, TOOLS } from "../tools";
import { bedrockAgentClient } from "./agents/client";
import { bedrockAgentsRuntime } from "./agents/runtime";
import { bedrockModelClient } from "./converse/client";
import { converseRuntime, standardBudget } from "./converse/runtime";
import type { AssistantEvent } from "./events";
import { readStoredTurn } from "./history";
import type { TokenPrices } from "./record";
import { standardRetry } from "./retry";
import type { AgentRuntime } from "./runtime";
import { runTurn, type TurnLog, type TurnRequest } from "./turn";

/** The assistant, ready to be asked. */
export interface Assistant {
    /**
     * Who asks, by their id token.
     *
     * @throws a `TokenError` or a `ClaimsError`
     */
    shopperOf(token: string): Promise<Shopper>;
    /** Answers a message. What goes wrong in the turn is an event; only a store that can't be reached rejects. */
    turn(request: TurnRequest): AsyncIterable<AssistantEvent>;
}

/** Which of the two runtimes answers. */
export const AssistantRuntime = { Converse: "converse", BedrockAgents: "bedrockAgents" } as const;

/** Less than the function's own limit, so that a turn that takes too long still ends in words. */
const turnMs = 90_000;
const historyTokens = 8_000;

/**
 * Settings, by environment variable: `ASSISTANT_RUNTIME` (`converse` or `bedrockAgents`), `CONVERSATIONS_TABLE`,
 * `EVENT_STREAM`, `SHOP_POLICY`, `SHOP_NAME`, `TOKEN_ISSUER`, `TOKEN_AUDIENCE`, `TOKEN_JWKS_URI` (optional), and `MODEL_ID`;
 * for the Converse runtime those of the tools, `GUARDRAIL_ID` with `GUARDRAIL_VERSION`, `GUARDRAIL_MARKS_MESSAGE` (`false`
 * only where the service can't read marked text), `MODEL_PRICE_MICROS` and `PROMPT_CACHE` (all optional); for the other
 * `AGENT_ID` and `AGENT_ALIAS_ID`.
 *
 * @throws an `Error` that names the setting that is missing or wrong
 */
export function assistantFromEnvironment(
    environment: NodeJS.ProcessEnv,
    log: (line: TurnLog) => void,
    now: () => number = Date.now,
): Assistant {
    const table = required(environment, "CONVERSATIONS_TABLE");
    const jwksUri = optional(environment, "TOKEN_JWKS_URI");
    const verify = idTokenVerifier({
        issuer: required(environment, "TOKEN_ISSUER"),
        audience: required(environment, "TOKEN_AUDIENCE"),
        ...(jwksUri !== undefined && { jwksUri }),
    });
    const prices = pricesFrom(environment);
    const surroundings = {
        runtime: runtimeFrom(environment, table, now),
        conversations: conversations(dynamodb(), table, readStoredTurn, now),
        lake: shopEvents(required(environment, "EVENT_STREAM")),
        shopName: shopNameFrom(environment),
        currency: parseShopPolicy(required(environment, "SHOP_POLICY")).currency,
        ...(prices && { prices }),
        log,
        now,
        turnMs,
        historyTokens,
    };
    return {
        shopperOf: async (token) => shopperFromClaims(await verify(token)),
        turn: (request) => runTurn(request, surroundings),
    };
}

function runtimeFrom(environment: NodeJS.ProcessEnv, table: string, now: () => number): AgentRuntime {
    const name = required(environment, "ASSISTANT_RUNTIME");
    if (name === AssistantRuntime.Converse) return converseFrom(environment, now);
    if (name === AssistantRuntime.BedrockAgents) return agentsFrom(environment, table, now);
    throw new Error(`ASSISTANT_RUNTIME must be "converse" or "bedrockAgents"; it is "${name}"`);
}

function converseFrom(environment: NodeJS.ProcessEnv, now: () => number): AgentRuntime {
    const contextFor = toolContextsFrom(environment, now);
    const readOnly = new Set(TOOLS.filter((tool) => tool.readOnly).map((tool) => tool.name));
    const guardrail = guardrailFrom(environment);
    return converseRuntime({
        client: bedrockModelClient(),
        modelId: required(environment, "MODEL_ID"),
        ...(guardrail && { guardrail }),
        toolSpecs: converseToolSpecs(),
        toolsFor: (conversationId, shopper) => {
            const context = contextFor(shopper, conversationId);
            return {
                run: (name, input, signal) => runTool(name, input, context, { signal }),
                isReadOnly: (name) => readOnly.has(name),
            };
        },
        shopName: shopNameFrom(environment),
        budget: standardBudget,
        retry: standardRetry,
        cachesPrompt: environment.PROMPT_CACHE === "true",
        now,
    });
}

function agentsFrom(environment: NodeJS.ProcessEnv, table: string, now: () => number): AgentRuntime {
    const aliasId = required(environment, "AGENT_ALIAS_ID");
    if (aliasId === "TSTALIASID")
        throw new Error("AGENT_ALIAS_ID is the test alias of the draft, which changes with every edit: give an alias");
    return bedrockAgentsRuntime({
        client: bedrockAgentClient(),
        agentId: required(environment, "AGENT_ID"),
        aliasId,
        modelId: required(environment, "MODEL_ID"),
        outcomesSince: (conversationId, sinceMs) => outcomesSince(dynamodb(), table, conversationId, sinceMs),
        shopName: shopNameFrom(environment),
        retry: standardRetry,
        now,
    });
}

function guardrailFrom(environment: NodeJS.ProcessEnv) {
    const id = optional(environment, "GUARDRAIL_ID");
    const version = optional(environment, "GUARDRAIL_VERSION");
    if (id === undefined && version === undefined) return undefined;
    if (id === undefined || version === undefined)
        throw new Error("GUARDRAIL_ID and GUARDRAIL_VERSION are set together or not at all");
    if (!/^\d{1,8}$/.test(version))
        throw new Error(`GUARDRAIL_VERSION must be the number of a version, as in "1"; it is "${version}"`);
    return { id, version, marksMessage: environment.GUARDRAIL_MARKS_MESSAGE !== "false" };
}

const tokenPrices = z.object({
    input_per_1k: z.number().check(z.nonnegative()),
    output_per_1k: z.number().check(z.nonnegative()),
});

function pricesFrom(environment: NodeJS.ProcessEnv): TokenPrices | undefined {
    const text = optional(environment, "MODEL_PRICE_MICROS");
    if (text === undefined) return undefined;
    try {
        return tokenPrices.parse(JSON.parse(text));
    } catch {
        throw new Error('MODEL_PRICE_MICROS must be as {"input_per_1k":3000,"output_per_1k":15000}');
    }
}

function shopNameFrom(environment: NodeJS.ProcessEnv): string {
    return optional(environment, "SHOP_NAME") ?? "the shop";
}

function optional(environment: NodeJS.ProcessEnv, name: string): string | undefined {
    return environment[name] || undefined;
}
