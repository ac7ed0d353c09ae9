import type * as aws from "@pulumi/aws";
import { roleArn } from "./common";
import type { Examples, Plain } from "./examples";

const groupArn = "arn:aws:logs:us-east-1:111122223333:log-group:lake";

const trail: Plain<aws.cloudtrail.TrailArgs> = {
    enableLogging: true,
    enableLogFileValidation: true,
    isMultiRegionTrail: true,
    cloudWatchLogsGroupArn: `${groupArn}:*`,
    eventSelectors: [
        {
            includeManagementEvents: true,
            readWriteType: "All",
            dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3:::raw/"] }],
        },
    ],
};
const flowLog: Plain<aws.ec2.FlowLogArgs> = { vpcId: "vpc-1", trafficType: "ALL" };
const balancer: Plain<aws.lb.LoadBalancerArgs> = {
    loadBalancerType: "application",
    accessLogs: { enabled: true, bucket: "logs" },
};
const restStage: Plain<aws.apigateway.StageArgs> = {
    stageName: "live",
    accessLogSettings: { destinationArn: groupArn, format: "$context.requestId" },
};
const methodSettings: Plain<aws.apigateway.MethodSettingsArgs> = {
    stageName: "live",
    methodPath: "*/*",
    settings: { loggingLevel: "ERROR", dataTraceEnabled: false },
};
const httpStage: Plain<aws.apigatewayv2.StageArgs> = {
    name: "$default",
    accessLogSettings: { destinationArn: groupArn, format: "$context.requestId" },
    defaultRouteSettings: { dataTraceEnabled: false },
    routeSettings: [{ routeKey: "$connect", dataTraceEnabled: false }],
};
const distribution: Plain<aws.cloudfront.DistributionArgs> = {
    loggingConfig: { bucket: "logs.s3.amazonaws.com", includeCookies: false },
};
const aclLogging: Plain<aws.wafv2.WebAclLoggingConfigurationArgs> = {
    logDestinationConfigs: ["arn:aws:logs:us-east-1:111122223333:log-group:aws-waf-logs-shop"],
    resourceArn: "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/shop/1",
    redactedFields: [{ singleHeader: { name: "cookie" } }, { singleHeader: { name: "authorization" } }],
};
const fn: Plain<aws.lambda.FunctionArgs> = {
    role: roleArn,
    tracingConfig: { mode: "Active" },
    loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/transform" },
};
const machine: Plain<aws.sfn.StateMachineArgs> = {
    definition: "{}",
    roleArn,
    loggingConfiguration: { level: "ALL", logDestination: `${groupArn}:*`, includeExecutionData: false },
    tracingConfiguration: { enabled: true },
};
const logGroup: Plain<aws.cloudwatch.LogGroupArgs> = { name: "/shop", retentionInDays: 400, tags: { pii: "true" } };
const domain: Plain<aws.opensearch.DomainArgs> = {
    logPublishingOptions: ["ES_APPLICATION_LOGS", "INDEX_SLOW_LOGS", "SEARCH_SLOW_LOGS", "AUDIT_LOGS"].map(
        (logType) => ({ logType, cloudwatchLogGroupArn: groupArn, enabled: true }),
    ),
};
const instance: Plain<aws.connect.InstanceArgs> = {
    identityManagementType: "SAML",
    inboundCallsEnabled: true,
    outboundCallsEnabled: true,
    contactFlowLogsEnabled: true,
    contactLensEnabled: true,
};
const storage: Plain<aws.connect.InstanceStorageConfigArgs> = {
    instanceId: "1234",
    resourceType: "CALL_RECORDINGS",
};
const task: Plain<aws.datasync.TaskArgs> = {
    cloudwatchLogGroupArn: groupArn,
    options: { logLevel: "TRANSFER", verifyMode: "ONLY_FILES_TRANSFERRED" },
};
const taskDefinition: Plain<aws.ecs.TaskDefinitionArgs> = {
    family: "shop",
    containerDefinitions: JSON.stringify([
        { name: "shop", logConfiguration: { logDriver: "awslogs" } },
        { name: "proxy", logConfiguration: { logDriver: "awsfirelens" } },
    ]),
};
const cluster: Plain<aws.ecs.ClusterArgs> = { settings: [{ name: "containerInsights", value: "enhanced" }] };
const job: Plain<aws.glue.JobArgs> = {
    command: { name: "glueetl", scriptLocation: "s3://scripts/job.py" },
    glueVersion: "4.0",
    defaultArguments: { "--enable-continuous-cloudwatch-log": "true", "--enable-metrics": "" },
};
const logging = { enabled: true, logGroupName: "/firehose/contacts", logStreamName: "destination" };
const deliveryStream: Plain<aws.kinesis.FirehoseDeliveryStreamArgs> = {
    destination: "extended_s3",
    extendedS3Configuration: {
        bucketArn: "arn:aws:s3:::raw",
        roleArn,
        cloudwatchLoggingOptions: logging,
        processingConfiguration: { enabled: true, processors: [{ type: "Lambda" }] },
        s3BackupMode: "Enabled",
    },
};
const alarm: Plain<aws.cloudwatch.MetricAlarmArgs> = {
    name: "errors",
    actionsEnabled: true,
    alarmActions: ["arn:aws:sns:us-east-1:111122223333:alarms"],
    metricName: "root",
    namespace: "audit",
};
const filter: Plain<aws.cloudwatch.LogMetricFilterArgs> = {
    logGroupName: "trail",
    pattern: '{ $.userIdentity.type = "Root" }',
    metricTransformation: { name: "root", namespace: "audit", value: "1" },
};
const topic: Plain<aws.sns.TopicArgs> = { sqsFailureFeedbackRoleArn: roleArn, tags: { pii: "true" } };

