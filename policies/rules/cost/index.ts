import type { Rule } from "../../lib/rule";
import { athenaScanLimit } from "./athena-scan-limit";
import { budgetPresent } from "./budget-present";
import { budgetScopedAction } from "./budget-scoped-action";
import { budgetWithAlert } from "./budget-with-alert";
import { costAnomalyMonitor } from "./cost-anomaly-monitor";
import { dynamodbCapacityMode } from "./dynamodb-capacity-mode";
import { expensiveSkuDenied } from "./expensive-sku-denied";
import { glueCrawlerSchedule } from "./glue-crawler-schedule";
import { glueJobLimits } from "./glue-job-limits";
import { lambdaConcurrency } from "./lambda-concurrency";
import { natGatewaysLimited } from "./nat-gateways-limited";
import { opensearchServerlessStandby } from "./opensearch-serverless-standby";
import { redshiftServerlessUsageLimit } from "./redshift-serverless-usage-limit";

export const cost: readonly Rule[] = [
    athenaScanLimit,
    budgetPresent,
    budgetScopedAction,
    budgetWithAlert,
    costAnomalyMonitor,
    dynamodbCapacityMode,
    expensiveSkuDenied,
    glueCrawlerSchedule,
    glueJobLimits,
    lambdaConcurrency,
    natGatewaysLimited,
    opensearchServerlessStandby,
    redshiftServerlessUsageLimit,
];
