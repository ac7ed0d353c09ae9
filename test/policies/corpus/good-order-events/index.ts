import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopic, dataKey, logGroup, trustOf, webAcl, worker } from "../parts";
import { PartnerApi } from "./partner-api";

const account = aws.getCallerIdentityOutput().accountId;
const key = dataKey("events", [
    "logs.eu-central-1.amazonaws.com",
    "events.amazonaws.com",
    "sns.amazonaws.com",
    "cloudwatch.amazonaws.com",
]);
const alarms = alarmTopic("events-alarms", key);

/** A queue that only this account uses, by TLS, with a second one for what can't be handled. */
function queue(name: string, senders: aws.types.input.iam.GetPolicyDocumentStatementArgs[] = []): aws.sqs.Queue {
    const dead = new aws.sqs.Queue(`${name}-dead`, {
        kmsMasterKeyId: key.arn,
        messageRetentionSeconds: 1_209_600,
    });
    const live = new aws.sqs.Queue(name, {
        kmsMasterKeyId: key.arn,
        kmsDataKeyReusePeriodSeconds: 300,
        visibilityTimeoutSeconds: 180,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
    });
    new aws.sqs.RedriveAllowPolicy(`${name}-dead`, {
        queueUrl: dead.url,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [live.arn] }),
    });
    for (const [each, statements] of [
        [live, senders],
        [dead, []],
    ] as const) {
        const suffix = each === live ? name : `${name}-dead`;
        new aws.sqs.QueuePolicy(suffix, {
            queueUrl: each.id,
            policy: aws.iam.getPolicyDocumentOutput({
                statements: [
                    {
                        sid: "TlsOnly",
                        effect: "Deny",
                        principals: [{ type: "*", identifiers: ["*"] }],
                        actions: ["sqs:*"],
                        resources: [each.arn],
                        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
                    },
                    ...statements,
                ],
            }).json,
        });
    }
    new aws.cloudwatch.MetricAlarm(`${name}-dead`, {
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: dead.name },
        statistic: "Maximum",
        period: 300,
        evaluationPeriods: 1,
        threshold: 0,
        comparisonOperator: "GreaterThanThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [alarms.arn],
    });
    return live;
}

const undelivered = queue("undelivered", [
    {
        sid: "FromRules",
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com", "sns.amazonaws.com"] }],
        actions: ["sqs:SendMessage"],
        resources: ["*"],
        conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
    },
]);
const bus = new aws.cloudwatch.EventBus("orders", { kmsKeyIdentifier: key.arn });
new aws.cloudwatch.EventArchive("orders", {
    eventSourceArn: bus.arn,
    retentionDays: 30,
    kmsKeyIdentifier: key.arn,
});
const placed = new aws.cloudwatch.EventRule("placed", {
    eventBusName: bus.name,
    eventPattern: JSON.stringify({ source: ["shop.orders"], "detail-type": ["OrderPlaced"] }),
});
const fulfilment = queue("fulfilment", [
    {
        sid: "FromTheBus",
        principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
        actions: ["sqs:SendMessage"],
        resources: ["*"],
        conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [placed.arn] }],
    },
]);
new aws.cloudwatch.EventTarget("placed-fulfilment", {
    eventBusName: bus.name,
    rule: placed.name,
    arn: fulfilment.arn,
    deadLetterConfig: { arn: undelivered.arn },
    retryPolicy: { maximumRetryAttempts: 10, maximumEventAgeInSeconds: 3600 },
});

