import type * as aws from "@pulumi/aws";
import type { Examples, Plain } from "./examples";

const mebibyte = 1024 ** 2;

const workgroup: Plain<aws.athena.WorkgroupArgs> = { configuration: { bytesScannedCutoffPerQuery: 100 * mebibyte } };
const budget: Plain<aws.budgets.BudgetArgs> = {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    notifications: [
        {
            comparisonOperator: "GREATER_THAN",
            threshold: 80,
            thresholdType: "PERCENTAGE",
            notificationType: "FORECASTED",
            subscriberEmailAddresses: ["finance@example.com"],
        },
        {
            comparisonOperator: "GREATER_THAN",
            threshold: 100,
            thresholdType: "PERCENTAGE",
            notificationType: "ACTUAL",
            subscriberSnsTopicArns: ["arn:aws:sns:us-east-1:111122223333:finance"],
        },
    ],
};
const budgetAction: Plain<aws.budgets.BudgetActionArgs> = {
    actionType: "APPLY_IAM_POLICY",
    approvalModel: "AUTOMATIC",
    definition: {
        iamActionDefinition: { policyArn: "arn:aws:iam::111122223333:policy/deny-new-instances", roles: ["analyst"] },
    },
};
const job: Plain<aws.glue.JobArgs> = {
    command: { name: "glueetl", scriptLocation: "s3://scripts/job.py" },
    timeout: 60,
    maxRetries: 1,
    numberOfWorkers: 10,
};
const crawler: Plain<aws.glue.CrawlerArgs> = { schedule: "cron(15 3 * * ? *)" };
const table: Plain<aws.dynamodb.TableArgs> = { name: "carts", billingMode: "PAY_PER_REQUEST" };
const fn: Plain<aws.lambda.FunctionArgs> = { reservedConcurrentExecutions: 10, memorySize: 512, timeout: 60 };
const usageLimit: Plain<aws.redshiftserverless.UsageLimitArgs> = {
    usageType: "serverless-compute",
    amount: 60,
    breachAction: "deactivate",
    resourceArn: "arn:aws:redshift-serverless:us-east-1:111122223333:workgroup/1",
};
const domain: Plain<aws.opensearch.DomainArgs> = {
    clusterConfig: { instanceType: "m7g.large.search", instanceCount: 3 },
};
const endpoint: Plain<aws.sagemaker.EndpointConfigurationArgs> = {
    productionVariants: [{ instanceType: "ml.m5.large", initialInstanceCount: 1 }],
};

/** Resources that keep the rules about cost. */
export const cost: Examples = {
    "aws:athena/workgroup:Workgroup": { ...workgroup },
    "aws:bedrock/provisionedModelThroughput:ProvisionedModelThroughput": { modelUnits: 0 },
    "aws:budgets/budget:Budget": { ...budget },
    "aws:budgets/budgetAction:BudgetAction": { ...budgetAction },
    "aws:costexplorer/anomalyMonitor:AnomalyMonitor": { monitorType: "DIMENSIONAL" },
    "aws:costexplorer/anomalySubscription:AnomalySubscription": { frequency: "DAILY" },
    "aws:dynamodb/table:Table": { ...table },
    "aws:ec2/natGateway:NatGateway": { subnetId: "subnet-1" },
    "aws:elasticsearch/domain:Domain": { clusterConfig: { instanceType: "m5.large.elasticsearch", instanceCount: 2 } },
    "aws:glue/crawler:Crawler": { ...crawler },
    "aws:glue/job:Job": { ...job },
    "aws:kendra/index:Index": { edition: "DEVELOPER_EDITION" },
    "aws:lambda/function:Function": { ...fn },
    "aws:opensearch/domain:Domain": { ...domain },
    "aws:opensearch/serverlessCollection:ServerlessCollection": { standbyReplicas: "DISABLED" },
    "aws:redshiftserverless/usageLimit:UsageLimit": { ...usageLimit },
    "aws:redshiftserverless/workgroup:Workgroup": { workgroupName: "lake", maxCapacity: 64 },
    "aws:sagemaker/endpointConfiguration:EndpointConfiguration": { ...endpoint },
    "aws:sagemaker/notebookInstance:NotebookInstance": { instanceType: "ml.t3.medium" },
};
