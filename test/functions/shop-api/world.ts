import type { Product } from "../../../functions/shop/catalog/product";
import type { Order } from "../../../functions/shop/orders/types";
import { InvalidPageToken, type Shop } from "../../../functions/shop/tools/ports";
import { answer, type RequestLog } from "../../../functions/shop-api/api";
import type { ApiEvent } from "../../../functions/shop-api/event";
import type { Services } from "../../../functions/shop-api/route";
import { policy, product } from "../shop/orders/support";

const cartHash = "a".repeat(64);
/** The claims of a shopper's token. */
export const claims = {
    sub: "shopper-1",
    token_use: "id",
    email: "ana@example.com",
    email_verified: "true",
    "custom:price_list": "loyal",
};
const products: readonly Product[] = [
    product("red", { price_lists: { loyal: 1_500 }, related: ["blue", "gone", "old"], category: "hats" }),
    product("blue", { stock: 0, category: "hats" }),
    product("old", { status: "discontinued" }),
];

/** An order as it is stored; what nobody else may see of it says so. */
export const placed: Order = {
    order_id: "ord_1",
    status: "shipped",
    placed_at: "2026-03-02T10:00:00.000Z",
    updated_at: "2026-03-03T10:00:00.000Z",
    conversation_id: "SECRET conversation",
    quote_id: "quo_1",
    cart_hash: cartHash,
    lines: [],
    subtotal: { amount_minor: 1_000, currency: "USD" },
    shipping: { amount_minor: 599, currency: "USD" },
    tax: { amount_minor: 0, currency: "USD" },
    total: { amount_minor: 1_599, currency: "USD" },
    shipping_method: "standard",
    address_id: "SECRET home",
    ship_to: {
        first_name: "SECRET Ana",
        last_name: "SECRET Silva",
        address1: "SECRET Street",
        address2: null,
        city: "SECRET Seattle",
        state: "WA",
        postal_code: "98101",
        country: "US",
    },
};

type Call = readonly [string, ...unknown[]];

/** The API over a shop that tells what it was asked, or that refuses everything. */
export function world(refusal?: Error) {
    const calls: Call[] = [];
    const told =
        (name: string) =>
        async (...given: unknown[]) => {
            calls.push([name, ...given]);
            if (refusal !== undefined) {
                throw refusal;
            }
            return { done: name } as never;
        };
    const shop: Shop = {
        cart: told("cart"),
        addToCart: told("addToCart"),
        changeInCart: told("changeInCart"),
        removeFromCart: told("removeFromCart"),
        quote: told("quote"),
        placeOrder: told("placeOrder"),
        order: told("order"),
        orders: told("orders"),
        cancel: told("cancel"),
        requestReturn: told("requestReturn"),
    };
    const services: Services = {
        shop,
        deliveries: {
            record: async (...given) => {
                calls.push(["recordDelivery", ...given]);
                if (refusal !== undefined) {
                    throw refusal;
                }
                // With more than its type says, as a stored order has.
                return { ...placed, email: "SECRET@example.com" };
            },
        },
        currency: policy.currency,
        catalog: {
            get: async (ids) => ids.flatMap((id) => products.find((each) => each.id === id) ?? []),
            list: async (query) => {
                calls.push(["list", query]);
                if (query.next === "forged") {
                    throw new InvalidPageToken();
                }
                return { products, next: "more" };
            },
        },
        search: {
            products: async (query) => {
                calls.push(["search", query]);
                return ["old", "blue", "red", "red", "no-such"].map((product_id) => ({ product_id, score: 1 }));
            },
            policies: async () => [],
        },
    };
    const logs: RequestLog[] = [];
    const ask = async (routeKey: string, parts: Partial<ApiEvent> = {}) => {
        const event: ApiEvent = { routeKey, requestContext: { authorizer: { jwt: { claims } } }, ...parts };
        const { statusCode, headers, body } = await answer(
            event,
            services,
            (line) => logs.push(line),
            () => 0,
        );
        return { status: statusCode, type: headers["content-type"], body: JSON.parse(body) };
    };
    return { ask, calls, logs };
}

/** A world with a service in it that sends parcels. */
export function parcels(refusal?: Error) {
    const { ask, ...seen } = world(refusal);
    const tell = (body: unknown, parts: Partial<ApiEvent> = {}) =>
        ask("POST /service/orders/{id}/delivery", {
            pathParameters: { id: "ord_1" },
            requestContext: { authorizer: { iam: {} } },
            ...jsonBody(body),
            ...parts,
        });
    return { ...seen, tell };
}

export const jsonBody = (value: unknown): Partial<ApiEvent> => ({ body: JSON.stringify(value) });
/** The body of an order. */
export const order = { quote_id: "quo_1", cart_hash: cartHash, idempotency_key: "key-0001" };
