import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// What the good programs have in common, as a company's own library would hold it.

const ACCOUNT_ROOT = "arn:aws:iam::111122223333:root";

/** A trust policy for a service, which may act for this account alone, and for the resources that are named. */
export function trustOf(service: string, sources?: string): string {
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: service },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: { "aws:SourceAccount": "111122223333" },
                    ...(sources !== undefined && { ArnLike: { "aws:SourceArn": sources } }),
                },
            },
        ],
    });
}

/** A key that rotates, and that services of this account may use through themselves only. */
export function dataKey(name: string, services: string[] = []): aws.kms.Key {
    const key = new aws.kms.Key(
        name,
        {
            description: `Encrypts ${name}`,
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "Account",
                        Effect: "Allow",
                        Principal: { AWS: ACCOUNT_ROOT },
                        Action: "kms:*",
                        Resource: "*",
                    },
                    ...(services.length === 0
                        ? []
                        : [
                              {
                                  Sid: "Services",
                                  Effect: "Allow",
                                  Principal: { Service: services },
                                  Action: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
                                  Resource: "*",
                                  Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
                              },
                          ]),
                ],
            }),
        },
        { protect: true },
    );
    new aws.kms.Alias(name, { name: `alias/${name}`, targetKeyId: key.id });
    return key;
}

export interface StoreArgs {
    key: aws.kms.Key;
    /** Where access is logged to; without it, the bucket takes logs itself. */
    logs?: aws.s3.Bucket;
    /** Statements beside the one that denies requests without TLS. */
    statements?: pulumi.Input<pulumi.Input<object>[]>;
}

/** A bucket with everything beside it that version 4 of the provider moved out of it. */
export function store(name: string, { key, logs, statements = [] }: StoreArgs): aws.s3.Bucket {
    const bucket = new aws.s3.Bucket(name, {}, { protect: true });
    const its = { bucket: bucket.id };
    const blocked = new aws.s3.BucketPublicAccessBlock(`${name}-access`, {
        ...its,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    });
    new aws.s3.BucketOwnershipControls(`${name}-ownership`, {
        ...its,
        rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new aws.s3.BucketServerSideEncryptionConfiguration(`${name}-encryption`, {
        ...its,
        rules: [
            {
                applyServerSideEncryptionByDefault:
                    logs === undefined
                        ? { sseAlgorithm: "AES256" }
                        : { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
                blockedEncryptionTypes: ["SSE-C"],
            },
        ],
    });
    new aws.s3.BucketVersioning(`${name}-versioning`, { ...its, versioningConfiguration: { status: "Enabled" } });
    new aws.s3.BucketLifecycleConfiguration(`${name}-lifecycle`, {
        ...its,
        rules: [
            {
                id: "old",
                status: "Enabled",
                filter: { prefix: "" },
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                noncurrentVersionExpiration: { noncurrentDays: 90 },
                ...(logs === undefined && { expiration: { days: 400 } }),
            },
        ],
    });
    if (logs !== undefined) {
        new aws.s3.BucketLogging(`${name}-logging`, {
            ...its,
            targetBucket: logs.id,
            targetPrefix: `s3/${name}/`,
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
        });
    }
    new aws.s3.BucketPolicy(
        `${name}-policy`,
        {
            ...its,
            policy: pulumi.all([bucket.arn, pulumi.output(statements)]).apply(([arn, more]) =>
                JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Sid: "DenyWithoutTls",
                            Effect: "Deny",
                            Principal: "*",
                            Action: "s3:*",
                            Resource: [arn, `${arn}/*`],
                            Condition: { Bool: { "aws:SecureTransport": "false" } },
                        },
                        ...more,
                    ],
                }),
            ),
        },
        { dependsOn: blocked },
    );
    return bucket;
}

/** The bucket that takes the access logs of others. */
export function logStore(name: string, key: aws.kms.Key): aws.s3.Bucket {
    return store(name, {
        key,
        statements: [
            {
                Sid: "Logs",
                Effect: "Allow",
                Principal: { Service: "logging.s3.amazonaws.com" },
                Action: "s3:PutObject",
                Resource: `arn:aws:s3:::${name}-*/*`,
                Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
            },
        ],
    });
}

export function logGroup(name: pulumi.Input<string>, resourceName: string, key: aws.kms.Key): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(resourceName, {
        name,
        kmsKeyId: key.arn,
        retentionInDays: 400,
        deletionProtectionEnabled: true,
    });
}

export interface FunctionArgs {
    key: aws.kms.Key;
    statements: pulumi.Input<pulumi.Input<object>[]>;
    environment?: Record<string, pulumi.Input<string>>;
}

