import type { Rule } from "../../lib/rule";
import { lambdaPermissionScoped } from "./lambda-permission-scoped";
import { lambdaUrlAuth } from "./lambda-url-auth";
import { resourcePolicyNotPublic } from "./resource-policy-not-public";
import { s3AccessPointNotPublic } from "./s3-access-point-not-public";
import { s3AccountPublicAccessBlock } from "./s3-account-public-access-block";
import { s3AccountPublicAccessBlockPresent } from "./s3-account-public-access-block-present";
import { s3BucketPolicyNotPublic } from "./s3-bucket-policy-not-public";
import { s3NoPublicAcl } from "./s3-no-public-acl";
import { s3OwnershipEnforced } from "./s3-ownership-enforced";
import { s3PublicAccessBlock } from "./s3-public-access-block";

export const publicAccess: readonly Rule[] = [
    lambdaPermissionScoped,
    lambdaUrlAuth,
    resourcePolicyNotPublic,
    s3AccessPointNotPublic,
    s3AccountPublicAccessBlock,
    s3AccountPublicAccessBlockPresent,
    s3BucketPolicyNotPublic,
    s3NoPublicAcl,
    s3OwnershipEnforced,
    s3PublicAccessBlock,
];
