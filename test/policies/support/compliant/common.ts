import type * as aws from "@pulumi/aws";
import type { Examples, Plain } from "./examples";

const account = "111122223333";
export const keyArn = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const streamArn = `arn:aws:kinesis:us-east-1:${account}:stream/contacts`;
export const roleArn = `arn:aws:iam::${account}:role/delivery`;

/** A policy that lets one role in, and nobody without TLS. */
export function privatePolicy(allow = "s3:GetObject", deny = "s3:*", resource = "arn:aws:s3:::raw") {
    return {
        Version: "2012-10-17" as const,
        Statement: [
            {
                Sid: "Reader",
                Effect: "Allow" as const,
                Principal: { AWS: roleArn },
                Action: allow,
                Resource: `${resource}/*`,
            },
            {
                Sid: "TlsOnly",
                Effect: "Deny" as const,
                Principal: "*",
                Action: deny,
                Resource: [resource, `${resource}/*`],
                Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
        ],
    };
}

const allBlocked = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};

const trail: Plain<aws.cloudtrail.TrailArgs> = { s3BucketName: "trail", kmsKeyId: keyArn };
const store: Plain<aws.cloudtrail.EventDataStoreArgs> = { kmsKeyId: keyArn };
const workgroup: Plain<aws.athena.WorkgroupArgs> = {
    configuration: {
        enforceWorkgroupConfiguration: true,
        resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: keyArn } },
    },
};
const database: Plain<aws.athena.DatabaseArgs> = {
    encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKey: keyArn },
};
const deliveryStream: Plain<aws.kinesis.FirehoseDeliveryStreamArgs> = {
    destination: "extended_s3",
    extendedS3Configuration: {
        bucketArn: "arn:aws:s3:::raw",
        roleArn,
        kmsKeyArn: keyArn,
        s3BackupMode: "Enabled",
        s3BackupConfiguration: { bucketArn: "arn:aws:s3:::raw", roleArn, kmsKeyArn: keyArn },
    },
    serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn },
};
const stream: Plain<aws.kinesis.StreamArgs> = { encryptionType: "KMS", kmsKeyId: keyArn };
const videoStream: Plain<aws.kinesis.VideoStreamArgs> = { kmsKeyId: keyArn };
const key: Plain<aws.kms.KeyArgs> = {
    enableKeyRotation: true,
    rotationPeriodInDays: 180,
    policy: JSON.stringify(privatePolicy("kms:Decrypt", "kms:*", "*")),
};
const logGroup: Plain<aws.cloudwatch.LogGroupArgs> = { kmsKeyId: keyArn };
const queue: Plain<aws.sqs.QueueArgs> = { kmsMasterKeyId: keyArn };
const topic: Plain<aws.sns.TopicArgs> = { kmsMasterKeyId: keyArn };
const fn: Plain<aws.lambda.FunctionArgs> = {
    role: roleArn,
    kmsKeyArn: keyArn,
    environment: { variables: { MODE: "a" } },
};
const securityConfiguration: Plain<aws.glue.SecurityConfigurationArgs> = {
    encryptionConfiguration: {
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: keyArn },
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: keyArn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: keyArn },
    },
};
const catalogEncryption: Plain<aws.glue.DataCatalogEncryptionSettingsArgs> = {
    dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: keyArn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: keyArn },
    },
};
const connection: Plain<aws.glue.ConnectionArgs> = {
    connectionProperties: {
        JDBC_CONNECTION_URL: "jdbc:postgresql://db:5432/crm",
        JDBC_ENFORCE_SSL: "true",
        SECRET_ID: "crm",
    },
};
const bucketEncryption: Plain<aws.s3.BucketServerSideEncryptionConfigurationArgs> = {
    bucket: "raw",
    rules: [
        {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
            blockedEncryptionTypes: ["SSE-C"],
        },
    ],
};
const inventory: Plain<aws.s3.InventoryArgs> = {
    bucket: "raw",
    destination: {
        bucket: { bucketArn: "arn:aws:s3:::inventory", format: "Parquet", encryption: { sseKms: { keyId: keyArn } } },
    },
};
const replication: Plain<aws.s3.BucketReplicationConfigArgs> = {
    bucket: "raw",
    role: roleArn,
    rules: [
        {
            status: "Enabled",
            destination: {
                bucket: "arn:aws:s3:::replica",
                encryptionConfiguration: { replicaKmsKeyId: keyArn },
            },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        },
    ],
};
const permission: Plain<aws.lambda.PermissionArgs> = {
    action: "lambda:InvokeFunction",
    function: "transform",
    principal: "s3.amazonaws.com",
    sourceArn: "arn:aws:s3:::raw",
    sourceAccount: account,
};
const functionUrl: Plain<aws.lambda.FunctionUrlArgs> = {
    functionName: "transform",
    authorizationType: "AWS_IAM",
    cors: { allowOrigins: ["https://shop.example.com"] },
};
const accessPoint: Plain<aws.s3.AccessPointArgs> = {
    bucket: "raw",
    publicAccessBlockConfiguration: allBlocked,
    vpcConfiguration: { vpcId: "vpc-1" },
    policy: JSON.stringify(privatePolicy()),
};

