import type { Rule } from "../../lib/rule";
import { cognitoStrongAuth } from "./cognito-strong-auth";
import { deletionProtection } from "./deletion-protection";
import { dynamodbPitr } from "./dynamodb-pitr";
import { eventTargetDlq } from "./event-target-dlq";
import { glueVersionSupported } from "./glue-version-supported";
import { kendraUserContext } from "./kendra-user-context";
import { kinesisRetention } from "./kinesis-retention";
import { kmsDeletionWindow } from "./kms-deletion-window";
import { lambdaCodeSigning } from "./lambda-code-signing";
import { lambdaRuntimeSupported } from "./lambda-runtime-supported";
import { opensearchFgac } from "./opensearch-fgac";
import { opensearchHa } from "./opensearch-ha";
import { quicksightRowLevelSecurity } from "./quicksight-row-level-security";
import { redshiftServerlessNoDefaultAdmin } from "./redshift-serverless-no-default-admin";
import { sagemakerNotebookHardening } from "./sagemaker-notebook-hardening";

export const resilience: readonly Rule[] = [
    cognitoStrongAuth,
    deletionProtection,
    dynamodbPitr,
    eventTargetDlq,
    glueVersionSupported,
    kendraUserContext,
    kinesisRetention,
    kmsDeletionWindow,
    lambdaCodeSigning,
    lambdaRuntimeSupported,
    opensearchFgac,
    opensearchHa,
    quicksightRowLevelSecurity,
    redshiftServerlessNoDefaultAdmin,
    sagemakerNotebookHardening,
];
