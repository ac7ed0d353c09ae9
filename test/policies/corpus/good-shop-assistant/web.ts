import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup, webAcl, worker } from "../parts";
import type { Tables } from "./stores";

/** The API of the shop, for shoppers who signed in. */
export function shopApi(key: aws.kms.Key, { products, orders }: Tables): void {
    const shoppers = new aws.cognito.UserPool(
        "shoppers",
        {
            usernameAttributes: ["email"],
            autoVerifiedAttributes: ["email"],
            passwordPolicy: {
                minimumLength: 12,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
            },
            mfaConfiguration: "OPTIONAL",
            softwareTokenMfaConfiguration: { enabled: true },
            userPoolTier: "PLUS",
            userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
            deletionProtection: "ACTIVE",
        },
        { protect: true },
    );
    webAcl("shoppers", shoppers.arn, key);
    const client = new aws.cognito.UserPoolClient("web", {
        userPoolId: shoppers.id,
        allowedOauthFlowsUserPoolClient: true,
        allowedOauthFlows: ["code"],
        allowedOauthScopes: ["openid", "email", "profile"],
        callbackUrls: ["https://shop.example.com/signed-in"],
        supportedIdentityProviders: ["COGNITO"],
        explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        preventUserExistenceErrors: "ENABLED",
        enableTokenRevocation: true,
    });
    const answer = worker("shop-api", {
        key,
        environment: { PRODUCTS_TABLE: products.name, ORDERS_TABLE: orders.name },
        statements: pulumi.all([products.arn, orders.arn]).apply(([shelf, bought]) => [
            { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"], Resource: shelf },
            { Effect: "Allow", Action: "dynamodb:Query", Resource: `${shelf}/index/by_category` },
            {
                Effect: "Allow",
                Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem", "dynamodb:Query"],
                Resource: bought,
            },
        ]),
    });
    const api = new aws.apigatewayv2.Api("shop", {
        protocolType: "HTTP",
        corsConfiguration: {
            allowOrigins: ["https://shop.example.com"],
            allowMethods: ["GET", "POST", "PUT"],
            allowHeaders: ["authorization", "content-type"],
        },
    });
    const authorizer = new aws.apigatewayv2.Authorizer("shoppers", {
        apiId: api.id,
        authorizerType: "JWT",
        identitySources: ["$request.header.Authorization"],
        jwtConfiguration: { audiences: [client.id], issuer: pulumi.interpolate`https://${shoppers.endpoint}` },
    });
    const integration = new aws.apigatewayv2.Integration("shop", {
        apiId: api.id,
        integrationType: "AWS_PROXY",
        integrationUri: answer.invokeArn,
        payloadFormatVersion: "2.0",
    });
    for (const [name, routeKey] of Object.entries({
        "find-products": "GET /products",
        "show-cart": "GET /cart",
        "change-cart": "PUT /cart",
        "place-order": "POST /orders",
        "cancel-order": "POST /orders/{id}/cancel",
    })) {
        new aws.apigatewayv2.Route(name, {
            apiId: api.id,
            routeKey,
            authorizationType: "JWT",
            authorizerId: authorizer.id,
            target: pulumi.interpolate`integrations/${integration.id}`,
        });
    }
    const accesses = logGroup("/shop/api", "api-logs", key);
    new aws.apigatewayv2.Stage("live", {
        apiId: api.id,
        name: "$default",
        autoDeploy: true,
        accessLogSettings: {
            destinationArn: accesses.arn,
            format: JSON.stringify({ request: "$context.requestId", route: "$context.routeKey" }),
        },
        defaultRouteSettings: { throttlingBurstLimit: 50, throttlingRateLimit: 100 },
    });
    new aws.lambda.Permission("shop-api", {
        action: "lambda:InvokeFunction",
        function: answer.name,
        principal: "apigateway.amazonaws.com",
        sourceArn: pulumi.interpolate`${api.executionArn}/*`,
    });
}