/** Resources that keep the rules of encryption and of public access. */
export const common: Examples = {
    "aws:athena/database:Database": { ...database },
    "aws:athena/workgroup:Workgroup": { ...workgroup },
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy": { policy: JSON.stringify(privatePolicy()) },
    "aws:cloudtrail/eventDataStore:EventDataStore": { ...store },
    "aws:cloudtrail/trail:Trail": { ...trail },
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { policy: JSON.stringify(privatePolicy("events:PutEvents")) },
    "aws:cloudwatch/eventPermission:EventPermission": {
        principal: "*",
        statementId: "Organisation",
        condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" },
    },
    "aws:cloudwatch/logGroup:LogGroup": { ...logGroup },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": {
        policyDocument: JSON.stringify(privatePolicy("logs:PutLogEvents")),
    },
    "aws:dynamodb/resourcePolicy:ResourcePolicy": { policy: JSON.stringify(privatePolicy("dynamodb:GetItem")) },
    "aws:ecr/repositoryPolicy:RepositoryPolicy": { policy: privatePolicy("ecr:BatchGetImage") },
    "aws:glue/connection:Connection": { ...connection },
    "aws:glue/crawler:Crawler": { securityConfiguration: "complete" },
    "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings": { ...catalogEncryption },
    "aws:glue/devEndpoint:DevEndpoint": { securityConfiguration: "complete" },
    "aws:glue/job:Job": { securityConfiguration: "complete" },
    "aws:glue/resourcePolicy:ResourcePolicy": { policy: JSON.stringify(privatePolicy("glue:GetTable")) },
    "aws:glue/securityConfiguration:SecurityConfiguration": { ...securityConfiguration },
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": { ...deliveryStream },
    "aws:kinesis/resourcePolicy:ResourcePolicy": { policy: JSON.stringify(privatePolicy("kinesis:PutRecord")) },
    "aws:kinesis/stream:Stream": { ...stream },
    "aws:kinesis/videoStream:VideoStream": { ...videoStream },
    "aws:kms/key:Key": { ...key },
    "aws:kms/keyPolicy:KeyPolicy": { policy: JSON.stringify(privatePolicy("kms:Decrypt")) },
    "aws:lambda/function:Function": { ...fn },
    "aws:lambda/functionUrl:FunctionUrl": { ...functionUrl },
    "aws:lambda/layerVersionPermission:LayerVersionPermission": { principal: "*", organizationId: "o-a1b2c3d4e5" },
    "aws:lambda/permission:Permission": { ...permission },
    "aws:opensearch/domain:Domain": { accessPolicies: JSON.stringify(privatePolicy("es:ESHttpGet")) },
    "aws:opensearch/domainPolicy:DomainPolicy": { accessPolicies: JSON.stringify(privatePolicy("es:ESHttpGet")) },
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy": { policy: JSON.stringify(privatePolicy()) },
    "aws:s3/accessPoint:AccessPoint": { ...accessPoint },
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": { ...allBlocked },
    "aws:s3/bucket:Bucket": { bucket: "raw", policy: JSON.stringify(privatePolicy()) },
    "aws:s3/bucketAcl:BucketAcl": {
        bucket: "raw",
        acl: "private",
        accessControlPolicy: { grants: [{ permission: "READ", grantee: { type: "CanonicalUser", id: "abc" } }] },
    },
    "aws:s3/bucketAclV2:BucketAclV2": { bucket: "raw", acl: "log-delivery-write" },
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": {
        bucket: "raw",
        rule: { objectOwnership: "BucketOwnerEnforced" },
    },
    "aws:s3/bucketPolicy:BucketPolicy": { bucket: "raw", policy: JSON.stringify(privatePolicy()) },
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { bucket: "raw", ...allBlocked },
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig": { ...replication },
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": { ...bucketEncryption },
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": {
        ...bucketEncryption,
    },
    "aws:s3/bucketV2:BucketV2": { bucket: "raw", acl: "private" },
    "aws:s3/inventory:Inventory": { ...inventory },
    "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": {
        details: { name: "lake", publicAccessBlock: allBlocked },
    },
    "aws:secretsmanager/secretPolicy:SecretPolicy": {
        policy: JSON.stringify(privatePolicy("secretsmanager:GetSecretValue")),
        blockPublicPolicy: true,
    },
    "aws:ses/identityPolicy:IdentityPolicy": { policy: JSON.stringify(privatePolicy("ses:SendEmail")) },
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy": { policy: JSON.stringify(privatePolicy("ses:SendEmail")) },
    "aws:sns/topic:Topic": { ...topic },
    "aws:sns/topicPolicy:TopicPolicy": {
        arn: `arn:aws:sns:us-east-1:${account}:alarms`,
        policy: JSON.stringify(privatePolicy("sns:Subscribe", "sns:Publish", "*")),
    },
    "aws:sns/topicSubscription:TopicSubscription": { protocol: "https", endpoint: "https://ops.example.com/alarms" },
    "aws:sqs/queue:Queue": { ...queue },
    "aws:sqs/queuePolicy:QueuePolicy": {
        queueUrl: "q",
        policy: JSON.stringify(privatePolicy("sqs:SendMessage", "sqs:*", "*")),
    },
};
