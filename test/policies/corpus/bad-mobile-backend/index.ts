import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const users = new aws.cognito.UserPool("users", { passwordPolicy: { minimumLength: 6 } });
const client = new aws.cognito.UserPoolClient("app", {
    userPoolId: users.id,
    explicitAuthFlows: ["USER_PASSWORD_AUTH"],
});
const guests = new aws.cognito.IdentityPool("identities", {
    identityPoolName: "app",
    allowUnauthenticatedIdentities: true,
    allowClassicFlow: true,
    cognitoIdentityProviders: [{ clientId: client.id, providerName: users.endpoint }],
});
const guestRole = new aws.iam.Role("guest", {
    assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: "cognito-identity.amazonaws.com" },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { "cognito-identity.amazonaws.com:aud": guests.id } },
            },
        ],
    }),
});
new aws.iam.RolePolicy("guest-policy", {
    role: guestRole.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["dynamodb:*", "s3:*"], Resource: "*" }],
    }),
});
new aws.cognito.IdentityPoolRoleAttachment("roles", {
    identityPoolId: guests.id,
    roles: { unauthenticated: guestRole.arn },
});
const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP", corsConfiguration: { allowOrigins: ["*"] } });
new aws.apigatewayv2.Route("orders", { apiId: api.id, routeKey: "POST /orders" });
new aws.apigatewayv2.Stage("live", { apiId: api.id, name: "$default", autoDeploy: true });
const rest = new aws.apigateway.RestApi("reports", {});
const resource = new aws.apigateway.Resource("reports", {
    restApi: rest.id,
    parentId: rest.rootResourceId,
    pathPart: "reports",
});
new aws.apigateway.Method("reports-get", {
    restApi: rest.id,
    resourceId: resource.id,
    httpMethod: "GET",
    authorization: "NONE",
});
new aws.apigateway.DomainName("domain", {
    domainName: "api.example.com",
    regionalCertificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1b2c3d4e-0000-4000-8000-000000000000",
    securityPolicy: "TLS_1_0",
    endpointConfiguration: { types: "REGIONAL" },
});
