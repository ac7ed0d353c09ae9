import type { Rule } from "../../lib/rule";
import { athenaWorkgroupEncrypted } from "./athena-workgroup-encrypted";
import { cloudtrailKms } from "./cloudtrail-kms";
import { firehoseEncrypted } from "./firehose-encrypted";
import { glueCatalogEncrypted } from "./glue-catalog-encrypted";
import { glueCatalogSettingsPresent } from "./glue-catalog-settings-present";
import { glueHasSecurityConfiguration } from "./glue-has-security-configuration";
import { glueSecurityConfigurationComplete } from "./glue-security-configuration-complete";
import { kinesisStreamEncrypted } from "./kinesis-stream-encrypted";
import { kmsKeyRotation } from "./kms-key-rotation";
import { lambdaEnvCmk } from "./lambda-env-cmk";
import { logGroupCmk } from "./log-group-cmk";
import { s3BucketEncryptionKms } from "./s3-bucket-encryption-kms";
import { s3BucketKeyAndSsec } from "./s3-bucket-key-and-ssec";
import { s3InventoryEncrypted } from "./s3-inventory-encrypted";
import { s3ReplicationEncryptsReplicas } from "./s3-replication-encrypts-replicas";
import { snsEncrypted } from "./sns-encrypted";
import { snsServicePublisherKey } from "./sns-service-publisher-key";
import { sqsEncrypted } from "./sqs-encrypted";

export const encryptionAtRest: readonly Rule[] = [
    athenaWorkgroupEncrypted,
    cloudtrailKms,
    firehoseEncrypted,
    glueCatalogEncrypted,
    glueCatalogSettingsPresent,
    glueHasSecurityConfiguration,
    glueSecurityConfigurationComplete,
    kinesisStreamEncrypted,
    kmsKeyRotation,
    lambdaEnvCmk,
    logGroupCmk,
    s3BucketEncryptionKms,
    s3BucketKeyAndSsec,
    s3InventoryEncrypted,
    s3ReplicationEncryptsReplicas,
    snsEncrypted,
    snsServicePublisherKey,
    sqsEncrypted,
];
