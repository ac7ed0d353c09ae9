import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { required } from "../shared/environment";
import { catalogReader } from "../shop/aws/catalog-reader";
import { knowledgeSearch } from "../shop/aws/knowledge-search";
import { DynamoShop, parseShopPolicy } from "../shop/orders";
import { answer } from "./api";
import type { ApiAnswer, ApiEvent } from "./event";
import type { Services } from "./route";

/** Shorter than the gateway's 29 s: a call that hangs is tried again, and its failure is told. */
const bounds = { requestHandler: { connectionTimeout: 1_000, requestTimeout: 4_000 } };

let services: Services | undefined;

/**
 * The shop's HTTP API.
 *
 * Settings, by environment variable: `PRODUCTS_TABLE`, `ORDERS_TABLE`, `SHOP_POLICY`, `KNOWLEDGE_BASE_ID` and
 * `POLICY_DATA_SOURCE_ID`.
 */
export async function handler(event: ApiEvent): Promise<ApiAnswer> {
    services ??= servicesFrom(process.env);
    return answer(event, services, (line) => process.stdout.write(`${JSON.stringify(line)}\n`), Date.now);
}

function servicesFrom(environment: NodeJS.ProcessEnv): Services {
    const client = new DynamoDBClient(bounds);
    const products = required(environment, "PRODUCTS_TABLE");
    const policy = parseShopPolicy(required(environment, "SHOP_POLICY"));
    const catalog = catalogReader(client, products);
    return {
        catalog,
        search: knowledgeSearch(new BedrockAgentRuntimeClient(bounds), {
            knowledgeBaseId: required(environment, "KNOWLEDGE_BASE_ID"),
            policyDataSourceId: required(environment, "POLICY_DATA_SOURCE_ID"),
        }),
        shop: new DynamoShop({
            client,
            tables: { orders: required(environment, "ORDERS_TABLE"), products },
            catalog,
            policy,
        }),
        currency: policy.currency,
    };
}
