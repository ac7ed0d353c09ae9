import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const role = new aws.iam.Role("webhook-role", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
new aws.iam.RolePolicy("webhook-policy", {
    role: role.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "*", Resource: "*" },
            { Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
        ],
    }),
});
const queue = new aws.sqs.Queue("events", { sqsManagedSseEnabled: false });
new aws.sqs.QueuePolicy("events-policy", {
    queueUrl: queue.url,
    policy: queue.arn.apply((arn) =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: arn }],
        }),
    ),
});
const topic = new aws.sns.Topic("alerts");
new aws.sns.TopicSubscription("alerts-hook", {
    topic: topic.arn,
    protocol: "http",
    endpoint: "http://hooks.example.com/alerts",
});
const webhook = new aws.lambda.Function("webhook", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: role.arn,
    code: new pulumi.asset.AssetArchive({
        "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({});"),
    }),
    environment: { variables: { DATABASE_PASSWORD: "Winter2024!", QUEUE_URL: queue.url } },
});
new aws.lambda.FunctionUrl("webhook-url", {
    functionName: webhook.name,
    authorizationType: "NONE",
    cors: { allowOrigins: ["*"], allowMethods: ["*"] },
});
new aws.lambda.Permission("webhook-public", {
    action: "lambda:InvokeFunctionUrl",
    function: webhook.name,
    principal: "*",
    functionUrlAuthType: "NONE",
});
new aws.ssm.Parameter("api-token", {
    name: "/webhook/api-token",
    type: "String",
    value: "ghp_exampleexampleexampleexample",
});
new aws.secretsmanager.Secret("signing-key", {});
