import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopic, dataKey, logGroup, webAcl, worker } from "../parts";

const key = dataKey("orders", ["logs.eu-central-1.amazonaws.com", "cloudwatch.amazonaws.com"]);
const table = new aws.dynamodb.Table(
    "orders",
    {
        attributes: [{ name: "id", type: "S" }],
        hashKey: "id",
        billingMode: "PAY_PER_REQUEST",
        onDemandThroughput: { maxReadRequestUnits: 500, maxWriteRequestUnits: 500 },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
    },
    { protect: true },
);
const orders = worker("orders", {
    key,
    environment: { TABLE: table.name },
    statements: table.arn.apply((arn) => [
        { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], Resource: arn },
    ]),
});
const users = new aws.cognito.UserPool(
    "users",
    {
        passwordPolicy: {
            minimumLength: 14,
            requireLowercase: true,
            requireUppercase: true,
            requireNumbers: true,
            requireSymbols: true,
            temporaryPasswordValidityDays: 3,
        },
        mfaConfiguration: "ON",
        softwareTokenMfaConfiguration: { enabled: true },
        userPoolTier: "PLUS",
        userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
        deletionProtection: "ACTIVE",
    },
    { protect: true },
);
webAcl("users", users.arn, key);
const client = new aws.cognito.UserPoolClient("shop", {
    userPoolId: users.id,
    explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    preventUserExistenceErrors: "ENABLED",
});
const api = new aws.apigatewayv2.Api("orders", {
    protocolType: "HTTP",
    corsConfiguration: { allowOrigins: ["https://shop.example.com"], allowMethods: ["GET", "POST"] },
});
const authorizer = new aws.apigatewayv2.Authorizer("users", {
    apiId: api.id,
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { audiences: [client.id], issuer: pulumi.interpolate`https://${users.endpoint}` },
});
const integration = new aws.apigatewayv2.Integration("orders", {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: orders.invokeArn,
    payloadFormatVersion: "2.0",
});
for (const [name, routeKey] of Object.entries({
    list: "GET /orders",
    read: "GET /orders/{id}",
    place: "POST /orders",
})) {
    new aws.apigatewayv2.Route(name, {
        apiId: api.id,
        routeKey,
        authorizationType: "JWT",
        authorizerId: authorizer.id,
        target: pulumi.interpolate`integrations/${integration.id}`,
    });
}
const accessLogs = logGroup("/api/orders", "api-logs", key);
new aws.apigatewayv2.Stage("live", {
    apiId: api.id,
    name: "$default",
    autoDeploy: true,
    accessLogSettings: { destinationArn: accessLogs.arn, format: "$context.requestId $context.status" },
    defaultRouteSettings: { throttlingBurstLimit: 50, throttlingRateLimit: 100 },
});
new aws.lambda.Permission("orders-permission", {
    action: "lambda:InvokeFunction",
    function: orders.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${api.executionArn}/*`,
});
const topic = alarmTopic("orders-alarms", key);
new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "AWS/Lambda",
    metricName: "Errors",
    dimensions: { FunctionName: orders.name },
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    alarmActions: [topic.arn],
});
