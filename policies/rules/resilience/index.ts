import type { Rule } from "../../lib/rule";
import { cognitoStrongAuth } from "./cognito-strong-auth";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { ecrImmutableScanLifecycle } from "./ecr-immutable-scan-lifecycle";
import { eventTargetDlq } from "./event-target-dlq";
import { glueVersionSupported } from "./glue-version-supported";
import { kendraUserContext } from "./kendra-user-context";
import { kinesisRetention } from "./kinesis-retention";
import { kmsDeletionWindow } from "./kms-deletion-window";
import { lambdaCodeSigning } from "./lambda-code-signing";
import { lambdaDlq } from "./lambda-dlq";
import { lambdaRuntimeSupported } from "./lambda-runtime-supported";
import { opensearchFgac } from "./opensearch-fgac";
import { opensearchHa } from "./opensearch-ha";
import { quicksightRowLevelSecurity } from "./quicksight-row-level-security";
import { redshiftServerlessNoDefaultAdmin } from "./redshift-serverless-no-default-admin";
import { s3Lifecycle } from "./s3-lifecycle";
import { s3ObjectLock } from "./s3-object-lock";
import { s3ReplicationConfigured } from "./s3-replication-configured";
import { s3Versioning } from "./s3-versioning";
import { sagemakerNotebookHardening } from "./sagemaker-notebook-hardening";
import { secretsRotation } from "./secrets-rotation";
import { sqsDlq } from "./sqs-dlq";

export const resilience: readonly Rule[] = [
    cognitoStrongAuth,
    deletionProtection,
    dynamodbPitr,
    ecrImmutableScanLifecycle,
    eventTargetDlq,
    glueVersionSupported,
    kendraUserContext,
    kinesisRetention,
    kmsDeletionWindow,
    lambdaCodeSigning,
    lambdaDlq,
    lambdaRuntimeSupported,
    opensearchFgac,
    opensearchHa,
    quicksightRowLevelSecurity,
    redshiftServerlessNoDefaultAdmin,
    s3Lifecycle,
    s3ObjectLock,
    s3ReplicationConfigured,
    s3Versioning,
    sagemakerNotebookHardening,
    secretsRotation,
    sqsDlq,
];
