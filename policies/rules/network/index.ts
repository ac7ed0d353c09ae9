import type { Rule } from "../../lib/rule";
import { albHardening } from "./alb-hardening";
import { apigwRequestValidation } from "./apigw-request-validation";
import { apigwThrottling } from "./apigw-throttling";
import { defaultSgClosed } from "./default-sg-closed";
import { ec2Imdsv2 } from "./ec2-imdsv2";
import { glueInVpc } from "./glue-in-vpc";
import { lambdaInVpc } from "./lambda-in-vpc";
import { naclNoAdminIngress } from "./nacl-no-admin-ingress";
import { noDefaultVpc } from "./no-default-vpc";
import { quicksightVpcSource } from "./quicksight-vpc-source";
import { redshiftEnhancedVpcRouting } from "./redshift-enhanced-vpc-routing";
import { sgDescriptions } from "./sg-descriptions";
import { sgNoRuleManagementConflicts } from "./sg-no-rule-management-conflicts";
import { sgNoUnrestrictedEgress } from "./sg-no-unrestricted-egress";
import { sgNoUnrestrictedIngress } from "./sg-no-unrestricted-ingress";
import { vpcEndpointsPresent } from "./vpc-endpoints-present";
import { wafAttached } from "./waf-attached";
import { wafHasRules } from "./waf-has-rules";

export const network: readonly Rule[] = [
    albHardening,
    apigwRequestValidation,
    apigwThrottling,
    defaultSgClosed,
    ec2Imdsv2,
    glueInVpc,
    lambdaInVpc,
    naclNoAdminIngress,
    noDefaultVpc,
    quicksightVpcSource,
    redshiftEnhancedVpcRouting,
    sgDescriptions,
    sgNoRuleManagementConflicts,
    sgNoUnrestrictedEgress,
    sgNoUnrestrictedIngress,
    vpcEndpointsPresent,
    wafAttached,
    wafHasRules,
];