/** A function with its role, its log group, and where failed events go. */
export function worker(name: string, { key, statements, environment = {} }: FunctionArgs): aws.lambda.Function {
    const logs = logGroup(`/aws/lambda/${name}`, `${name}-logs`, key);
    const failures = new aws.sqs.Queue(`${name}-failures`, {
        kmsMasterKeyId: key.id,
        messageRetentionSeconds: 14 * 24 * 3600,
    });
    new aws.sqs.QueuePolicy(`${name}-failures-policy`, {
        queueUrl: failures.url,
        policy: failures.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sqs:*",
                        Resource: arn,
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            }),
        ),
    });
    const role = new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trustOf("lambda.amazonaws.com") });
    new aws.iam.RolePolicy(`${name}-policy`, {
        role: role.id,
        policy: pulumi
            .all([logs.arn, failures.arn, key.arn, pulumi.output(statements)])
            .apply(([log, queue, its, more]) =>
                JSON.stringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                            Resource: `${log}:*`,
                        },
                        { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue },
                        { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: its },
                        {
                            Effect: "Allow",
                            Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
                            Resource: "*",
                        },
                        ...more,
                    ],
                }),
            ),
    });
    return new aws.lambda.Function(name, {
        name,
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        role: role.arn,
        memorySize: 256,
        timeout: 30,
        reservedConcurrentExecutions: 10,
        code: new pulumi.asset.AssetArchive({
            "index.js": new pulumi.asset.StringAsset("exports.handler = async () => ({ statusCode: 200 });"),
        }),
        kmsKeyArn: key.arn,
        environment: { variables: environment },
        deadLetterConfig: { targetArn: failures.arn },
        tracingConfig: { mode: "Active" },
        loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    });
}

/** A topic that this account's alarms may publish to, by TLS. */
export function alarmTopic(name: string, key: aws.kms.Key): aws.sns.Topic {
    const topic = new aws.sns.Topic(name, { kmsMasterKeyId: key.id });
    new aws.sns.TopicPolicy(`${name}-policy`, {
        arn: topic.arn,
        policy: topic.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: { Service: "cloudwatch.amazonaws.com" },
                        Action: "sns:Publish",
                        Resource: arn,
                        Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
                    },
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action: "sns:Publish",
                        Resource: arn,
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            }),
        ),
    });
    return topic;
}

/** A web ACL before something that stands on the internet, with its logs. */
export function webAcl(name: string, resourceArn: pulumi.Input<string>, key: aws.kms.Key): aws.wafv2.WebAcl {
    const metric = (metricName: string) => ({
        cloudwatchMetricsEnabled: true,
        metricName,
        sampledRequestsEnabled: true,
    });
    const groups = ["CommonRuleSet", "KnownBadInputsRuleSet", "AmazonIpReputationList"];
    const acl = new aws.wafv2.WebAcl(name, {
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: [
            {
                name: "floods",
                priority: 0,
                action: { block: {} },
                statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } },
                visibilityConfig: metric("floods"),
            },
            ...groups.map((group, index) => ({
                name: group,
                priority: index + 1,
                overrideAction: { none: {} },
                statement: { managedRuleGroupStatement: { vendorName: "AWS", name: `AWSManagedRules${group}` } },
                visibilityConfig: metric(group),
            })),
        ],
        visibilityConfig: metric(name),
    });
    new aws.wafv2.WebAclAssociation(name, { resourceArn, webAclArn: acl.arn });
    const logs = logGroup(`aws-waf-logs-${name}`, `${name}-acl-logs`, key);
    new aws.wafv2.WebAclLoggingConfiguration(name, {
        resourceArn: acl.arn,
        logDestinationConfigs: [logs.arn],
        redactedFields: [{ singleHeader: { name: "authorization" } }],
    });
    return acl;
}

/** Private subnets in three zones, with no way out but endpoints. */
export function privateNetwork(name: string, key: aws.kms.Key) {
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: "10.20.0.0/16", enableDnsHostnames: true, tags: { Name: name } });
    new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.id });
    const flows = logGroup(`/vpc/${name}`, `${name}-flow-logs`, key);
    const role = new aws.iam.Role(`${name}-flow-role`, { assumeRolePolicy: trustOf("vpc-flow-logs.amazonaws.com") });
    new aws.iam.RolePolicy(`${name}-flow-policy`, {
        role: role.id,
        policy: flows.arn.apply((arn) =>
            JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                        Resource: `${arn}:*`,
                    },
                ],
            }),
        ),
    });
    new aws.ec2.FlowLog(`${name}-flows`, {
        vpcId: vpc.id,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: flows.arn,
        iamRoleArn: role.arn,
    });
    const subnets = ["a", "b", "c"].map(
        (zone, index) =>
            new aws.ec2.Subnet(`${name}-${zone}`, {
                vpcId: vpc.id,
                cidrBlock: `10.20.${index}.0/24`,
                availabilityZone: `eu-central-1${zone}`,
                mapPublicIpOnLaunch: false,
            }),
    );
    const table = new aws.ec2.RouteTable(`${name}-routes`, { vpcId: vpc.id });
    for (const [index, subnet] of subnets.entries()) {
        new aws.ec2.RouteTableAssociation(`${name}-route-${index}`, { subnetId: subnet.id, routeTableId: table.id });
    }
    for (const service of ["s3", "dynamodb"]) {
        new aws.ec2.VpcEndpoint(`${name}-${service}`, {
            vpcId: vpc.id,
            serviceName: `com.amazonaws.eu-central-1.${service}`,
            vpcEndpointType: "Gateway",
            routeTableIds: [table.id],
            policy: JSON.stringify({
                Version: "2012-10-17",
                Statement: [
                    {
                        Effect: "Allow",
                        Principal: "*",
                        Action: `${service}:*`,
                        Resource: "*",
                        Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
                    },
                ],
            }),
        });
    }
    return { vpc, subnets, table };
}
