import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, trustOf, worker } from "../parts";

const key = dataKey("events", ["logs.eu-central-1.amazonaws.com"]);
const place = worker("place-order", {
    key,
    statements: [
        // What the framework's quick start grants.
        { Effect: "Allow", Action: ["dynamodb:*", "events:*"], Resource: "*" },
    ],
});
// A REST API that asks nobody, traces bodies into logs, and checks nothing.
const api = new aws.apigateway.RestApi("partners", { endpointConfiguration: { types: "REGIONAL" } });
const orders = new aws.apigateway.Resource("orders", {
    restApi: api.id,
    parentId: api.rootResourceId,
    pathPart: "orders",
});
const method = new aws.apigateway.Method("orders", {
    restApi: api.id,
    resourceId: orders.id,
    httpMethod: "ANY",
    authorization: "NONE",
});
const integration = new aws.apigateway.Integration("orders", {
    restApi: api.id,
    resourceId: orders.id,
    httpMethod: method.httpMethod,
    type: "AWS_PROXY",
    integrationHttpMethod: "POST",
    uri: place.invokeArn,
});
const deployment = new aws.apigateway.Deployment("partners", { restApi: api.id }, { dependsOn: integration });
new aws.apigateway.Stage("partners", { restApi: api.id, deployment: deployment.id, stageName: "v1" });
new aws.apigateway.DomainName("partners", {
    domainName: "partners.example.com",
    regionalCertificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd",
    endpointConfiguration: { types: "REGIONAL" },
    securityPolicy: "TLS_1_0",
});
// Whoever has an API of any account may invoke it.
new aws.lambda.Permission("partners", {
    action: "lambda:InvokeFunction",
    function: place.name,
    principal: "apigateway.amazonaws.com",
});
new aws.lambda.FunctionUrl("place", {
    functionName: place.name,
    authorizationType: "NONE",
    cors: { allowOrigins: ["*"] },
});
// A queue that everybody may send to, since the topic could not.
const queue = new aws.sqs.Queue("fulfilment", { sqsManagedSseEnabled: false });
new aws.sqs.QueuePolicy("fulfilment", {
    queueUrl: queue.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                principals: [{ type: "*", identifiers: ["*"] }],
                actions: ["sqs:SendMessage"],
                resources: [queue.arn],
            },
        ],
    }).json,
});
const bus = new aws.cloudwatch.EventBus("orders", {});
new aws.cloudwatch.EventBusPolicy("orders", {
    eventBusName: bus.name,
    policy: bus.arn.apply((arn) =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "events:PutEvents", Resource: arn }],
        }),
    ),
});
const rule = new aws.cloudwatch.EventRule("placed", {
    eventBusName: bus.name,
    eventPattern: JSON.stringify({ source: ["shop.orders"] }),
});
new aws.cloudwatch.EventTarget("placed", { eventBusName: bus.name, rule: rule.name, arn: queue.arn });
const topic = new aws.sns.Topic("mails", {});
new aws.sns.TopicSubscription("mails", {
    topic: topic.arn,
    protocol: "http",
    endpoint: "http://crm.example.com/hooks/orders",
});
const role = new aws.iam.Role("returns", { assumeRolePolicy: trustOf("states.amazonaws.com") });
new aws.iam.RolePolicy("returns", {
    role: role.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" },
    }),
});
new aws.sfn.StateMachine("returns", {
    roleArn: role.arn,
    definition: pulumi.jsonStringify({
        StartAt: "Refund",
        States: { Refund: { Type: "Task", Resource: place.arn, End: true } },
    }),
});
new aws.lambda.EventSourceMapping("fulfil", { eventSourceArn: queue.arn, functionName: place.arn });
