import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { code, roleOf } from "./parts";

/** Tables without a key of one's own, without a way back, and with nothing against their deletion. */
export function tables(): { products: aws.dynamodb.Table } {
    const products = new aws.dynamodb.Table("products", {
        attributes: [{ name: "id", type: "S" }],
        hashKey: "id",
        billingMode: "PROVISIONED",
        readCapacity: 5,
        writeCapacity: 5,
    });
    const orders = new aws.dynamodb.Table("orders", {
        attributes: [{ name: "id", type: "S" }],
        hashKey: "id",
        billingMode: "PAY_PER_REQUEST",
        streamEnabled: true,
        streamViewType: "NEW_IMAGE",
    });
    const queue = new aws.sqs.Queue("uploads", { sqsManagedSseEnabled: false });
    new aws.sqs.QueuePolicy("uploads", {
        queueUrl: queue.url,
        policy: queue.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arn }],
            }),
        ),
    });
    const mail = new aws.lambda.Function("order-mail", {
        runtime: "nodejs22.x",
        handler: "index.handler",
        role: roleOf("order-mail", [
            { actions: ["ses:*"], resources: ["*"] },
            { actions: ["dynamodb:GetRecords", "dynamodb:GetShardIterator"], resources: [orders.streamArn] },
        ]).arn,
        code,
    });
    new aws.lambda.EventSourceMapping("order-mail", {
        eventSourceArn: orders.streamArn,
        functionName: mail.arn,
        startingPosition: "LATEST",
    });
    new aws.sesv2.ConfigurationSet("orders", { configurationSetName: "orders" });
    return { products };
}

/** An API that anybody may call, with bodies in its logs, and an address of the function beside it. */
export function productApi(products: aws.dynamodb.Table): void {
    const service = new aws.lambda.Function("product-service", {
        runtime: "python3.8",
        handler: "index.handler",
        role: roleOf("product-service", [
            { actions: ["dynamodb:*"], resources: [products.arn] },
            { actions: ["ssm:GetParameter", "secretsmanager:GetSecretValue"], resources: ["*"] },
        ]).arn,
        code,
        environment: { variables: { API_KEY: "Xk29vQpL7sT4mZ1cR8eW", TABLE: products.name } },
    });
    // Whichever API of whichever account.
    new aws.lambda.Permission("product-service", {
        action: "lambda:InvokeFunction",
        function: service.name,
        principal: "apigateway.amazonaws.com",
    });
    new aws.lambda.FunctionUrl("product-service", {
        functionName: service.name,
        authorizationType: "NONE",
        cors: { allowOrigins: ["*"], allowMethods: ["*"] },
    });
    const rest = new aws.apigateway.RestApi("products", {});
    const method = new aws.apigateway.Method("featured", {
        restApi: rest.id,
        resourceId: rest.rootResourceId,
        httpMethod: "GET",
        authorization: "NONE",
    });
    const integration = new aws.apigateway.Integration("featured", {
        restApi: rest.id,
        resourceId: rest.rootResourceId,
        httpMethod: method.httpMethod,
        integrationHttpMethod: "POST",
        type: "AWS_PROXY",
        uri: service.invokeArn,
    });
    const deployment = new aws.apigateway.Deployment("products", { restApi: rest.id }, { dependsOn: integration });
    const stage = new aws.apigateway.Stage("prod", {
        restApi: rest.id,
        deployment: deployment.id,
        stageName: "prod",
    });
    new aws.apigateway.MethodSettings("prod", {
        restApi: rest.id,
        stageName: stage.stageName,
        methodPath: "*/*",
        settings: { loggingLevel: "INFO", dataTraceEnabled: true },
    });
    const http = new aws.apigatewayv2.Api("orders", {
        protocolType: "HTTP",
        corsConfiguration: { allowOrigins: ["*"], allowMethods: ["*"] },
    });
    const orders = new aws.apigatewayv2.Integration("orders", {
        apiId: http.id,
        integrationType: "AWS_PROXY",
        integrationUri: service.invokeArn,
    });
    new aws.apigatewayv2.Route("place-order", {
        apiId: http.id,
        routeKey: "POST /orders",
        target: pulumi.interpolate`integrations/${orders.id}`,
    });
    new aws.apigatewayv2.Stage("live", { apiId: http.id, name: "$default", autoDeploy: true });
}

/** Accounts that a password alone opens, with the client's secret in plain text and a demonstration user in the code. */
export function signIn(): void {
    const pool = new aws.cognito.UserPool("shoppers", {
        passwordPolicy: { minimumLength: 6 },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
    });
    const client = new aws.cognito.UserPoolClient("app", {
        userPoolId: pool.id,
        generateSecret: true,
        explicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"],
        allowedOauthFlows: ["code"],
        callbackUrls: ["http://localhost:8501"],
        enableTokenRevocation: false,
    });
    new aws.ssm.Parameter("client-secret", {
        name: "/app/cognito-client-secret",
        type: "String",
        value: client.clientSecret,
    });
    new aws.cognito.IdentityPool("visitors", {
        identityPoolName: "visitors",
        allowUnauthenticatedIdentities: true,
        cognitoIdentityProviders: [{ clientId: client.id, providerName: pool.endpoint }],
    });
    new aws.lambda.Function("demo-user", {
        runtime: "python3.12",
        handler: "index.handler",
        role: roleOf("demo-user", [{ actions: ["cognito-idp:AdminCreateUser"], resources: [pool.arn] }]).arn,
        code,
        environment: { variables: { USERNAME: "demo-user", TEMP_PASSWORD: "TempPass123@" } },
    });
}
