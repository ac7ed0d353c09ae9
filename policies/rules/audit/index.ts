import type { Rule } from "../../lib/rule";
import { alarmHasAction } from "./alarm-has-action";
import { albAccessLogs } from "./alb-access-logs";
import { apigwAccessLogs } from "./apigw-access-logs";
import { athenaWorkgroupLogging } from "./athena-workgroup-logging";
import { cloudfrontLogs } from "./cloudfront-logs";
import { cloudtrailComplete } from "./cloudtrail-complete";
import { cloudtrailDataEvents } from "./cloudtrail-data-events";
import { connectFlowLogs } from "./connect-flow-logs";
import { connectStorageComplete } from "./connect-storage-complete";
import { datasyncLogging } from "./datasync-logging";
import { detectiveServicesPresent } from "./detective-services-present";
import { ecsLogging } from "./ecs-logging";
import { firehoseDestinationLogging } from "./firehose-destination-logging";
import { glueJobLogging } from "./glue-job-logging";
import { lambdaTracing } from "./lambda-tracing";
import { logDataProtection } from "./log-data-protection";
import { logGroupRetention } from "./log-group-retention";
import { opensearchLogs } from "./opensearch-logs";
import { redshiftServerlessLogs } from "./redshift-serverless-logs";
import { route53QueryLogging } from "./route53-query-logging";
import { s3AccessLogging } from "./s3-access-logging";
import { securityAlarmsPresent } from "./security-alarms-present";
import { sfnLogging } from "./sfn-logging";
import { snsDeliveryLogging } from "./sns-delivery-logging";
import { vpcFlowLogs } from "./vpc-flow-logs";
import { wafLogging } from "./waf-logging";

export const audit: readonly Rule[] = [
    alarmHasAction,
    albAccessLogs,
    apigwAccessLogs,
    athenaWorkgroupLogging,
    cloudfrontLogs,
    cloudtrailComplete,
    cloudtrailDataEvents,
    connectFlowLogs,
    connectStorageComplete,
    datasyncLogging,
    detectiveServicesPresent,
    ecsLogging,
    firehoseDestinationLogging,
    glueJobLogging,
    lambdaTracing,
    logDataProtection,
    logGroupRetention,
    opensearchLogs,
    redshiftServerlessLogs,
    route53QueryLogging,
    s3AccessLogging,
    securityAlarmsPresent,
    sfnLogging,
    snsDeliveryLogging,
    vpcFlowLogs,
    wafLogging,
];
