import type * as aws from "@pulumi/aws";
import { keyArn, roleArn } from "./common";
import type { Examples, Plain } from "./examples";

const namespace: Plain<aws.redshiftserverless.NamespaceArgs> = {
    namespaceName: "warehouse",
    kmsKeyId: keyArn,
    manageAdminPassword: true,
    adminPasswordSecretKmsKeyId: keyArn,
};
const connectStorage: Plain<aws.connect.InstanceStorageConfigArgs> = {
    resourceType: "CALL_RECORDINGS",
    storageConfig: {
        storageType: "S3",
        s3Config: {
            bucketName: "raw",
            bucketPrefix: "recordings",
            encryptionConfig: { encryptionType: "KMS", keyId: keyArn },
        },
    },
};
const stateMachine: Plain<aws.sfn.StateMachineArgs> = {
    encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyId: keyArn },
};
const opensearchDomain: Plain<aws.opensearch.DomainArgs> = { encryptAtRest: { enabled: true, kmsKeyId: keyArn } };
const collection: Plain<aws.opensearch.ServerlessCollectionArgs> = { name: "shop-products" };
const collectionEncryption: Plain<aws.opensearch.ServerlessSecurityPolicyArgs> = {
    name: "shop",
    type: "encryption",
    policy: JSON.stringify({
        Rules: [{ ResourceType: "collection", Resource: ["collection/shop*"] }],
        AWSOwnedKey: false,
        KmsARN: keyArn,
    }),
};
const table: Plain<aws.dynamodb.TableArgs> = {
    serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
    replicas: [{ regionName: "eu-west-1", kmsKeyArn: keyArn }],
};
const cluster: Plain<aws.ecs.ClusterArgs> = {
    configuration: {
        executeCommandConfiguration: {
            kmsKeyId: keyArn,
            logging: "OVERRIDE",
            logConfiguration: {
                cloudWatchLogGroupName: "exec",
                cloudWatchEncryptionEnabled: true,
                s3BucketName: "exec",
                s3BucketEncryptionEnabled: true,
            },
        },
        managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: keyArn },
    },
};
const secret: Plain<aws.secretsmanager.SecretArgs> = {
    kmsKeyId: keyArn,
    replicas: [{ region: "eu-west-1", kmsKeyId: keyArn }],
};
const parameter: Plain<aws.ssm.ParameterArgs> = {
    name: "/shop/crm-password",
    type: "SecureString",
    value: "hunter2",
    keyId: keyArn,
};
const botAlias: Plain<aws.lex.BotAliasArgs> = {
    conversationLogs: {
        iamRoleArn: roleArn,
        logSettings: [
            { destination: "S3", logType: "AUDIO", resourceArn: "arn:aws:s3:::calls", kmsKeyArn: keyArn },
            { destination: "CLOUDWATCH_LOGS", logType: "TEXT", resourceArn: "arn:aws:logs:us-east-1:111122223333:*" },
        ],
    },
};
const endpointConfiguration: Plain<aws.sagemaker.EndpointConfigurationArgs> = {
    kmsKeyArn: keyArn,
    productionVariants: [{ modelName: "ranker", instanceType: "ml.m5.large" }],
};
const featureGroup: Plain<aws.sagemaker.FeatureGroupArgs> = {
    onlineStoreConfig: { enableOnlineStore: true, securityConfig: { kmsKeyId: keyArn } },
    offlineStoreConfig: { s3StorageConfig: { s3Uri: "s3://features", kmsKeyId: keyArn } },
};
const trainingJob: Plain<aws.sagemaker.TrainingJobArgs> = {
    resourceConfig: { instanceType: "ml.m5.large", instanceCount: 1, volumeKmsKeyId: keyArn },
    outputDataConfig: { s3OutputPath: "s3://models", kmsKeyId: keyArn },
};

export const encryptionAtRest: Examples = {
    "aws:apigateway/methodSettings:MethodSettings": { settings: { cachingEnabled: true, cacheDataEncrypted: true } },
    "aws:appflow/connectorProfile:ConnectorProfile": { kmsArn: keyArn },
    "aws:appflow/flow:Flow": { kmsArn: keyArn },
    "aws:backup/vault:Vault": { kmsKeyArn: keyArn },
    "aws:cloudwatch/eventArchive:EventArchive": { kmsKeyIdentifier: keyArn },
    "aws:cloudwatch/eventBus:EventBus": { kmsKeyIdentifier: keyArn },
    "aws:cloudwatch/eventConnection:EventConnection": { kmsKeyIdentifier: keyArn },
    "aws:connect/instanceStorageConfig:InstanceStorageConfig": { ...connectStorage },
    "aws:customerprofiles/domain:Domain": { defaultEncryptionKey: keyArn },
    "aws:dynamodb/table:Table": { ...table },
    "aws:dynamodb/tableReplica:TableReplica": { kmsKeyArn: keyArn },
    "aws:ecr/repository:Repository": { encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: keyArn }] },
    "aws:ecs/cluster:Cluster": { ...cluster },
    "aws:elasticsearch/domain:Domain": { ...opensearchDomain },
    "aws:kendra/index:Index": { serverSideEncryptionConfiguration: { kmsKeyId: keyArn } },
    "aws:lex/botAlias:BotAlias": { ...botAlias },
    "aws:opensearch/domain:Domain": { ...opensearchDomain },
    "aws:opensearch/serverlessCollection:ServerlessCollection": { ...collection },
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": { ...collectionEncryption },
    "aws:pipes/pipe:Pipe": { kmsKeyIdentifier: keyArn },
    "aws:redshiftserverless/namespace:Namespace": { ...namespace },
    "aws:s3/vectorsVectorBucket:VectorsVectorBucket": {
        encryptionConfigurations: [{ sseType: "aws:kms", kmsKeyArn: keyArn }],
    },
    "aws:s3tables/tableBucket:TableBucket": {
        encryptionConfiguration: { sseAlgorithm: "aws:kms", kmsKeyArn: keyArn },
    },
    "aws:sagemaker/domain:Domain": { kmsKeyId: keyArn },
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": { ...endpointConfiguration },
    "aws:sagemaker/featureGroup:FeatureGroup": { ...featureGroup },
    "aws:sagemaker/notebookInstance:NotebookInstance": { instanceType: "ml.t3.medium", kmsKeyId: keyArn },
    "aws:sagemaker/trainingJob:TrainingJob": { ...trainingJob },
    "aws:scheduler/schedule:Schedule": { kmsKeyArn: keyArn },
    "aws:secretsmanager/secret:Secret": { ...secret },
    "aws:sfn/stateMachine:StateMachine": { ...stateMachine },
    "aws:ssm/parameter:Parameter": { ...parameter },
};
