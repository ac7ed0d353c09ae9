import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { arnIn } from "../support/arns";
import type { ServiceFunction } from "../support/service-function";
import type { ShopApiArgs, ThrottleArgs } from "./shop-api-args";
import { RouteAuth, routeKey, routeSuffix, type ShopRoute } from "./shop-routes";

const STANDARD: ThrottleArgs = { ratePerSecond: 100, burst: 200 };
/** Nobody orders faster; who tries to is a program. */
const ORDERS: ThrottleArgs = { ratePerSecond: 20, burst: 40 };
const PREFLIGHT_SECONDS = 600;
/** A little less than the 30 s after which API Gateway gives up. */
const INTEGRATION_TIMEOUT_MS = 29_000;

/** What is told of a request: who, what and how it went. No query, no body, no token, no address. */
const ACCESS_LOG_FORMAT = JSON.stringify({
    request_id: "$context.requestId",
    time: "$context.requestTimeEpoch",
    route: "$context.routeKey",
    status: "$context.status",
    response_bytes: "$context.responseLength",
    latency_ms: "$context.responseLatency",
    integration_ms: "$context.integrationLatency",
    integration_status: "$context.integrationStatus",
    error: "$context.error.responseType",
    authorizer_error: "$context.authorizer.error",
    subject: "$context.authorizer.claims.sub",
});

/** An HTTP API with its routes. */
export interface HttpApi {
    readonly api: aws.apigatewayv2.Api;
    readonly stage: aws.apigatewayv2.Stage;
}

/** Makes the API: one integration behind all routes, each of which asks who calls. */
export function createHttpApi(
    physicalName: string,
    args: ShopApiArgs,
    routes: readonly ShopRoute[],
    behind: { handler: ServiceFunction; accessLogArn: pulumi.Output<string> },
    scope: Scope,
): HttpApi {
    const { name, parent, tags } = scope;
    const api = new aws.apigatewayv2.Api(
        `${name}-api`,
        {
            name: physicalName,
            description: "The shop: products, carts, quotes and orders",
            protocolType: "HTTP",
            corsConfiguration: corsOf(args.allowedOrigins ?? []),
            tags,
        },
        { parent },
    );
    const made = createRoutes(args, routes, api, behind.handler, scope);
    const stage = new aws.apigatewayv2.Stage(
        `${name}-stage`,
        {
            apiId: api.id,
            name: "$default",
            autoDeploy: true,
            accessLogSettings: { destinationArn: behind.accessLogArn, format: ACCESS_LOG_FORMAT },
            defaultRouteSettings: limits(args.throttle ?? STANDARD),
            routeSettings: throttled(args, routes).map(([key, throttle]) => ({ routeKey: key, ...limits(throttle) })),
            tags,
        },
        // A stage with settings for a route that isn't there yet is refused.
        { parent, dependsOn: made },
    );
    return { api, stage };
}

function createRoutes(
    { tokens }: ShopApiArgs,
    routes: readonly ShopRoute[],
    api: aws.apigatewayv2.Api,
    handler: ServiceFunction,
    { name, parent, place }: Scope,
): aws.apigatewayv2.Route[] {
    const authorizer = new aws.apigatewayv2.Authorizer(
        `${name}-shoppers`,
        {
            apiId: api.id,
            name: "shoppers",
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: tokens.issuer, audiences: [tokens.audience] },
        },
        { parent },
    );
    const integration = new aws.apigatewayv2.Integration(
        `${name}-integration`,
        {
            apiId: api.id,
            integrationType: "AWS_PROXY",
            integrationMethod: "POST",
            integrationUri: handler.arn,
            payloadFormatVersion: "2.0",
            timeoutMilliseconds: INTEGRATION_TIMEOUT_MS,
        },
        { parent },
    );
    const permission = new aws.lambda.Permission(
        `${name}-permission`,
        {
            action: "lambda:InvokeFunction",
            function: handler.function.name,
            principal: "apigateway.amazonaws.com",
            sourceArn: arnIn(place, "execute-api", pulumi.interpolate`${api.id}/*/*`),
        },
        { parent },
    );
    return routes.map(
        (route) =>
            new aws.apigatewayv2.Route(
                `${name}-${routeSuffix(route)}`,
                {
                    apiId: api.id,
                    routeKey: routeKey(route),
                    target: pulumi.interpolate`integrations/${integration.id}`,
                    ...(route.auth === RouteAuth.Jwt
                        ? { authorizationType: "JWT", authorizerId: authorizer.id }
                        : { authorizationType: "AWS_IAM" }),
                },
                { parent, dependsOn: [permission] },
            ),
    );
}

/** The caller's bounds, and tighter ones for what writes orders unless the caller says otherwise. */
function throttled(args: ShopApiArgs, routes: readonly ShopRoute[]): [string, ThrottleArgs][] {
    const orders = routes
        .filter(({ method, path }) => method !== "GET" && /^(\/service)?\/orders(\/|$)/.test(path))
        .map((route) => [routeKey(route), ORDERS] as const);
    return Object.entries({ ...Object.fromEntries(orders), ...args.routeThrottles });
}

function limits({ ratePerSecond, burst }: ThrottleArgs) {
    return { throttlingRateLimit: ratePerSecond, throttlingBurstLimit: burst, detailedMetricsEnabled: true };
}

function corsOf(allowedOrigins: string[]): aws.types.input.apigatewayv2.ApiCorsConfiguration | undefined {
    if (allowedOrigins.length === 0) return undefined;
    return {
        allowOrigins: allowedOrigins,
        allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
        allowHeaders: ["authorization", "content-type"],
        allowCredentials: false,
        maxAge: PREFLIGHT_SECONDS,
    };
}
