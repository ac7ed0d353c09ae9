import { required } from "../shared/environment";
import { dynamodb } from "../shop/aws/clients";
import { catalogFrom, searchFrom } from "../shop/aws/environment";
import { DynamoShop, parseShopPolicy, recordDelivery, type ShopStore, systemClock } from "../shop/orders";
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
    const store: ShopStore = {
        client: dynamodb(),
        tables: {
            orders: required(environment, "ORDERS_TABLE"),
            products: required(environment, "PRODUCTS_TABLE"),
        },
        catalog,
        policy,
        clock: systemClock,
    };
    return {
        catalog,
        search: searchFrom(environment),
        shop: new DynamoShop(store),
        deliveries: { record: (orderId, status) => recordDelivery(store, orderId, status) },
        currency: policy.currency,
    };
}
