import { expect } from "chai";
import fc from "fast-check";
import type { Product } from "../../../functions/shop/catalog/product";
import { DeliveryStatus, type Order, Refusal, ShopRefusal } from "../../../functions/shop/orders/types";
import { InvalidPageToken, type Shop } from "../../../functions/shop/tools/ports";
import { answer, type RequestLog } from "../../../functions/shop-api/api";
import type { ApiEvent } from "../../../functions/shop-api/event";
import { shopApiDocument } from "../../../functions/shop-api/openapi";
import { STATUS_OF } from "../../../functions/shop-api/problem";
import type { Services } from "../../../functions/shop-api/route";
import { routes, routeTable } from "../../../functions/shop-api/routes";
import { policy, product } from "../shop/orders/support";

const cartHash = "a".repeat(64);
const claims = {
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

const placed: Order = {
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

function world(refusal?: Error) {
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
function parcels(refusal?: Error) {
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

const jsonBody = (value: unknown): Partial<ApiEvent> => ({ body: JSON.stringify(value) });
const order = { quote_id: "quo_1", cart_hash: cartHash, idempotency_key: "key-0001" };

describe("the shop's API", () => {
    it("takes null for parameters that a path hasn't", async () => {
        expect((await world().ask("GET /products", { pathParameters: null })).status).to.equal(200);
    });

    it("shows products at the shopper's own price and nobody else's prices", async () => {
        const { status, body } = await world().ask("GET /products/{id}", { pathParameters: { id: "red" } });
        expect(status).to.equal(200);
        expect(body.price).to.deep.equal({ amount_minor: 1_500, currency: "USD" });
        expect(body).to.not.have.any.keys("price_lists", "price_minor");
    });

    it("shows services the standard price, and only when they are signed in as such", async () => {
        const { ask } = world();
        const key = "GET /service/products/{id}";
        const pathParameters = { id: "red" };
        const signed = await ask(key, { pathParameters, requestContext: { authorizer: { iam: {} } } });
        expect(signed.body.price.amount_minor).to.equal(1_999);
        expect((await ask(key, { pathParameters })).status).to.equal(401);
    });

    it("lists, searches and relates what is sold, and nothing discontinued or forgotten", async () => {
        const { ask, calls } = world();
        const list = await ask("GET /products", {
            queryStringParameters: {
                category: "hats",
                max_price_minor: "5000",
                in_stock: "true",
                sort: "name",
                limit: "50",
            },
        });
        expect(list.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal([
            "red",
            "blue",
        ]);
        expect(list.body.next).to.equal("more");
        expect(calls[0]).to.deep.equal([
            "list",
            { filters: { category: "hats", max_price_minor: 5_000, in_stock_only: true }, sort: "name", limit: 50 },
        ]);
        const search = await ask("GET /products/search", { queryStringParameters: { q: " hat ", in_stock: "true" } });
        expect(search.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal(["red"]);
        const related = await ask("GET /products/{id}/related", { pathParameters: { id: "red" } });
        expect(related.body.products.map(({ product_id }: { product_id: string }) => product_id)).to.deep.equal([
            "blue",
        ]);
    });

    it("passes each request on to the shop for the shopper of the token alone", async () => {
        const { ask, calls } = world();
        const pathParameters = { id: "red" };
        await ask("GET /cart");
        await ask("POST /cart/items", jsonBody({ product_id: "red", quantity: 2 }));
        await ask("PATCH /cart/items/{id}", { pathParameters, ...jsonBody({ quantity: 3 }) });
        await ask("DELETE /cart/items/{id}", { pathParameters });
        await ask("POST /quotes");
        await ask("POST /quotes", jsonBody({ address_id: "home", shipping_method: "standard" }));
        await ask("POST /orders", jsonBody(order));
        await ask("GET /orders", { queryStringParameters: { limit: "5" } });
        await ask("GET /orders/{id}", { pathParameters: { id: "ord_1" } });
        await ask("POST /orders/{id}/cancel", { pathParameters: { id: "ord_1" } });
        await ask("POST /orders/{id}/return", { pathParameters: { id: "ord_1" } });
        expect(new Set(calls.map(([, shopper]) => (shopper as { id: string }).id))).to.deep.equal(
            new Set(["shopper-1"]),
        );
        expect(calls.map(([name, , ...rest]) => [name, ...rest])).to.deep.equal([
            ["cart"],
            ["addToCart", "red", 2],
            ["changeInCart", "red", 3],
            ["removeFromCart", "red"],
            ["quote", {}],
            ["quote", { address_id: "home", shipping_method: "standard" }],
            ["placeOrder", { ...order, conversation_id: null }],
            ["orders", 5],
            ["order", "ord_1"],
            ["cancel", "ord_1"],
            ["requestReturn", "ord_1"],
        ]);
    });

    it("takes news of a parcel from a service, and shows it nothing of the shopper's", async () => {
        for (const status of Object.values(DeliveryStatus)) {
            const { tell, calls, logs } = parcels();
            const told = await tell({ status });
            expect(told.status).to.equal(200);
            expect(calls).to.deep.equal([["recordDelivery", "ord_1", status]]);
            expect(told.body).to.deep.include({ order_id: "ord_1", status: "shipped", total: placed.total });
            expect(told.body).to.not.have.any.keys("ship_to", "address_id", "email", "conversation_id");
            expect(JSON.stringify([told.body, logs])).to.not.contain("SECRET");
        }
    });

    it("answers news of no order with 404, and of an order that can't come to that with 409", async () => {
        for (const [code, status] of [
            [Refusal.UnknownOrder, 404],
            [Refusal.StatusConflict, 409],
        ] as const) {
            const told = await parcels(new ShopRefusal(code, "So it is.")).tell({ status: "delivered" });
            expect(told.status).to.equal(status);
            expect(told.body).to.deep.include({ status, code });
        }
        const { tell, calls } = parcels();
        expect((await tell({ status: "shipped" }, { pathParameters: { id: "../ord_1" } })).status).to.equal(404);
        expect(calls).to.deep.equal([]);
    });

    it("refuses news of a parcel that isn't one of three words, before the shop is asked", async () => {
        for (const body of [{}, { status: "cancelled" }, { status: "placed" }, { status: "shipped", email: "a@b.c" }]) {
            const { tell, calls } = parcels();
            expect((await tell(body)).status, JSON.stringify(body)).to.equal(422);
            expect(calls).to.deep.equal([]);
        }
    });

    it("takes no news of a parcel from a shopper", async () => {
        const { tell, calls } = parcels();
        const asShopper = { requestContext: { authorizer: { jwt: { claims } } } };
        expect((await tell({ status: "returned" }, asShopper)).status).to.equal(401);
        expect(calls).to.deep.equal([]);
    });

    it("answers each of the shop's refusals with its status, code and facts, as a problem document", async () => {
        for (const code of Object.values(Refusal)) {
            const { ask } = world(new ShopRefusal(code, "So it is.", { stock: 3 }));
            const { status, type, body } = await ask("GET /cart");
            expect(status, code).to.equal(STATUS_OF[code]);
            expect(type).to.equal("application/problem+json");
            expect(body).to.deep.include({
                type: `urn:lakefront:problem:${code}`,
                status,
                code,
                details: { stock: 3 },
            });
        }
    });

    it("refuses bodies with unknown fields, wrong types and missing fields, and names each field without its value", async () => {
        const wrong: [unknown, string[]][] = [
            [{ ...order, price_minor: 1 }, [""]],
            [{ ...order, cart_hash: "SECRET", idempotency_key: "short" }, ["cart_hash", "idempotency_key"]],
            [{ quote_id: 5 }, ["quote_id", "cart_hash", "idempotency_key"]],
            ["SECRET", [""]],
            [[order], [""]],
        ];
        for (const [given, fields] of wrong) {
            const { ask, calls } = world();
            const { status, body } = await ask("POST /orders", jsonBody(given));
            expect(status).to.equal(422);
            expect(body.problems.map(({ field }: { field: string }) => field)).to.have.members(fields);
            expect(JSON.stringify(body)).to.not.match(/SECRET|price_minor/);
            expect(calls).to.deep.equal([]);
        }
    });

    it("refuses quantities that aren't whole and positive before the shop is asked", async () => {
        for (const quantity of [0, -1, 1.5, "2", null, 1e300]) {
            const { ask, calls } = world();
            const { status } = await ask("POST /cart/items", jsonBody({ product_id: "red", quantity }));
            expect(status, String(quantity)).to.equal(422);
            expect(calls).to.deep.equal([]);
        }
    });

    it("refuses a body over 16 KB, one that is no JSON, and one where there is none to be", async () => {
        const { ask } = world();
        const large = JSON.stringify({ address_id: "x".repeat(16 * 1024) });
        expect((await ask("POST /quotes", { body: large })).status).to.equal(413);
        const encoded = { body: Buffer.from(large).toString("base64"), isBase64Encoded: true };
        expect((await ask("POST /quotes", encoded)).status).to.equal(413);
        expect((await ask("POST /quotes", { body: "{" })).status).to.equal(400);
        expect((await ask("GET /cart", { body: "{}" })).status).to.equal(422);
    });

    it("refuses queries that it doesn't know or can't read, and pages of other lists", async () => {
        const { ask } = world();
        for (const query of [
            { limit: "0" },
            { limit: "51" },
            { colour: "red" },
            { min_price_minor: "-1" },
            { in_stock: "yes" },
        ]) {
            expect(
                (await ask("GET /products", { queryStringParameters: query })).status,
                JSON.stringify(query),
            ).to.equal(400);
        }
        const forged = await ask("GET /products", { queryStringParameters: { next: "forged" } });
        expect(forged.status).to.equal(400);
        expect(forged.body.code).to.equal("invalid_page_token");
    });

    it("answers 404 for what isn't there: routes, products, ids of any other form", async () => {
        const { ask } = world();
        expect((await ask("$default")).status).to.equal(404);
        expect((await ask("PUT /cart")).status).to.equal(404);
        for (const id of ["no-such", "old", "../../etc", "a b", "x".repeat(65)]) {
            expect((await ask("GET /products/{id}", { pathParameters: { id } })).status, id).to.equal(404);
        }
    });

    it("takes no access token, and no token without a subject", async () => {
        const { ask } = world();
        const refused = [{ ...claims, token_use: "access" }, { token_use: "id" }, {}];
        for (const given of refused) {
            const { status } = await ask("GET /cart", { requestContext: { authorizer: { jwt: { claims: given } } } });
            expect(status).to.equal(401);
        }
        expect((await ask("GET /cart", { requestContext: {} })).status).to.equal(401);
    });

    it("tells nothing of an unexpected error but its name, and that only in the log", async () => {
        const { ask, logs } = world(new TypeError("key of ana@example.com"));
        const { status, body } = await ask("GET /cart");
        expect(status).to.equal(500);
        expect(body.code).to.equal("internal_error");
        expect(JSON.stringify([body, logs])).to.not.contain("ana@example.com");
        expect(logs[0]).to.include({ route: "GET /cart", status: 500, error: "TypeError" });
    });

    it("logs one line a request without anything that the request said", async () => {
        const { ask, logs } = world();
        await ask("POST /quotes", jsonBody({ address_id: "SECRET" }));
        await ask("GET /products/search", { queryStringParameters: { q: "SECRET" } });
        await ask("DELETE /SECRET");
        expect(logs).to.have.length(3);
        expect(JSON.stringify(logs)).to.not.match(/SECRET|ana@|shopper-1/);
    });

    it("answers any body with a status below 500", async () => {
        const { ask } = world();
        const bodied = routes.filter(({ body }) => body !== null).map(({ method, path }) => `${method} ${path}`);
        await fc.assert(
            fc.asyncProperty(fc.constantFrom(...bodied), fc.oneof(fc.json(), fc.string()), async (key, body) => {
                const requestContext = { authorizer: { jwt: { claims }, iam: {} } };
                const { status } = await ask(key, { body, pathParameters: { id: "red" }, requestContext });
                expect(status).to.be.below(500);
            }),
            { numRuns: 300 },
        );
    });
});

describe("the document of the shop's API", () => {
    const document = JSON.parse(JSON.stringify(shopApiDocument()));

    it("has every route of the table, each under an id of its own", () => {
        const operations = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(
            ([path, methods]) =>
                Object.entries(methods).map(([method, { operationId }]) => ({
                    key: `${method.toUpperCase()} ${path}`,
                    operationId,
                })),
        );
        expect(operations.map(({ key }) => key)).to.have.members(
            routeTable().map(({ method, path }) => `${method} ${path}`),
        );
        expect(new Set(operations.map(({ operationId }) => operationId)).size).to.equal(routes.length);
    });

    it("says who may call each route, and what the body of an order has", () => {
        expect(document.paths["/service/products"].get.security).to.deep.equal([{ iam: [] }]);
        expect(document.paths["/orders"].post.security).to.deep.equal([{ jwt: [] }]);
        const { schema } = document.paths["/orders"].post.requestBody.content["application/json"];
        expect(schema.additionalProperties).to.equal(false);
        expect(schema.required).to.have.members(["quote_id", "cart_hash", "idempotency_key"]);
    });

    it("lets no route but those for services go without a shopper's token", () => {
        for (const { path, auth } of routeTable()) {
            expect(auth).to.equal(path.startsWith("/service/") ? "iam" : "jwt");
        }
    });
});
