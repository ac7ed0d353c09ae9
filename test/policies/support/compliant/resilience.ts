import type * as aws from "@pulumi/aws";
import type { Examples, Plain } from "./examples";

const queueArn = "arn:aws:sqs:us-east-1:111122223333:failed";

const table: Plain<aws.dynamodb.TableArgs> = {
    name: "orders",
    deletionProtectionEnabled: true,
    pointInTimeRecovery: { enabled: true },
    replicas: [{ regionName: "eu-west-1", pointInTimeRecovery: true, deletionProtectionEnabled: true }],
};
const tableReplica: Plain<aws.dynamodb.TableReplicaArgs> = {
    deletionProtectionEnabled: true,
    pointInTimeRecovery: true,
};
const pool: Plain<aws.cognito.UserPoolArgs> = {
    deletionProtection: "ACTIVE",
    mfaConfiguration: "OPTIONAL",
    softwareTokenMfaConfiguration: { enabled: true },
    passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireNumbers: true,
        requireSymbols: true,
        requireUppercase: true,
    },
    userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
};
const domain: Plain<aws.opensearch.DomainArgs> = {
    advancedSecurityOptions: {
        enabled: true,
        anonymousAuthEnabled: false,
        masterUserOptions: { masterUserArn: "arn:aws:iam::111122223333:role/search-admin" },
    },
    clusterConfig: {
        instanceCount: 3,
        dedicatedMasterEnabled: true,
        dedicatedMasterCount: 3,
        zoneAwarenessEnabled: true,
    },
};
const key: Plain<aws.kms.KeyArgs> = {
    deletionWindowInDays: 30,
    isEnabled: true,
    bypassPolicyLockoutSafetyCheck: false,
};
const schedule: Plain<aws.scheduler.ScheduleArgs> = {
    target: {
        arn: "arn:aws:lambda:us-east-1:111122223333:function:nightly",
        roleArn: "arn:aws:iam::111122223333:role/schedule",
        deadLetterConfig: { arn: queueArn },
    },
};
const dataSet: Plain<aws.quicksight.DataSetArgs> = {
    tags: { DataClassification: "sensitive" },
    rowLevelPermissionDataSet: {
        arn: "arn:aws:quicksight:us-east-1:111122223333:dataset/readers",
        permissionPolicy: "GRANT_ACCESS",
        status: "ENABLED",
    },
    permissions: [
        {
            actions: ["quicksight:DescribeDataSet"],
            principal: "arn:aws:quicksight:us-east-1:111122223333:group/default/analysts",
        },
    ],
};
const namespace: Plain<aws.redshiftserverless.NamespaceArgs> = {
    adminUsername: "keeper",
    dbName: "lake",
    manageAdminPassword: true,
};
const notebook: Plain<aws.sagemaker.NotebookInstanceArgs> = {
    rootAccess: "Disabled",
    instanceMetadataServiceConfiguration: { minimumInstanceMetadataServiceVersion: "2" },
    platformIdentifier: "notebook-al2023-v1",
};
const fn: Plain<aws.lambda.FunctionArgs> = {
    name: "nightly",
    runtime: "nodejs22.x",
    tags: { Signed: "yes" },
    codeSigningConfigArn: "arn:aws:lambda:us-east-1:111122223333:code-signing-config:csc-1",
};
const index: Plain<aws.kendra.IndexArgs> = {
    userContextPolicy: "USER_TOKEN",
    userTokenConfigurations: {
        jsonTokenTypeConfiguration: { userNameAttributeField: "user", groupAttributeField: "groups" },
    },
};

/** Resources that keep the rules about what must not be lost. */
export const resilience: Examples = {
    "aws:alb/loadBalancer:LoadBalancer": { enableDeletionProtection: true },
    "aws:cloudwatch/eventTarget:EventTarget": { rule: "hourly", deadLetterConfig: { arn: queueArn } },
    "aws:cloudwatch/logGroup:LogGroup": { deletionProtectionEnabled: true },
    "aws:cognito/userPool:UserPool": { ...pool },
    "aws:cognito/userPoolClient:UserPoolClient": { enableTokenRevocation: true },
    "aws:dynamodb/table:Table": { ...table },
    "aws:dynamodb/tableReplica:TableReplica": { ...tableReplica },
    "aws:elasticsearch/domain:Domain": { ...domain },
    "aws:glue/job:Job": { command: { name: "glueetl" }, glueVersion: "5.0" },
    "aws:kendra/index:Index": { ...index },
    "aws:kinesis/stream:Stream": { retentionPeriod: 168 },
    "aws:kms/key:Key": { ...key },
    "aws:lambda/function:Function": { ...fn },
    "aws:lb/loadBalancer:LoadBalancer": { enableDeletionProtection: true },
    "aws:opensearch/domain:Domain": { ...domain },
    "aws:quicksight/dataSet:DataSet": { ...dataSet },
    "aws:redshiftserverless/namespace:Namespace": { ...namespace },
    "aws:sagemaker/model:Model": { enableNetworkIsolation: true },
    "aws:sagemaker/notebookInstance:NotebookInstance": { ...notebook },
    "aws:scheduler/schedule:Schedule": { ...schedule },
    "aws:sns/topicSubscription:TopicSubscription": {
        protocol: "sqs",
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn }),
    },
};
