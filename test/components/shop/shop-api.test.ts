import { expect } from "chai";
import { ShopApi } from "../../../components/shop/shop-api";
import type { ShopApiArgs } from "../../../components/shop/shop-api-args";
import { parseRoutes, routeKey, routeSuffix, shopRoutes } from "../../../components/shop/shop-routes";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { ALARM, api, arn, FUNCTION, grants, KEY, LOG_GROUP, ROLE_POLICY, strays, untagged, waitsFor } from "./fixture";

const COMPONENT = "lakefront:index:ShopApi";
const API = "aws:apigatewayv2/api:Api";
const STAGE = "aws:apigatewayv2/stage:Stage";
const ROUTE = "aws:apigatewayv2/route:Route";
const AUTHORIZER = "aws:apigatewayv2/authorizer:Authorizer";
const PERMISSION = "aws:lambda/permission:Permission";

function apiWith(change: Partial<ShopApiArgs> = {}, preview = false): Promise<TestEvaluation> {
    return evaluateProgram(() => void new ShopApi("api", { ...api, ...change }), { preview });
}

describe("ShopApi", () => {
    let standard: TestEvaluation;
    before(async () => {
        standard = await apiWith();
    });

    it("puts every child under itself and tags what takes tags", () => {
        expect(strays(standard, COMPONENT)).to.deep.equal([]);
        expect(untagged(standard)).to.deep.equal([]);
    });

    describe("routes", () => {
        it("are those that the function serves, each with a caller that is asked for", () => {
            const routes = standard.byType(ROUTE);
            expect(routes.map(({ inputs }) => inputs.routeKey)).to.have.members(shopRoutes().map(routeKey));
            expect(new Set(routes.map(({ inputs }) => inputs.authorizationType))).to.deep.equal(
                new Set(["JWT", "AWS_IAM"]),
            );
        });

        it("take a shopper's token of this issuer and audience", () => {
            const { inputs, id } = standard.one(AUTHORIZER);
            expect(inputs).to.deep.include({
                authorizerType: "JWT",
                identitySources: ["$request.header.Authorization"],
                jwtConfiguration: { issuer: "https://issuer.example.com/pool", audiences: ["client"] },
            });
            expect(standard.one(ROUTE, "api-post-orders").inputs).to.include({
                authorizationType: "JWT",
                authorizerId: id,
            });
        });

        it("take a service's signature where a service calls", () => {
            const { inputs } = standard.one(ROUTE, "api-get-service-products");
            expect(inputs.authorizationType).to.equal("AWS_IAM");
            expect(inputs).not.to.have.property("authorizerId");
        });

        it("take a signature wherever a service calls, and so no shopper's token", () => {
            const services = standard
                .byType(ROUTE)
                .filter(({ inputs }) => String(inputs.routeKey).split(" ")[1]?.startsWith("/service/"));
            expect(services.map(({ inputs }) => inputs.routeKey)).to.include("POST /service/orders/{id}/delivery");
            for (const { inputs } of services) {
                expect(inputs.authorizationType, String(inputs.routeKey)).to.equal("AWS_IAM");
                expect(inputs).not.to.have.property("authorizerId");
            }
        });

        it("wait for the permission to call the function, which is for this API alone", () => {
            const { inputs } = standard.one(PERMISSION);
            const { id } = standard.one(API);
            expect(inputs).to.deep.include({
                principal: "apigateway.amazonaws.com",
                sourceArn: arn("execute-api", `${id}/*/*`),
            });
            expect(waitsFor(standard, standard.one(ROUTE, "api-post-orders"))).to.include("api-permission");
        });

        it("have names of their own", () => {
            const suffixes = shopRoutes().map(routeSuffix);
            expect(new Set(suffixes).size).to.equal(suffixes.length);
            expect(routeSuffix({ method: "GET", path: "/products/{id}", auth: "jwt" })).to.equal("get-products-id");
        });

        it("are refused without a caller that is asked for", () => {
            const open = JSON.stringify([{ method: "GET", path: "/products", auth: "none" }]);
            expect(() => parseRoutes(open)).to.throw("has a route that is none");
            expect(() => parseRoutes("[]")).to.throw("lists no routes");
        });
    });

    describe("stage", () => {
        it("bounds each route, and orders more tightly", () => {
            const { inputs } = standard.one(STAGE);
            expect(inputs).to.deep.include({ name: "$default", autoDeploy: true });
            expect(inputs.defaultRouteSettings).to.include({ throttlingRateLimit: 100, throttlingBurstLimit: 200 });
            expect(inputs.routeSettings).to.deep.include({
                routeKey: "POST /orders",
                throttlingRateLimit: 20,
                throttlingBurstLimit: 40,
                detailedMetricsEnabled: true,
            });
        });

        it("bounds whatever writes orders in the same way, shoppers' and services' alike", () => {
            const settings = standard.one(STAGE).inputs.routeSettings as Record<string, unknown>[];
            expect(
                settings.map(({ routeKey, throttlingRateLimit }) => [routeKey, throttlingRateLimit]),
            ).to.have.deep.members([
                ["POST /orders", 20],
                ["POST /orders/{id}/cancel", 20],
                ["POST /orders/{id}/return", 20],
                ["POST /service/orders/{id}/delivery", 20],
            ]);
        });

        it("takes the caller's bounds for routes", async () => {
            const routeThrottles = { "POST /orders": { ratePerSecond: 5, burst: 10 } };
            const { one } = await apiWith({ throttle: { ratePerSecond: 50, burst: 60 }, routeThrottles });
            expect(one(STAGE).inputs.defaultRouteSettings).to.include({ throttlingRateLimit: 50 });
            expect(one(STAGE).inputs.routeSettings).to.deep.include({
                routeKey: "POST /orders",
                throttlingRateLimit: 5,
                throttlingBurstLimit: 10,
                detailedMetricsEnabled: true,
            });
        });

        it("comes after the routes that it has settings for", () => {
            expect(waitsFor(standard, standard.one(STAGE))).to.include.members(["api-post-orders", "api-get-products"]);
        });

        it("logs who called what and how it went, and no body, query, token or address", () => {
            const { format, destinationArn } = standard.one(STAGE).inputs.accessLogSettings as Record<string, string>;
            expect(destinationArn).to.equal(arn("logs", "log-group:/aws/vendedlogs/apigateway/acme-api"));
            expect(Object.keys(JSON.parse(format ?? ""))).to.include.members([
                "request_id",
                "route",
                "status",
                "subject",
            ]);
            expect(format).not.to.match(/body|querystring|sourceIp|requestOverride|email|\.path\b/i);
        });
    });

    it("lets pages of the named sites call it, and of no other", async () => {
        expect(standard.one(API).inputs.corsConfiguration).to.deep.include({
            allowOrigins: ["https://shop.example.com"],
            allowCredentials: false,
        });
        const { one } = await apiWith({ allowedOrigins: undefined });
        expect(one(API).inputs).not.to.have.property("corsConfiguration");
    });

    it("encrypts both logs with its key and keeps them for a year", () => {
        for (const { inputs } of standard.byType(LOG_GROUP)) {
            expect(inputs).to.include({ kmsKeyId: standard.one(KEY).outputs.arn, retentionInDays: 365 });
        }
        expect(standard.byType(LOG_GROUP)).to.have.length(2);
    });

    it("may change stock, carts and orders, search, and no more", () => {
        const may = grants(standard.one(ROLE_POLICY));
        const products = arn("dynamodb", "table/acme-products");
        const orders = arn("dynamodb", "table/acme-orders");
        expect(may["dynamodb:UpdateItem"]).to.deep.equal([products, orders]);
        expect(may["dynamodb:PutItem"]).to.deep.equal([orders]);
        expect(may["dynamodb:DeleteItem"]).to.deep.equal([orders]);
        expect(may["dynamodb:Query"]).to.deep.equal([`${products}/index/by_category`, `${orders}/index/by_shopper`]);
        expect(may["bedrock:Retrieve"]).to.deep.equal([api.knowledgeBase.arn]);
        const services = new Set(Object.keys(may).map((action) => action.split(":")[0]));
        expect([...services]).to.have.members(["dynamodb", "bedrock", "kms", "logs", "xray"]);
    });

    it("tells the function what it has to know, and gives up before the gateway does", () => {
        const { inputs } = standard.one(FUNCTION);
        expect(inputs.timeout).to.equal(29);
        expect(inputs.environment).to.deep.equal({
            variables: {
                PRODUCTS_TABLE: "acme-products",
                ORDERS_TABLE: "acme-orders",
                SHOP_POLICY: "{}",
                KNOWLEDGE_BASE_ID: "KB12345678",
                PRODUCT_DATA_SOURCE_ID: "DSPRODUCTS",
                POLICY_DATA_SOURCE_ID: "DSPOLICIES",
            },
        });
    });

    it("tells when it fails or is held back", () => {
        expect(standard.byType(ALARM).map(({ name }) => name)).to.have.members([
            "api-function-errors",
            "api-function-throttles",
            "api-server-errors",
        ]);
    });

    it("says which routes a service's role may call: those that read apart from the one that writes", () => {
        const { id } = standard.one(API);
        const { serviceRoutesArn, deliveryRouteArn } = standard.one(COMPONENT).outputs;
        expect(serviceRoutesArn).to.equal(arn("execute-api", `${id}/$default/GET/service/*`));
        expect(deliveryRouteArn).to.equal(arn("execute-api", `${id}/$default/POST/service/orders/*/delivery`));
    });

    it("registers the same in a preview", async () => {
        const names = ({ registrations }: TestEvaluation) => registrations.map(({ name }) => name).sort();
        expect(names(await apiWith({}, true))).to.deep.equal(names(standard));
    });

    it("is refused with all problems at once", async () => {
        const refusal = await refusalOf(
            () =>
                void new ShopApi("api", {
                    ...api,
                    tokens: { issuer: "issuer.example.com", audience: "client" },
                    allowedOrigins: ["*", "https://shop.example.com/"],
                    throttle: { ratePerSecond: 0, burst: 100_000 },
                    routeThrottles: { "POST /order": { ratePerSecond: 1, burst: 1 } },
                }),
        );
        expect(refusal).to.contain("6 settings").and.contain('tokens.issuer is "issuer.example.com"');
        expect(refusal)
            .to.contain('allowedOrigins has "*"')
            .and.contain('allowedOrigins has "https://shop.example.com/"');
        expect(refusal).to.contain("throttle.ratePerSecond is 0").and.contain("throttle.burst is 100000");
        expect(refusal).to.contain(
            'routeThrottles has "POST /order", which is no route (did you mean "POST /orders"?)',
        );
    });
});
