import { athenaScanLimit } from "../../../../policies/rules/cost/athena-scan-limit";
import { budgetScopedAction } from "../../../../policies/rules/cost/budget-scoped-action";
import { budgetWithAlert } from "../../../../policies/rules/cost/budget-with-alert";
import { expensiveSkuDenied } from "../../../../policies/rules/cost/expensive-sku-denied";
import { glueCrawlerSchedule } from "../../../../policies/rules/cost/glue-crawler-schedule";
import { glueJobLimits } from "../../../../policies/rules/cost/glue-job-limits";
import { lambdaConcurrency } from "../../../../policies/rules/cost/lambda-concurrency";
import { opensearchServerlessStandby } from "../../../../policies/rules/cost/opensearch-serverless-standby";
import { describeRule } from "../../support/describe-rule";

const cutoff = "configuration.bytesScannedCutoffPerQuery";
const tebibyte = 1024 ** 4;

describeRule({
    rule: athenaScanLimit,
    type: "aws:athena/workgroup:Workgroup",
    refuses: [
        {
            when: "no bound",
            set: { [cutoff]: undefined },
            says: [`${cutoff} is not set: a query may read any amount.`],
        },
        {
            when: "no configuration",
            set: { configuration: undefined },
            says: [`${cutoff} is not set: a query may read any amount.`],
        },
        {
            when: "a bound above the one of the setting",
            set: { [cutoff]: tebibyte + 1 },
            says: [`${cutoff} is more than ${tebibyte}.`],
        },
    ],
    accepts: [
        {
            when: "a higher bound where the setting allows it",
            set: { [cutoff]: 2 * tebibyte },
            settings: { maxBytes: 2 * tebibyte },
        },
    ],
    defersOn: [cutoff],
    mends: [
        { when: "no bound", set: { [cutoff]: undefined } },
        { when: "no configuration", set: { configuration: undefined } },
        { when: "a bound too high", set: { [cutoff]: tebibyte + 1 } },
    ],
});

const topicArn = "arn:aws:sns:us-east-1:111122223333:finance";
const nobody = "notifications holds one without subscriberEmailAddresses and subscriberSnsTopicArns.";

describeRule({
    rule: budgetWithAlert,
    type: "aws:budgets/budget:Budget",
    refuses: [
        {
            when: "no notifications",
            set: { notifications: undefined },
            says: ["notifications is empty: nobody is told."],
        },
        {
            when: "a notification without subscribers",
            set: { "notifications[0].subscriberEmailAddresses": [] },
            says: [nobody],
        },
        {
            when: "alerts that come when the money is spent",
            set: { "notifications[0].notificationType": "ACTUAL" },
            says: ["notifications holds none of notificationType FORECASTED: the alert comes when the money is spent."],
        },
    ],
    defersOn: ["notifications[0].notificationType"],
    needsOnlyPresenceOf: ["notifications[0].subscriberEmailAddresses"],
    mends: [
        {
            when: "a notification without subscribers",
            set: { "notifications[0].subscriberEmailAddresses": [] },
            settings: { topicArn },
        },
        {
            when: "a notification without subscribers, by mail",
            set: { "notifications[0].subscriberEmailAddresses": [] },
            settings: { emails: ["finance@example.org"] },
        },
    ],
    leaves: [
        {
            when: "a notification without subscribers, with no topic",
            set: { "notifications[0].subscriberEmailAddresses": [] },
        },
    ],
});

describeRule({
    rule: budgetScopedAction,
    type: "aws:budgets/budgetAction:BudgetAction",
    refuses: [
        {
            when: "a policy that allows everything",
            set: { "definition.iamActionDefinition.policyArn": "arn:aws:iam::aws:policy/AdministratorAccess" },
            says: ["definition.iamActionDefinition.policyArn names a policy that allows nearly everything."],
        },
        {
            when: "an automatic action of a type that needs approval",
            set: {},
            settings: { automaticActionTypes: ["RUN_SSM_DOCUMENTS"] },
            says: ["approvalModel is AUTOMATIC for an actionType that a person has to approve."],
        },
    ],
    accepts: [
        {
            when: "such an action once a person approves it",
            set: { approvalModel: "MANUAL" },
            settings: { automaticActionTypes: [] },
        },
        { when: "an action on instances", set: { "definition.iamActionDefinition": undefined } },
    ],
    defersOn: ["definition.iamActionDefinition.policyArn"],
});

