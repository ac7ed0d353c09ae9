import type { Rule } from "../../lib/rule";
import { ecsRolesSeparated } from "./ecs-roles-separated";
import { iamGithubOidcScoped } from "./iam-github-oidc-scoped";
import { iamNoAdminStar } from "./iam-no-admin-star";
import { iamNoAwsManagedPolicy } from "./iam-no-aws-managed-policy";
import { iamNoBroadManagedPolicy } from "./iam-no-broad-managed-policy";
import { iamNoKmsDecryptAll } from "./iam-no-kms-decrypt-all";
import { iamNoPolicyManagementConflicts } from "./iam-no-policy-management-conflicts";
import { iamNoPrivilegeEscalation } from "./iam-no-privilege-escalation";
import { iamNoResourceStar } from "./iam-no-resource-star";
import { iamNoServiceWildcard } from "./iam-no-service-wildcard";
import { iamNoUsers } from "./iam-no-users";
import { iamPassroleScoped } from "./iam-passrole-scoped";
import { iamPermissionsBoundary } from "./iam-permissions-boundary";
import { iamTrustScoped } from "./iam-trust-scoped";
import { kmsGrantsScoped } from "./kms-grants-scoped";
import { opensearchServerlessDataAccessScoped } from "./opensearch-serverless-data-access-scoped";

export const identity: readonly Rule[] = [
    ecsRolesSeparated,
    iamGithubOidcScoped,
    iamNoAdminStar,
    iamNoAwsManagedPolicy,
    iamNoBroadManagedPolicy,
    iamNoKmsDecryptAll,
    iamNoPolicyManagementConflicts,
    iamNoPrivilegeEscalation,
    iamNoResourceStar,
    iamNoServiceWildcard,
    iamNoUsers,
    iamPassroleScoped,
    iamPermissionsBoundary,
    iamTrustScoped,
    kmsGrantsScoped,
    opensearchServerlessDataAccessScoped,
];
