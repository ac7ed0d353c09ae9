import { required } from "../../shared/environment";
import type { Shopper } from "../identity/shopper";
import { DynamoShop, parseShopPolicy } from "../orders";
import type { CatalogReader, HandOver, KnowledgeSearch, ToolContext } from "../tools/ports";
import { catalogReader } from "./catalog-reader";
import { bedrockAgentRuntime, connect, dynamodb } from "./clients";
import { conversationMemory } from "./conversation-memory";
import { connectHandOver, keepChat, nobodyToHandOverTo } from "./hand-over";
import { knowledgeSearch } from "./knowledge-search";

/** Makes what the tools work with, for one shopper in one conversation. */
export type ToolContexts = (shopper: Shopper, conversationId: string) => ToolContext;

/** Products, as `PRODUCTS_TABLE` has them. */
export function catalogFrom(environment: NodeJS.ProcessEnv): CatalogReader {
    return catalogReader(dynamodb(), required(environment, "PRODUCTS_TABLE"));
}

/** Search, over `KNOWLEDGE_BASE_ID` and, for policies, `POLICY_DATA_SOURCE_ID`. */
export function searchFrom(environment: NodeJS.ProcessEnv): KnowledgeSearch {
    const policyDataSourceId = optional(environment, "POLICY_DATA_SOURCE_ID");
    return knowledgeSearch(bedrockAgentRuntime(), {
        knowledgeBaseId: required(environment, "KNOWLEDGE_BASE_ID"),
        ...(policyDataSourceId !== undefined && { policyDataSourceId }),
    });
}

/**
 * Settings, by environment variable: `PRODUCTS_TABLE`, `ORDERS_TABLE`, `CONVERSATIONS_TABLE`, `KNOWLEDGE_BASE_ID`,
 * `POLICY_DATA_SOURCE_ID`, `SHOP_POLICY`; and, where people can take over, `CONNECT_INSTANCE_ID` and
 * `CONNECT_CONTACT_FLOW_ID`.
 *
 * @throws an `Error` that names the setting that is missing or wrong
 */
export function toolContextsFrom(environment: NodeJS.ProcessEnv, now: () => number = Date.now): ToolContexts {
    const catalog = catalogFrom(environment);
    const search = searchFrom(environment);
    const conversationsTable = required(environment, "CONVERSATIONS_TABLE");
    const shop = new DynamoShop({
        client: dynamodb(),
        tables: { orders: required(environment, "ORDERS_TABLE"), products: required(environment, "PRODUCTS_TABLE") },
        catalog,
        policy: parseShopPolicy(required(environment, "SHOP_POLICY")),
    });
    const handOver = handOverFrom(environment, conversationsTable, now);
    return (shopper, conversationId) => ({
        shopper,
        conversationId,
        catalog,
        search,
        shop,
        memory: conversationMemory(dynamodb(), conversationsTable, conversationId, now),
        handOver,
        now,
    });
}

function handOverFrom(environment: NodeJS.ProcessEnv, conversationsTable: string, now: () => number): HandOver {
    const instanceId = optional(environment, "CONNECT_INSTANCE_ID");
    const contactFlowId = optional(environment, "CONNECT_CONTACT_FLOW_ID");
    if (instanceId === undefined && contactFlowId === undefined) return nobodyToHandOverTo;
    if (instanceId === undefined || contactFlowId === undefined) {
        throw new Error("CONNECT_INSTANCE_ID and CONNECT_CONTACT_FLOW_ID are set together or not at all");
    }
    return connectHandOver(
        connect(),
        { instanceId, contactFlowId },
        keepChat(dynamodb(), conversationsTable, now),
        now,
    );
}

function optional(environment: NodeJS.ProcessEnv, name: string): string | undefined {
    return environment[name] || undefined;
}