describeRule({
    rule: glueJobLimits,
    type: "aws:glue/job:Job",
    refuses: [
        {
            when: "no timeout, which means 48 hours",
            set: { timeout: undefined },
            says: ["timeout is not between 1 and 480 minutes."],
        },
        { when: "no end", set: { timeout: 0 }, says: ["timeout is not between 1 and 480 minutes."] },
        { when: "many retries", set: { maxRetries: 5 }, says: ["maxRetries is more than 2."] },
        { when: "many workers", set: { numberOfWorkers: 100 }, says: ["numberOfWorkers is more than 50."] },
    ],
    accepts: [
        { when: "a stream's job without end", set: { timeout: undefined, "command.name": "gluestreaming" } },
        { when: "a Ray job, which takes no timeout", set: { timeout: undefined, "command.name": "glueray" } },
        {
            when: "48 hours where the setting allows them",
            set: { timeout: undefined },
            settings: { maxTimeoutMinutes: 2880 },
        },
        { when: "no retries and no number of workers", set: { maxRetries: undefined, numberOfWorkers: undefined } },
    ],
    defersOn: ["timeout", "maxRetries", "numberOfWorkers"],
    mends: [
        { when: "no timeout", set: { timeout: undefined } },
        { when: "everything too high", set: { timeout: 9999, maxRetries: 9, numberOfWorkers: 900 } },
    ],
});

const often = (minutes: number) => [`schedule starts the crawler more often than every ${minutes} minutes.`];

describeRule({
    rule: glueCrawlerSchedule,
    type: "aws:glue/crawler:Crawler",
    refuses: [
        { when: "every minute", set: { schedule: "cron(* * * * ? *)" }, says: often(60) },
        { when: "every quarter of an hour", set: { schedule: "cron(0/15 * * * ? *)" }, says: often(60) },
        { when: "twice an hour", set: { schedule: "cron(0,40 * * * ? *)" }, says: often(60) },
        { when: "a range of minutes", set: { schedule: "cron(10-12 * * * ? *)" }, says: often(60) },
        {
            when: "every hour where the setting wants more",
            set: { schedule: "cron(0 * * * ? *)" },
            settings: { minMinutes: 61 },
            says: often(61),
        },
    ],
    accepts: [
        { when: "no schedule", set: { schedule: undefined } },
        { when: "every hour", set: { schedule: "cron(5 * * * ? *)" } },
        {
            when: "every half hour where the setting allows it",
            set: { schedule: "cron(0/30 * * * ? *)" },
            settings: { minMinutes: 30 },
        },
    ],
    defersOn: ["schedule"],
});

describeRule({
    rule: lambdaConcurrency,
    type: "aws:lambda/function:Function",
    refuses: [
        {
            when: "more executions than the setting allows",
            set: { reservedConcurrentExecutions: 501 },
            says: ["reservedConcurrentExecutions is more than 500."],
        },
        {
            when: "no bound where the setting asks for one",
            set: { reservedConcurrentExecutions: -1 },
            settings: { requireReserved: true },
            says: ["reservedConcurrentExecutions is not set, or is more than 500."],
        },
        { when: "much memory", set: { memorySize: 10_240 }, says: ["memorySize is more than 3008 MB."] },
        {
            when: "a long time",
            set: { timeout: 60 },
            settings: { maxTimeout: 30 },
            says: ["timeout is more than 30 seconds."],
        },
    ],
    accepts: [
        {
            when: "the service's defaults",
            set: { reservedConcurrentExecutions: undefined, memorySize: undefined, timeout: undefined },
        },
    ],
    defersOn: ["reservedConcurrentExecutions", "memorySize", "timeout"],
    mends: [
        { when: "too much of everything", set: { reservedConcurrentExecutions: 900, memorySize: 4096 } },
        {
            when: "no bound where the setting asks for one",
            set: { reservedConcurrentExecutions: undefined },
            settings: { requireReserved: true },
        },
        { when: "a long time", set: { timeout: 60 }, settings: { maxTimeout: 30 } },
    ],
});

