import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Accounts of shoppers, and the client that they sign in with. */
export function signIn(parent: pulumi.Resource) {
    const text = (name: string) => ({
        name,
        attributeDataType: "String",
        mutable: true,
        stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
    });
    const pool = new aws.cognito.UserPool(
        "shoppers",
        {
            name: "shoppers",
            usernameAttributes: ["email"],
            autoVerifiedAttributes: ["email"],
            passwordPolicy: {
                minimumLength: 14,
                requireLowercase: true,
                requireNumbers: true,
                requireSymbols: true,
                requireUppercase: true,
            },
            adminCreateUserConfig: { allowAdminCreateUserOnly: true },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            schemas: [text("price_list"), text("address_book")],
        },
        { parent },
    );
    const client = new aws.cognito.UserPoolClient(
        "web",
        {
            name: "web",
            userPoolId: pool.id,
            explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            allowedOauthFlows: ["code"],
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthScopes: ["openid", "email"],
            callbackUrls: ["https://shop.example.com/signed-in"],
            supportedIdentityProviders: ["COGNITO"],
            idTokenValidity: 60,
            tokenValidityUnits: { idToken: "minutes" },
        },
        { parent },
    );
    new aws.cognito.UserPoolDomain("domain", { domain: "shop-sign-in", userPoolId: pool.id }, { parent });
    return { pool, client };
}

/** An API that asks for a token of those accounts. */
export function api(parent: pulumi.Resource, code: aws.lambda.Function, { pool, client }: ReturnType<typeof signIn>) {
    const http = new aws.apigatewayv2.Api("api", { name: "shop", protocolType: "HTTP" }, { parent });
    new aws.apigatewayv2.Stage(
        "stage",
        { apiId: http.id, name: "$default", autoDeploy: true, defaultRouteSettings: { throttlingRateLimit: 50 } },
        { parent },
    );
    const integration = new aws.apigatewayv2.Integration(
        "integration",
        {
            apiId: http.id,
            integrationType: "AWS_PROXY",
            integrationUri: code.invokeArn,
            payloadFormatVersion: "2.0",
        },
        { parent },
    );
    const authorizer = new aws.apigatewayv2.Authorizer(
        "authorizer",
        {
            apiId: http.id,
            name: "shoppers",
            authorizerType: "JWT",
            identitySources: ["$request.header.Authorization"],
            jwtConfiguration: { issuer: pulumi.interpolate`https://${pool.endpoint}`, audiences: [client.id] },
        },
        { parent },
    );
    new aws.apigatewayv2.Route(
        "route",
        {
            apiId: http.id,
            routeKey: "GET /whoami",
            target: pulumi.interpolate`integrations/${integration.id}`,
            authorizationType: "JWT",
            authorizerId: authorizer.id,
        },
        { parent },
    );
    const sourceArn = pulumi.interpolate`${http.executionArn}/*/*`;
    const invoke = { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com", sourceArn };
    new aws.lambda.Permission("api-calls", { ...invoke, function: code.name }, { parent });
    return http;
}
