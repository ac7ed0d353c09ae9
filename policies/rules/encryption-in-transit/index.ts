import type { Rule } from "../../lib/rule";
import { acmKeyStrength } from "./acm-key-strength";
import { albHttpsListener } from "./alb-https-listener";
import { albTargetTls } from "./alb-target-tls";
import { apigwTls12 } from "./apigw-tls12";
import { cloudfrontHsts } from "./cloudfront-hsts";
import { cloudfrontHttpsTls12 } from "./cloudfront-https-tls12";
import { datasyncTls } from "./datasync-tls";
import { ecsEfsTls } from "./ecs-efs-tls";
import { glueConnectionSsl } from "./glue-connection-ssl";
import { opensearchHttpsTls12 } from "./opensearch-https-tls12";
import { queueTopicTlsOnly } from "./queue-topic-tls-only";
import { quicksightSsl } from "./quicksight-ssl";
import { redshiftServerlessRequireSsl } from "./redshift-serverless-require-ssl";
import { s3TlsOnlyPolicy } from "./s3-tls-only-policy";
import { sagemakerIntercontainerTls } from "./sagemaker-intercontainer-tls";
import { sesTlsRequired } from "./ses-tls-required";
import { snsSubscriptionHttps } from "./sns-subscription-https";

export const encryptionInTransit: readonly Rule[] = [
    acmKeyStrength,
    albHttpsListener,
    albTargetTls,
    apigwTls12,
    cloudfrontHsts,
    cloudfrontHttpsTls12,
    datasyncTls,
    ecsEfsTls,
    glueConnectionSsl,
    opensearchHttpsTls12,
    queueTopicTlsOnly,
    quicksightSsl,
    redshiftServerlessRequireSsl,
    s3TlsOnlyPolicy,
    sagemakerIntercontainerTls,
    sesTlsRequired,
    snsSubscriptionHttps,
];
