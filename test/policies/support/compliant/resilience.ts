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
const lifecycle: Plain<aws.s3.BucketLifecycleConfigurationArgs> = {
    bucket: "raw",
    rules: [
        {
            id: "clear",
            status: "Enabled",
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
            noncurrentVersionExpiration: { noncurrentDays: 90 },
        },
    ],
};
const objectLock: Plain<aws.s3.BucketObjectLockConfigurationArgs> = {
    bucket: "raw",
    rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } },
};
const rotation: Plain<aws.secretsmanager.SecretRotationArgs> = {
    secretId: "crm",
    rotationRules: { automaticallyAfterDays: 30 },
};
const repository: Plain<aws.ecr.RepositoryArgs> = {
    name: "web",
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
};
const mapping: Plain<aws.lambda.EventSourceMappingArgs> = {
    functionName: "nightly",
    eventSourceArn: "arn:aws:kinesis:us-east-1:111122223333:stream/contacts",
    startingPosition: "LATEST",
    destinationConfig: { onFailure: { destinationArn: queueArn } },
};
const task: Plain<aws.ecs.TaskDefinitionArgs> = {
    pidMode: "task",
    containerDefinitions: JSON.stringify([
        {
            name: "web",
            image: "web:1",
            privileged: false,
            readonlyRootFilesystem: true,
            user: "1000:1000",
            environment: [{ name: "MODE", value: "a" }],
        },
    ]),
};
const connector: Plain<aws.appflow.ConnectorProfileArgs> = {
    connectorProfileConfig: {
        connectorProfileCredentials: {
            salesforce: { clientCredentialsArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:crm" },
        },
        connectorProfileProperties: {},
    },
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
    environment: {
        variables: { CRM_SECRET_ARN: "arn:aws:secretsmanager:us-east-1:111122223333:secret:crm", MODE: "a" },
    },
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
    "aws:appflow/connectorProfile:ConnectorProfile": { ...connector },
    "aws:cloudwatch/eventTarget:EventTarget": { rule: "hourly", deadLetterConfig: { arn: queueArn } },
    "aws:cloudwatch/logGroup:LogGroup": { deletionProtectionEnabled: true },
    "aws:cognito/userPool:UserPool": { ...pool },
    "aws:cognito/userPoolClient:UserPoolClient": { enableTokenRevocation: true },
    "aws:connect/instance:Instance": {
        identityManagementType: "SAML",
        inboundCallsEnabled: true,
        outboundCallsEnabled: true,
    },
    "aws:dynamodb/table:Table": { ...table },
    "aws:dynamodb/tableReplica:TableReplica": { ...tableReplica },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": { repository: "web", policy: "{}" },
    "aws:ecr/repository:Repository": { ...repository },
    "aws:ecs/taskDefinition:TaskDefinition": { ...task },
    "aws:elasticsearch/domain:Domain": { ...domain },
    "aws:glue/job:Job": { command: { name: "glueetl" }, glueVersion: "5.0", defaultArguments: { "--mode": "a" } },
    "aws:kendra/index:Index": { ...index },
    "aws:kinesis/stream:Stream": { retentionPeriod: 168 },
    "aws:kms/key:Key": { ...key },
    "aws:lambda/eventSourceMapping:EventSourceMapping": { ...mapping },
    "aws:lambda/function:Function": { ...fn },
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": {
        functionName: "nightly",
        destinationConfig: { onFailure: { destination: queueArn } },
    },
    "aws:lb/loadBalancer:LoadBalancer": { enableDeletionProtection: true },
    "aws:opensearch/domain:Domain": { ...domain },
    "aws:quicksight/dataSet:DataSet": { ...dataSet },
    "aws:redshiftserverless/namespace:Namespace": { ...namespace },
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": { ...lifecycle },
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration": { ...objectLock },
    "aws:s3/bucketVersioning:BucketVersioning": { bucket: "raw", versioningConfiguration: { status: "Enabled" } },
    "aws:sagemaker/model:Model": { enableNetworkIsolation: true },
    "aws:sagemaker/notebookInstance:NotebookInstance": { ...notebook },
    "aws:scheduler/schedule:Schedule": { ...schedule },
    "aws:secretsmanager/secret:Secret": { name: "crm" },
    "aws:secretsmanager/secretRotation:SecretRotation": { ...rotation },
    "aws:sns/topicSubscription:TopicSubscription": {
        protocol: "sqs",
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn }),
    },
    "aws:sqs/queue:Queue": { redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn, maxReceiveCount: 3 }) },
    "aws:ssm/parameter:Parameter": { type: "String", insecureValue: "orders" },
};
