import type { Rule } from "../../lib/rule";
import { allowedRegions } from "./allowed-regions";
import { cognitoStrongAuth } from "./cognito-strong-auth";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { ecrImmutableScanLifecycle } from "./ecr-immutable-scan-lifecycle";
import { ecsContainerHardening } from "./ecs-container-hardening";
import { eventTargetDlq } from "./event-target-dlq";
import { glueVersionSupported } from "./glue-version-supported";
import { kendraUserContext } from "./kendra-user-context";
import { kinesisRetention } from "./kinesis-retention";
import { kmsDeletionWindow } from "./kms-deletion-window";
import { lambdaCodeSigning } from "./lambda-code-signing";
import { lambdaDlq } from "./lambda-dlq";
import { lambdaRuntimeSupported } from "./lambda-runtime-supported";
import { noPlaintextSecrets } from "./no-plaintext-secrets";
import { opensearchFgac } from "./opensearch-fgac";
import { opensearchHa } from "./opensearch-ha";
import { quicksightRowLevelSecurity } from "./quicksight-row-level-security";
import { redshiftServerlessNoDefaultAdmin } from "./redshift-serverless-no-default-admin";
import { requiredTags } from "./required-tags";
import { s3Lifecycle } from "./s3-lifecycle";
import { s3ObjectLock } from "./s3-object-lock";
import { s3ReplicationConfigured } from "./s3-replication-configured";
import { s3Versioning } from "./s3-versioning";
import { sagemakerNotebookHardening } from "./sagemaker-notebook-hardening";
import { secretsRotation } from "./secrets-rotation";
import { sqsDlq } from "./sqs-dlq";
import { statefulProtected } from "./stateful-protected";

export const resilience: readonly Rule[] = [
    allowedRegions,
    cognitoStrongAuth,
    deletionProtection,
    dynamodbPitr,
    ecrImmutableScanLifecycle,
    ecsContainerHardening,
    eventTargetDlq,
    glueVersionSupported,
    kendraUserContext,
    kinesisRetention,
    kmsDeletionWindow,
    lambdaCodeSigning,
    lambdaDlq,
    lambdaRuntimeSupported,
    noPlaintextSecrets,
    opensearchFgac,
    opensearchHa,
    quicksightRowLevelSecurity,
    redshiftServerlessNoDefaultAdmin,
    requiredTags,
    s3Lifecycle,
    s3ObjectLock,
    s3ReplicationConfigured,
    s3Versioning,
    sagemakerNotebookHardening,
    secretsRotation,
    sqsDlq,
    statefulProtected,
];