const table = new aws.dynamodb.Table(
    "orders",
    {
        billingMode: "PROVISIONED",
        readCapacity: 20,
        writeCapacity: 10,
        hashKey: "id",
        attributes: [{ name: "id", type: "S" }],
        ttl: { attributeName: "expires", enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
    },
    { protect: true, ignoreChanges: ["readCapacity", "writeCapacity"] },
);
for (const kind of ["Read", "Write"]) {
    const target = new aws.appautoscaling.Target(`orders-${kind.toLowerCase()}`, {
        serviceNamespace: "dynamodb",
        scalableDimension: `dynamodb:table:${kind}CapacityUnits`,
        resourceId: pulumi.interpolate`table/${table.name}`,
        minCapacity: 5,
        maxCapacity: 200,
    });
    new aws.appautoscaling.Policy(`orders-${kind.toLowerCase()}`, {
        policyType: "TargetTrackingScaling",
        serviceNamespace: target.serviceNamespace,
        scalableDimension: target.scalableDimension,
        resourceId: target.resourceId,
        targetTrackingScalingPolicyConfiguration: {
            targetValue: 70,
            predefinedMetricSpecification: { predefinedMetricType: `DynamoDB${kind}CapacityUtilization` },
        },
    });
}

const place = worker("place-order", {
    key,
    environment: { TABLE: table.name, BUS: bus.name },
    statements: pulumi.all([table.arn, bus.arn]).apply(([tableArn, busArn]) => [
        {
            Sid: "Write",
            Effect: "Allow",
            Action: ["dynamodb:PutItem", "dynamodb:ConditionCheckItem"],
            Resource: tableArn,
        },
        { Sid: "Publish", Effect: "Allow", Action: "events:PutEvents", Resource: busArn },
    ]),
});
const fulfil = worker("fulfil-order", {
    key,
    statements: fulfilment.arn.apply((arn) => [
        {
            Effect: "Allow",
            Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            Resource: arn,
        },
    ]),
});
new aws.lambda.EventSourceMapping("fulfil-order", {
    eventSourceArn: fulfilment.arn,
    functionName: fulfil.arn,
    batchSize: 10,
    functionResponseTypes: ["ReportBatchItemFailures"],
    scalingConfig: { maximumConcurrency: 5 },
    kmsKeyArn: key.arn,
    filterCriteria: { filters: [{ pattern: JSON.stringify({ body: { detail: { kind: ["parcel"] } } }) }] },
});

const feedback = new aws.iam.Role("mails-feedback", { assumeRolePolicy: trustOf("sns.amazonaws.com") });
new aws.iam.RolePolicy("mails-feedback", {
    role: feedback.id,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:PutMetricFilter"],
                Resource: "arn:aws:logs:eu-central-1:111122223333:log-group:sns/*",
            },
        ],
    }),
});
const mails = new aws.sns.Topic("mails", {
    kmsMasterKeyId: key.arn,
    tracingConfig: "Active",
    sqsSuccessFeedbackRoleArn: feedback.arn,
    sqsFailureFeedbackRoleArn: feedback.arn,
    sqsSuccessFeedbackSampleRate: 10,
});
new aws.sns.TopicPolicy("mails", {
    arn: mails.arn,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                sid: "Owner",
                principals: [{ type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${account}:root`] }],
                actions: ["sns:Publish", "sns:Subscribe"],
                resources: [mails.arn],
            },
            {
                sid: "TlsOnly",
                effect: "Deny",
                principals: [{ type: "*", identifiers: ["*"] }],
                actions: ["sns:Publish"],
                resources: [mails.arn],
                conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
            },
        ],
    }).json,
});
const mailQueue = queue("mail", [
    {
        sid: "FromTheTopic",
        principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
        actions: ["sqs:SendMessage"],
        resources: ["*"],
        conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [mails.arn] }],
    },
]);
new aws.sns.TopicSubscription("mails", {
    topic: mails.arn,
    protocol: "sqs",
    endpoint: mailQueue.arn,
    rawMessageDelivery: true,
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: undelivered.arn }),
});

const machineLogs = logGroup("/aws/vendedlogs/states/returns", "returns-logs", key);
const machineRole = new aws.iam.Role("returns", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["sts:AssumeRole"],
                principals: [{ type: "Service", identifiers: ["states.amazonaws.com"] }],
                conditions: [
                    { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
                    {
                        test: "ArnLike",
                        variable: "aws:SourceArn",
                        values: [pulumi.interpolate`arn:aws:states:eu-central-1:${account}:stateMachine:*`],
                    },
                ],
            },
        ],
    }).json,
    inlinePolicies: [],
});
new aws.iam.RolePolicy("returns", {
    role: machineRole.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            { actions: ["lambda:InvokeFunction"], resources: [fulfil.arn, pulumi.interpolate`${fulfil.arn}:*`] },
            { actions: ["sns:Publish"], resources: [mails.arn] },
            { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key.arn] },
            {
                sid: "VendedLogs",
                actions: [
                    "logs:CreateLogDelivery",
                    "logs:GetLogDelivery",
                    "logs:UpdateLogDelivery",
                    "logs:DeleteLogDelivery",
                    "logs:ListLogDeliveries",
                    "logs:PutResourcePolicy",
                    "logs:DescribeResourcePolicies",
                    "logs:DescribeLogGroups",
                ],
                resources: ["*"],
            },
            {
                sid: "Tracing",
                actions: [
                    "xray:PutTraceSegments",
                    "xray:PutTelemetryRecords",
                    "xray:GetSamplingRules",
                    "xray:GetSamplingTargets",
                ],
                resources: ["*"],
            },
        ],
    }).json,
});
const returns = new aws.sfn.StateMachine("returns", {
    type: "STANDARD",
    roleArn: machineRole.arn,
    definition: pulumi.jsonStringify({
        StartAt: "Refund",
        States: {
            Refund: {
                Type: "Task",
                Resource: "arn:aws:states:::lambda:invoke",
                Parameters: { FunctionName: fulfil.arn, "Payload.$": "$" },
                Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 3 }],
                Next: "Tell",
            },
            Tell: {
                Type: "Task",
                Resource: "arn:aws:states:::sns:publish",
                Parameters: { TopicArn: mails.arn, "Message.$": "$" },
                End: true,
            },
        },
    }),
    loggingConfiguration: {
        level: "ALL",
        includeExecutionData: false,
        logDestination: pulumi.interpolate`${machineLogs.arn}:*`,
    },
    tracingConfiguration: { enabled: true },
    encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: key.arn },
});
const sweeper = new aws.iam.Role("sweeper", {
    assumeRolePolicy: trustOf(
        "scheduler.amazonaws.com",
        "arn:aws:scheduler:eu-central-1:111122223333:schedule-group/default",
    ),
});
new aws.iam.RolePolicy("sweeper", {
    role: sweeper.id,
    policy: returns.arn.apply((arn) =>
        JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: ["states:StartExecution"], Resource: [arn] }],
        }),
    ),
});
new aws.scheduler.Schedule("sweep", {
    scheduleExpression: "rate(1 day)",
    flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 30 },
    kmsKeyArn: key.arn,
    target: { arn: returns.arn, roleArn: sweeper.arn, input: "{}", deadLetterConfig: { arn: undelivered.arn } },
});

// The shop's own API: signed by IAM, called by the shop's server alone.
const shop = new aws.apigatewayv2.Api("shop", { protocolType: "HTTP", disableExecuteApiEndpoint: true });
const integration = new aws.apigatewayv2.Integration("shop", {
    apiId: shop.id,
    integrationType: "AWS_PROXY",
    integrationUri: place.arn,
    payloadFormatVersion: "2.0",
});
new aws.apigatewayv2.Route("shop", {
    apiId: shop.id,
    routeKey: "POST /orders",
    authorizationType: "AWS_IAM",
    target: pulumi.interpolate`integrations/${integration.id}`,
});
const shopLogs = logGroup("/events/shop", "shop-logs", key);
new aws.apigatewayv2.Stage("shop", {
    apiId: shop.id,
    name: "$default",
    autoDeploy: true,
    accessLogSettings: {
        destinationArn: shopLogs.arn,
        format: JSON.stringify({ id: "$context.requestId", status: "$context.status" }),
    },
    defaultRouteSettings: { throttlingBurstLimit: 100, throttlingRateLimit: 50 },
});
new aws.lambda.Permission("shop", {
    action: "lambda:InvokeFunction",
    function: place.name,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate`${shop.executionArn}/*/*/orders`,
});
const partners = new PartnerApi("partners", { key, handler: place });
webAcl("partners", partners.stageArn, key);
