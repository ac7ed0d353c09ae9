import { required } from "../shared/environment";
import { dynamodb } from "../shop/aws/clients";
import { catalogFrom, searchFrom } from "../shop/aws/environment";
import { DynamoShop, parseShopPolicy } from "../shop/orders";
import { answer } from "./api";
import type { ApiAnswer, ApiEvent } from "./event";
import type { Services } from "./route";

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
    const policy = parseShopPolicy(required(environment, "SHOP_POLICY"));
    const catalog = catalogFrom(environment);
    return {
        catalog,
        search: searchFrom(environment),
        shop: new DynamoShop({
            client: dynamodb(),
            tables: {
                orders: required(environment, "ORDERS_TABLE"),
                products: required(environment, "PRODUCTS_TABLE"),
            },
            catalog,
            policy,
        }),
        currency: policy.currency,
    };
}
