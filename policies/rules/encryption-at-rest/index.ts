import type { Rule } from "../../lib/rule";
import { apigwCacheEncrypted } from "./apigw-cache-encrypted";
import { appflowCmk } from "./appflow-cmk";
import { athenaWorkgroupEncrypted } from "./athena-workgroup-encrypted";
import { backupVaultCmk } from "./backup-vault-cmk";
import { cloudtrailKms } from "./cloudtrail-kms";
import { connectStorageCmk } from "./connect-storage-cmk";
import { customerProfilesCmk } from "./customer-profiles-cmk";
import { dynamodbEncryptedCmk } from "./dynamodb-encrypted-cmk";
import { ecrCmk } from "./ecr-cmk";
import { ecsExecEncrypted } from "./ecs-exec-encrypted";
import { eventbridgeCmk } from "./eventbridge-cmk";
import { firehoseEncrypted } from "./firehose-encrypted";
import { glueCatalogEncrypted } from "./glue-catalog-encrypted";
import { glueCatalogSettingsPresent } from "./glue-catalog-settings-present";
import { glueHasSecurityConfiguration } from "./glue-has-security-configuration";
import { glueSecurityConfigurationComplete } from "./glue-security-configuration-complete";
import { kendraCmk } from "./kendra-cmk";
import { kinesisStreamEncrypted } from "./kinesis-stream-encrypted";
import { kmsKeyRotation } from "./kms-key-rotation";
import { lambdaEnvCmk } from "./lambda-env-cmk";
import { lexConversationLogsEncrypted } from "./lex-conversation-logs-encrypted";
import { logGroupCmk } from "./log-group-cmk";
import { opensearchEncrypted } from "./opensearch-encrypted";
import { opensearchServerlessEncrypted } from "./opensearch-serverless-encrypted";
import { redshiftServerlessCmk } from "./redshift-serverless-cmk";
import { s3BucketEncryptionKms } from "./s3-bucket-encryption-kms";
import { s3BucketKeyAndSsec } from "./s3-bucket-key-and-ssec";
import { s3InventoryEncrypted } from "./s3-inventory-encrypted";
import { s3ReplicationEncryptsReplicas } from "./s3-replication-encrypts-replicas";
import { s3TablesVectorsEncrypted } from "./s3-tables-vectors-encrypted";
import { sagemakerEncrypted } from "./sagemaker-encrypted";
import { secretsCmk } from "./secrets-cmk";
import { sfnCmk } from "./sfn-cmk";
import { snsEncrypted } from "./sns-encrypted";
import { snsServicePublisherKey } from "./sns-service-publisher-key";
import { sqsEncrypted } from "./sqs-encrypted";
import { ssmParameterSecure } from "./ssm-parameter-secure";

export const encryptionAtRest: readonly Rule[] = [
    apigwCacheEncrypted,
    appflowCmk,
    athenaWorkgroupEncrypted,
    backupVaultCmk,
    cloudtrailKms,
    connectStorageCmk,
    customerProfilesCmk,
    dynamodbEncryptedCmk,
    ecrCmk,
    ecsExecEncrypted,
    eventbridgeCmk,
    firehoseEncrypted,
    glueCatalogEncrypted,
    glueCatalogSettingsPresent,
    glueHasSecurityConfiguration,
    glueSecurityConfigurationComplete,
    kendraCmk,
    kinesisStreamEncrypted,
    kmsKeyRotation,
    lambdaEnvCmk,
    lexConversationLogsEncrypted,
    logGroupCmk,
    opensearchEncrypted,
    opensearchServerlessEncrypted,
    redshiftServerlessCmk,
    s3BucketEncryptionKms,
    s3BucketKeyAndSsec,
    s3InventoryEncrypted,
    s3ReplicationEncryptsReplicas,
    s3TablesVectorsEncrypted,
    sagemakerEncrypted,
    secretsCmk,
    sfnCmk,
    snsEncrypted,
    snsServicePublisherKey,
    sqsEncrypted,
    ssmParameterSecure,
];
