import type { Rule } from "../../lib/rule";
import { appflowCmk } from "./appflow-cmk";
import { athenaWorkgroupEncrypted } from "./athena-workgroup-encrypted";
import { backupVaultCmk } from "./backup-vault-cmk";
import { cloudtrailKms } from "./cloudtrail-kms";
import { connectStorageCmk } from "./connect-storage-cmk";
import { customerProfilesCmk } from "./customer-profiles-cmk";
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
import { logGroupCmk } from "./log-group-cmk";
import { redshiftServerlessCmk } from "./redshift-serverless-cmk";
import { s3BucketEncryptionKms } from "./s3-bucket-encryption-kms";
import { s3BucketKeyAndSsec } from "./s3-bucket-key-and-ssec";
import { s3InventoryEncrypted } from "./s3-inventory-encrypted";
import { s3ReplicationEncryptsReplicas } from "./s3-replication-encrypts-replicas";
import { sfnCmk } from "./sfn-cmk";
import { snsEncrypted } from "./sns-encrypted";
import { snsServicePublisherKey } from "./sns-service-publisher-key";
import { sqsEncrypted } from "./sqs-encrypted";

export const encryptionAtRest: readonly Rule[] = [
    appflowCmk,
    athenaWorkgroupEncrypted,
    backupVaultCmk,
    cloudtrailKms,
    connectStorageCmk,
    customerProfilesCmk,
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
    logGroupCmk,
    redshiftServerlessCmk,
    s3BucketEncryptionKms,
    s3BucketKeyAndSsec,
    s3InventoryEncrypted,
    s3ReplicationEncryptsReplicas,
    sfnCmk,
    snsEncrypted,
    snsServicePublisherKey,
    sqsEncrypted,
];
