import type * as aws from "@pulumi/aws";
import { privateMethods, webSocketRoutes } from "../../lib/api-access";
import { matchesAny } from "../../lib/glob";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

export const apigwAuthorization = stackRule({
    name: "apigw-authorization",
    group: "public-access",
    description:
        "Methods and routes of API Gateway ask who calls, except on private APIs and for routes named as public.",
    severity: "high",
    anchors: {
        fsbp: ["APIGateway.8"],
        checkov: ["CKV_AWS_59", "CKV_AWS_309", "CKV2_AWS_70"],
        trivy: ["AWS-0004"],
        cdkNag: ["AwsSolutions-APIG4"],
    },
    remediationSteps:
        "Set authorization on the method, or authorizationType on the route, to a kind of authorizer; or name the route in publicRoutes.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-8",
    types: [...types.restApiMethod, ...types.httpApiRoute, ...types.restApiPolicy, ...types.restApi, ...types.httpApi],
    settings: {
        publicRoutes: texts(
            "What anybody may call: routes by their keys, such as GET /products, and methods and routes by their names in the program, with * as wildcard.",
        ),
    },
    judge: (stack, { publicRoutes }) => {
        const onPrivateApi = privateMethods(stack);
        const onWebSocket = webSocketRoutes(stack);
        return [
            ...stack
                .ofTypes<aws.apigateway.MethodArgs>(types.restApiMethod)
                .flatMap((method) => judgeMethod(method, publicRoutes, onPrivateApi.get(method.urn) ?? false)),
            ...stack
                .ofTypes<aws.apigatewayv2.RouteArgs>(types.httpApiRoute)
                .flatMap((route) => judgeRoute(route, publicRoutes, onWebSocket.get(route.urn) ?? false)),
        ];
    },
});

/** Browsers send OPTIONS without credentials, before the request that has them. */
function judgeMethod(
    { name, urn, props }: Resource<aws.apigateway.MethodArgs>,
    publicRoutes: readonly string[],
    onPrivateApi: Truth,
): readonly Verdict[] {
    return check(
        anyOf(
            not(isOneOf(props.text("authorization"), ["NONE"])),
            isOneOf(props.text("httpMethod"), ["OPTIONS"]),
            isOneOf(props.flag("apiKeyRequired"), [true]),
            matchesAny(name, publicRoutes),
            onPrivateApi,
        ),
        `Method "${name}" has authorization NONE: anybody may call it.`,
        urn,
    );
}

function judgeRoute(
    { name, urn, props }: Resource<aws.apigatewayv2.RouteArgs>,
    publicRoutes: readonly string[],
    onWebSocket: Truth,
): readonly Verdict[] {
    const key = props.text("routeKey");
    const authorization = props.text("authorizationType") ?? providerDefaults.httpApiRoute.authorizationType;
    return check(
        anyOf(
            not(isOneOf(authorization, ["NONE"])),
            isOneOf(props.flag("apiKeyRequired"), [true]),
            satisfies(key, (known) => takesNoAuthorizer(known) || matchesAny(known, publicRoutes), false),
            matchesAny(name, publicRoutes),
            allOf(isOneOf(key, ["$default"]), onWebSocket),
        ),
        `Route "${name}" has authorizationType NONE: anybody may call it.`,
        urn,
    );
}

/**
 * Routes of HTTP APIs begin with a method, or are `$default`. The others are messages of WebSocket APIs, of which
 * `$connect` alone can have an authorizer.
 */
function takesNoAuthorizer(key: string): boolean {
    return key.startsWith("OPTIONS ") || !(/^[A-Z]+ \//.test(key) || key === "$default" || key === "$connect");
}