/** Resources that keep the rules about logs and what watches them. */
export const audit: Examples = {
    "aws:accessanalyzer/analyzer:Analyzer": { analyzerName: "account", type: "ACCOUNT" },
    "aws:alb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:apigateway/methodSettings:MethodSettings": { ...methodSettings },
    "aws:apigateway/stage:Stage": { ...restStage },
    "aws:apigatewayv2/stage:Stage": { ...httpStage },
    "aws:athena/workgroup:Workgroup": { configuration: { publishCloudwatchMetricsEnabled: true } },
    "aws:cloudfront/distribution:Distribution": { ...distribution },
    "aws:cloudtrail/trail:Trail": { ...trail },
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
        alarmName: "shop",
        alarmRule: "ALARM(errors)",
        actionsEnabled: true,
        alarmActions: ["arn:aws:sns:us-east-1:111122223333:alarms"],
    },
    "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy": { logGroupName: "/shop", policyDocument: "{}" },
    "aws:cloudwatch/logDelivery:LogDelivery": { deliverySourceName: "shop" },
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": { name: "shop", logType: "ACCESS_LOGS" },
    "aws:cloudwatch/logGroup:LogGroup": { ...logGroup },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": { ...filter },
    "aws:cloudwatch/metricAlarm:MetricAlarm": { ...alarm },
    "aws:connect/instance:Instance": { ...instance },
    "aws:connect/instanceStorageConfig:InstanceStorageConfig": { ...storage },
    "aws:datasync/task:Task": { ...task },
    "aws:ec2/flowLog:FlowLog": { ...flowLog },
    "aws:ec2/vpc:Vpc": { cidrBlock: "10.0.0.0/16" },
    "aws:ecs/cluster:Cluster": { ...cluster },
    "aws:ecs/taskDefinition:TaskDefinition": { ...taskDefinition },
    "aws:elasticsearch/domain:Domain": { ...domain },
    "aws:glue/job:Job": { ...job },
    "aws:guardduty/detector:Detector": { enable: true },
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": { ...deliveryStream },
    "aws:lambda/function:Function": { ...fn },
    "aws:lb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:macie2/account:Account": { status: "ENABLED" },
    "aws:opensearch/domain:Domain": { ...domain },
    "aws:redshiftserverless/namespace:Namespace": { logExports: ["connectionlog", "userlog"] },
    "aws:route53/queryLog:QueryLog": { zoneId: "Z1", cloudwatchLogGroupArn: groupArn },
    "aws:route53/zone:Zone": { name: "example.com" },
    "aws:s3/bucketLogging:BucketLogging": { bucket: "raw", targetBucket: "logs", targetPrefix: "raw/" },
    "aws:securityhub/account:Account": { enableDefaultStandards: false },
    "aws:sfn/stateMachine:StateMachine": { ...machine },
    "aws:sns/dataProtectionPolicy:DataProtectionPolicy": { arn: "arn:aws:sns:us-east-1:1:alarms", policy: "{}" },
    "aws:sns/topic:Topic": { ...topic },
    "aws:sns/topicSubscription:TopicSubscription": { protocol: "sqs", endpoint: "arn:aws:sqs:us-east-1:1:failures" },
    "aws:wafv2/webAcl:WebAcl": { scope: "REGIONAL" },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": { ...aclLogging },
};
