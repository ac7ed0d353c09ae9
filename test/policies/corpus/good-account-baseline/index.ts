import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logGroup, logStore, store, trustOf } from "../parts";
import { securityEvents } from "./alarms";
import { Deployers } from "./deployers";

const account = aws.getCallerIdentityOutput().accountId;
const region = aws.getRegionOutput().region;

new aws.s3.AccountPublicAccessBlock("account", {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});
new aws.ebs.EncryptionByDefault("account", { enabled: true });
new aws.ec2.SerialConsoleAccess("account", { enabled: false });
new aws.ec2.ImageBlockPublicAccess("account", { state: "block-new-sharing" });
new aws.iam.AccountPasswordPolicy("account", {
    minimumPasswordLength: 16,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    passwordReusePrevention: 24,
    allowUsersToChangePassword: true,
});
new aws.accessanalyzer.Analyzer("account", { analyzerName: "account", type: "ACCOUNT" });

const trailArn = pulumi.interpolate`arn:aws:cloudtrail:${region}:${account}:trail/account`;
const key = new aws.kms.Key(
    "audit",
    {
        description: "What happened in the account",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    sid: "Administration",
                    principals: [{ type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${account}:root`] }],
                    actions: ["kms:*"],
                    resources: ["*"],
                },
                {
                    sid: "Trail",
                    principals: [{ type: "Service", identifiers: ["cloudtrail.amazonaws.com"] }],
                    actions: ["kms:GenerateDataKey*", "kms:DescribeKey"],
                    resources: ["*"],
                    conditions: [
                        { test: "StringEquals", variable: "aws:SourceArn", values: [trailArn] },
                        {
                            test: "StringLike",
                            variable: "kms:EncryptionContext:aws:cloudtrail:arn",
                            values: [pulumi.interpolate`arn:aws:cloudtrail:*:${account}:trail/*`],
                        },
                    ],
                },
                {
                    sid: "Logs",
                    principals: [{ type: "Service", identifiers: [pulumi.interpolate`logs.${region}.amazonaws.com`] }],
                    actions: [
                        "kms:Encrypt*",
                        "kms:Decrypt*",
                        "kms:ReEncrypt*",
                        "kms:GenerateDataKey*",
                        "kms:Describe*",
                    ],
                    resources: ["*"],
                    conditions: [
                        {
                            test: "ArnLike",
                            variable: "kms:EncryptionContext:aws:logs:arn",
                            values: [pulumi.interpolate`arn:aws:logs:${region}:${account}:log-group:*`],
                        },
                    ],
                },
                {
                    sid: "Publishers",
                    principals: [
                        {
                            type: "Service",
                            identifiers: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.amazonaws.com"],
                        },
                    ],
                    actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
                    resources: ["*"],
                    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
                },
            ],
        }).json,
    },
    { protect: true },
);
new aws.kms.Alias("audit", { name: "alias/audit", targetKeyId: key.keyId });

const accessLogs = logStore("audit-access-logs", key);
const trailBucket = store("audit-trail", {
    key,
    logs: accessLogs,
    statements: trailArn.apply((arn) => [
        {
            Sid: "TrailAcl",
            Effect: "Allow",
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Action: "s3:GetBucketAcl",
            Resource: "arn:aws:s3:::audit-trail-*",
            Condition: { StringEquals: { "aws:SourceArn": arn } },
        },
        {
            Sid: "TrailWrite",
            Effect: "Allow",
            Principal: { Service: "cloudtrail.amazonaws.com" },
            Action: "s3:PutObject",
            Resource: "arn:aws:s3:::audit-trail-*/AWSLogs/*",
            Condition: { StringEquals: { "aws:SourceArn": arn, "s3:x-amz-acl": "bucket-owner-full-control" } },
        },
    ]),
});
const stateKey = dataKey("state");
const state = store("state", { key: stateKey, logs: accessLogs });

const trailLogs = logGroup("/baseline/trail", "trail-logs", key);
const trailRole = new aws.iam.Role("trail", { assumeRolePolicy: trustOf("cloudtrail.amazonaws.com") });
new aws.iam.RolePolicy("trail", {
    role: trailRole.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [pulumi.interpolate`${trailLogs.arn}:log-stream:*`],
            },
        ],
    }).json,
});
new aws.cloudtrail.Trail(
    "account",
    {
        name: "account",
        s3BucketName: trailBucket.bucket,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: key.arn,
        cloudWatchLogsGroupArn: pulumi.interpolate`${trailLogs.arn}:*`,
        cloudWatchLogsRoleArn: trailRole.arn,
        advancedEventSelectors: [
            { name: "Management", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
            {
                name: "State",
                fieldSelectors: [
                    { field: "eventCategory", equals: ["Data"] },
                    { field: "resources.type", equals: ["AWS::S3::Object"] },
                    { field: "resources.ARN", startsWiths: [pulumi.interpolate`${state.arn}/`] },
                ],
            },
        ],
        insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    },
    { protect: true },
);

const detector = new aws.guardduty.Detector("account", {
    enable: true,
    findingPublishingFrequency: "FIFTEEN_MINUTES",
});
for (const feature of ["S3_DATA_EVENTS", "LAMBDA_NETWORK_LOGS", "RUNTIME_MONITORING"]) {
    new aws.guardduty.DetectorFeature(feature.toLowerCase(), {
        detectorId: detector.id,
        name: feature,
        status: "ENABLED",
    });
}
const hub = new aws.securityhub.Account("account", { enableDefaultStandards: false });
new aws.securityhub.StandardsSubscription(
    "best-practices",
    {
        standardsArn: pulumi.interpolate`arn:aws:securityhub:${region}::standards/aws-foundational-security-best-practices/v/1.0.0`,
    },
    { dependsOn: hub },
);
new aws.macie2.Account("account", { status: "ENABLED", findingPublishingFrequency: "SIX_HOURS" });
new aws.inspector2.Enabler("account", { accountIds: [account], resourceTypes: ["ECR", "LAMBDA"] });

const recorderRole = new aws.iam.Role("recorder", { assumeRolePolicy: trustOf("config.amazonaws.com") });
new aws.iam.RolePolicyAttachment("recorder", {
    role: recorderRole.name,
    policyArn: "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole",
});
const recorder = new aws.cfg.Recorder("account", {
    name: "account",
    roleArn: recorderRole.arn,
    recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
});
const channel = new aws.cfg.DeliveryChannel(
    "account",
    { s3BucketName: trailBucket.bucket, s3KeyPrefix: "config", s3KmsKeyArn: key.arn },
    { dependsOn: recorder },
);
new aws.cfg.RecorderStatus("account", { name: recorder.name, isEnabled: true }, { dependsOn: channel });

const topic = new aws.sns.Topic("security", { kmsMasterKeyId: key.id });
new aws.sns.TopicPolicy("security", {
    arn: topic.arn,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                sid: "Publishers",
                principals: [
                    {
                        type: "Service",
                        identifiers: ["cloudwatch.amazonaws.com", "budgets.amazonaws.com", "events.amazonaws.com"],
                    },
                ],
                actions: ["sns:Publish"],
                resources: [topic.arn],
                conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
            },
            {
                sid: "TlsOnly",
                effect: "Deny",
                principals: [{ type: "*", identifiers: ["*"] }],
                actions: ["sns:Publish"],
                resources: [topic.arn],
                conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
            },
        ],
    }).json,
});
new aws.sns.TopicSubscription("security", { topic: topic.arn, protocol: "email", endpoint: "security@example.com" });

for (const [name, pattern] of Object.entries(securityEvents)) {
    new aws.cloudwatch.LogMetricFilter(name, {
        logGroupName: trailLogs.name,
        pattern,
        metricTransformation: { namespace: "Security", name, value: "1", defaultValue: "0" },
    });
    new aws.cloudwatch.MetricAlarm(name, {
        namespace: "Security",
        metricName: name,
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
    });
}
const findings = new aws.cloudwatch.EventRule("findings", {
    eventPattern: JSON.stringify({
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", 7] }] },
    }),
});
const lost = new aws.sqs.Queue("findings-lost", { sqsManagedSseEnabled: true, messageRetentionSeconds: 1_209_600 });
new aws.sqs.QueuePolicy("findings-lost", {
    queueUrl: lost.url,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                principals: [{ type: "Service", identifiers: ["events.amazonaws.com"] }],
                actions: ["sqs:SendMessage"],
                resources: [lost.arn],
                conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [findings.arn] }],
            },
            {
                effect: "Deny",
                principals: [{ type: "*", identifiers: ["*"] }],
                actions: ["sqs:*"],
                resources: [lost.arn],
                conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
            },
        ],
    }).json,
});
new aws.cloudwatch.EventTarget("findings", {
    rule: findings.name,
    arn: topic.arn,
    deadLetterConfig: { arn: lost.arn },
    retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 8 },
});

new aws.budgets.Budget("month", {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "5000",
    limitUnit: "USD",
    notifications: Object.entries({ ACTUAL: 80, FORECASTED: 100 }).map(([notificationType, threshold]) => ({
        notificationType,
        threshold,
        thresholdType: "PERCENTAGE",
        comparisonOperator: "GREATER_THAN",
        subscriberSnsTopicArns: [topic.arn],
    })),
});
const monitor = new aws.costexplorer.AnomalyMonitor("services", {
    name: "services",
    monitorType: "DIMENSIONAL",
    monitorDimension: "SERVICE",
});
new aws.costexplorer.AnomalySubscription("services", {
    name: "services",
    frequency: "DAILY",
    monitorArnLists: [monitor.arn],
    subscribers: [{ type: "EMAIL", address: "finops@example.com" }],
    thresholdExpression: {
        dimension: { key: "ANOMALY_TOTAL_IMPACT_ABSOLUTE", matchOptions: ["GREATER_THAN_OR_EQUAL"], values: ["100"] },
    },
});

const invocations = logGroup("/baseline/models", "model-logs", key);
const invocationRole = new aws.iam.Role("models", {
    assumeRolePolicy: trustOf("bedrock.amazonaws.com", "arn:aws:bedrock:eu-central-1:111122223333:*"),
});
new aws.iam.RolePolicy("models", {
    role: invocationRole.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [pulumi.interpolate`${invocations.arn}:log-stream:aws/bedrock/modelinvocations`],
            },
        ],
    }).json,
});
new aws.bedrockmodel.InvocationLoggingConfiguration("account", {
    loggingConfig: {
        embeddingDataDeliveryEnabled: false,
        imageDataDeliveryEnabled: true,
        textDataDeliveryEnabled: true,
        cloudwatchConfig: { logGroupName: invocations.name, roleArn: invocationRole.arn },
    },
});

const vault = new aws.backup.Vault("account", { kmsKeyArn: stateKey.arn }, { protect: true });
new aws.backup.VaultLockConfiguration("account", {
    backupVaultName: vault.name,
    minRetentionDays: 7,
    maxRetentionDays: 400,
});
const plan = new aws.backup.Plan("daily", {
    rules: [
        {
            ruleName: "daily",
            targetVaultName: vault.name,
            schedule: "cron(0 3 * * ? *)",
            lifecycle: { deleteAfter: 35 },
        },
    ],
});
const backup = new aws.iam.Role("backup", { assumeRolePolicy: trustOf("backup.amazonaws.com") });
for (const policy of ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"]) {
    new aws.iam.RolePolicyAttachment(policy, {
        role: backup.name,
        policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
    });
}
new aws.backup.Selection("tagged", {
    planId: plan.id,
    iamRoleArn: backup.arn,
    selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "daily" }],
});

const reviewer = new aws.iam.Role("reviewer", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["sts:AssumeRole"],
                principals: [{ type: "AWS", identifiers: [pulumi.interpolate`arn:aws:iam::${account}:root`] }],
                conditions: [{ test: "Bool", variable: "aws:MultiFactorAuthPresent", values: ["true"] }],
            },
        ],
    }).json,
});
new aws.iam.RolePolicyAttachment("reviewer", {
    role: reviewer.name,
    policyArn: "arn:aws:iam::aws:policy/SecurityAudit",
});
new Deployers("github", {
    repositories: { "example/shop": ["staging", "production"], "example/lake": ["production"] },
    stateBucket: state,
    stateKey,
});