const none = (property: string, allowed: string) => [`${property} is none of those that are allowed: ${allowed}.`];
const domainTypes = "t3.*, m*.large.*, m*.xlarge.*, r*.large.*, r*.xlarge.*, or1.medium.*, or1.large.*";
const notebookTypes = "ml.t*, ml.m*.large, ml.m*.xlarge, ml.c*.large, ml.c*.xlarge";

describeRule({
    rule: expensiveSkuDenied,
    type: "aws:kendra/index:Index",
    refuses: [
        {
            when: "the edition that is the default",
            set: { edition: undefined },
            says: none("edition", "DEVELOPER_EDITION, GEN_AI_ENTERPRISE_EDITION"),
        },
    ],
    accepts: [
        {
            when: "it where the setting allows it",
            set: { edition: undefined },
            settings: { allowedKendraEditions: ["*"] },
        },
    ],
    defersOn: ["edition"],
});
describeRule({
    rule: expensiveSkuDenied,
    type: "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput",
    refuses: [
        { when: "throughput", set: { modelUnits: 1 }, says: ["modelUnits buys throughput by the hour, used or not."] },
        {
            when: "more than is allowed",
            set: { modelUnits: 3 },
            settings: { maxModelUnits: 2 },
            says: ["modelUnits is more than 2."],
        },
    ],
    defersOn: ["modelUnits"],
});
for (const type of ["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"]) {
    describeRule({
        rule: expensiveSkuDenied,
        type,
        refuses: [
            {
                when: "large nodes",
                set: { "clusterConfig.instanceType": "r6g.12xlarge.search" },
                says: none("clusterConfig.instanceType", domainTypes),
            },
            {
                when: "many nodes",
                set: { "clusterConfig.instanceCount": 11 },
                says: ["clusterConfig.instanceCount is more than 10."],
            },
        ],
        accepts: [{ when: "the service's own small default", set: { clusterConfig: undefined } }],
        defersOn: ["clusterConfig.instanceType", "clusterConfig.instanceCount"],
    });
}
describeRule({
    rule: expensiveSkuDenied,
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    refuses: [
        {
            when: "a graphics card",
            set: { instanceType: "ml.p4d.24xlarge" },
            says: none("instanceType", notebookTypes),
        },
    ],
    defersOn: ["instanceType"],
});
describeRule({
    rule: expensiveSkuDenied,
    type: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
    refuses: [
        {
            when: "large and many instances",
            set: {
                "productionVariants[0].instanceType": "ml.p4d.24xlarge",
                "productionVariants[0].initialInstanceCount": 20,
            },
            says: [
                ...none("productionVariants[0].instanceType", notebookTypes),
                "productionVariants[0].initialInstanceCount is more than 10.",
            ],
        },
    ],
    defersOn: ["productionVariants[0].instanceType"],
});

const standby = ["standbyReplicas is not DISABLED: standby replicas double the least cost of the collection."];

describeRule({
    rule: opensearchServerlessStandby,
    type: "aws:opensearch/serverlessCollection:ServerlessCollection",
    refuses: [
        { when: "standby replicas in a stack that needs none", set: { standbyReplicas: "ENABLED" }, says: standby },
        { when: "the service's default there", set: { standbyReplicas: undefined }, says: standby },
    ],
    accepts: [
        {
            when: "standby replicas elsewhere",
            set: { standbyReplicas: "ENABLED" },
            settings: { stackPatterns: ["dev*"] },
        },
    ],
    defersOn: ["standbyReplicas"],
    mends: [{ when: "the service's default", set: { standbyReplicas: undefined } }],
    leaves: [{ when: "another stack's", set: { standbyReplicas: undefined }, settings: { stackPatterns: ["dev*"] } }],
});
