import type * as aws from "@pulumi/aws";
import { keyArn } from "./common";
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

export const encryptionAtRest: Examples = {
    "aws:appflow/connectorProfile:ConnectorProfile": { kmsArn: keyArn },
    "aws:appflow/flow:Flow": { kmsArn: keyArn },
    "aws:backup/vault:Vault": { kmsKeyArn: keyArn },
    "aws:cloudwatch/eventArchive:EventArchive": { kmsKeyIdentifier: keyArn },
    "aws:cloudwatch/eventBus:EventBus": { kmsKeyIdentifier: keyArn },
    "aws:cloudwatch/eventConnection:EventConnection": { kmsKeyIdentifier: keyArn },
    "aws:connect/instanceStorageConfig:InstanceStorageConfig": { ...connectStorage },
    "aws:customerprofiles/domain:Domain": { defaultEncryptionKey: keyArn },
    "aws:kendra/index:Index": { serverSideEncryptionConfiguration: { kmsKeyId: keyArn } },
    "aws:pipes/pipe:Pipe": { kmsKeyIdentifier: keyArn },
    "aws:redshiftserverless/namespace:Namespace": { ...namespace },
    "aws:scheduler/schedule:Schedule": { kmsKeyArn: keyArn },
    "aws:sfn/stateMachine:StateMachine": { ...stateMachine },
};
