import type { Rule } from "../../lib/rule";
import { albInternetFacingNeedsWaf } from "./alb-internet-facing-needs-waf";
import { apigwAuthorization } from "./apigw-authorization";
import { cloudfrontOac } from "./cloudfront-oac";
import { cognitoNoGuest } from "./cognito-no-guest";
import { ecsNoPublicIp } from "./ecs-no-public-ip";
import { lambdaPermissionScoped } from "./lambda-permission-scoped";
import { lambdaUrlAuth } from "./lambda-url-auth";
import { opensearchInVpc } from "./opensearch-in-vpc";
import { opensearchServerlessNetworkPrivate } from "./opensearch-serverless-network-private";
import { quicksightIpRestriction } from "./quicksight-ip-restriction";
import { redshiftServerlessNotPublic } from "./redshift-serverless-not-public";
import { resourcePolicyNotPublic } from "./resource-policy-not-public";
import { s3AccessPointNotPublic } from "./s3-access-point-not-public";
import { s3AccountPublicAccessBlock } from "./s3-account-public-access-block";
import { s3AccountPublicAccessBlockPresent } from "./s3-account-public-access-block-present";
import { s3BucketPolicyNotPublic } from "./s3-bucket-policy-not-public";
import { s3NoPublicAcl } from "./s3-no-public-acl";
import { s3OwnershipEnforced } from "./s3-ownership-enforced";
import { s3PublicAccessBlock } from "./s3-public-access-block";
import { sagemakerNoDirectInternet } from "./sagemaker-no-direct-internet";
import { ssmDocumentNotPublic } from "./ssm-document-not-public";
import { subnetNoPublicIp } from "./subnet-no-public-ip";
import { vpcEndpointPolicyScoped } from "./vpc-endpoint-policy-scoped";

export const publicAccess: readonly Rule[] = [
    albInternetFacingNeedsWaf,
    apigwAuthorization,
    cloudfrontOac,
    cognitoNoGuest,
    ecsNoPublicIp,
    lambdaPermissionScoped,
    lambdaUrlAuth,
    opensearchInVpc,
    opensearchServerlessNetworkPrivate,
    quicksightIpRestriction,
    redshiftServerlessNotPublic,
    resourcePolicyNotPublic,
    s3AccessPointNotPublic,
    s3AccountPublicAccessBlock,
    s3AccountPublicAccessBlockPresent,
    s3BucketPolicyNotPublic,
    s3NoPublicAcl,
    s3OwnershipEnforced,
    s3PublicAccessBlock,
    sagemakerNoDirectInternet,
    ssmDocumentNotPublic,
    subnetNoPublicIp,
    vpcEndpointPolicyScoped,
];
