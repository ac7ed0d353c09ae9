import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logStore, store, trustOf } from "../parts";

// The account's block, with two flags left at their default, which is off.
new aws.s3.AccountPublicAccessBlock("account", { blockPublicAcls: true, ignorePublicAcls: true });

const logs = logStore("access-logs", dataKey("logs"));
const bucket = store("trail", { key: dataKey("trail"), logs });
new aws.cloudtrail.Trail("account", { s3BucketName: bucket.bucket, enableLogging: true });
new aws.kms.Key("state", { description: "State", deletionWindowInDays: 7 });
new aws.backup.Vault("account", {});
// An alarm that is switched off, so that it wakes nobody.
new aws.cloudwatch.MetricAlarm("root-use", {
    namespace: "Security",
    metricName: "root-use",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    actionsEnabled: false,
});
new aws.budgets.Budget("month", {
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "5000",
    limitUnit: "USD",
});

// Administrators: people, a pipeline, and another account.
const admin = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});
const jane = new aws.iam.User("jane", {});
new aws.iam.AccessKey("jane", { user: jane.name });
new aws.iam.UserPolicy("jane", { user: jane.name, policy: admin });
const github = new aws.iam.OpenIdConnectProvider("github", {
    url: "https://token.actions.githubusercontent.com",
    clientIdLists: ["sts.amazonaws.com"],
});
const deployer = new aws.iam.Role("deployer", {
    assumeRolePolicy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: github.arn },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: { StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } },
            },
        ],
    }),
});
new aws.iam.RolePolicyAttachment("deployer", {
    role: deployer.name,
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
});
const vendor = new aws.iam.Role("vendor", {
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    }),
});
// Whoever may do this is an administrator within a minute.
new aws.iam.RolePolicy("vendor", {
    role: vendor.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            { actions: ["iam:CreatePolicyVersion", "iam:AttachRolePolicy"], resources: ["*"] },
            { actions: ["ec2:Describe*", "s3:ListAllMyBuckets"], resources: ["*"] },
        ],
    }).json,
});
const invocations = new aws.iam.Role("models", { assumeRolePolicy: trustOf("bedrock.amazonaws.com") });
const prompts = new aws.cloudwatch.LogGroup("prompts", { name: "/models", retentionInDays: 7 });
new aws.bedrockmodel.InvocationLoggingConfiguration("account", {
    loggingConfig: {
        textDataDeliveryEnabled: true,
        cloudwatchConfig: { logGroupName: prompts.name, roleArn: invocations.arn },
    },
});
