import type * as aws from "@pulumi/aws";
import { keyArn, roleArn } from "./common";
import type { Examples, Plain } from "./examples";

const account = "111122223333";
const reader = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
        { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::raw/*" },
        { Sid: "List", Effect: "Allow", Action: ["s3:ListAllMyBuckets", "xray:Put*"], Resource: "*" },
        {
            Sid: "Pass",
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: `arn:aws:iam::${account}:role/glue-jobs`,
            Condition: { StringEquals: { "iam:PassedToService": "glue.amazonaws.com" } },
        },
        { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn },
    ],
});
const role: Plain<aws.iam.RoleArgs> & { arn: string } = {
    name: "delivery",
    arn: roleArn,
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "Service",
                Effect: "Allow",
                Principal: { Service: "lambda.amazonaws.com" },
                Action: "sts:AssumeRole",
            },
            {
                Sid: "Assistant",
                Effect: "Allow",
                Principal: { Service: "bedrock.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": account } },
            },
            {
                Sid: "Pipeline",
                Effect: "Allow",
                Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com` },
                Action: "sts:AssumeRoleWithWebIdentity",
                Condition: {
                    StringEquals: {
                        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                        "token.actions.githubusercontent.com:sub": "repo:example/shop:ref:refs/heads/main",
                    },
                },
            },
        ],
    }),
    inlinePolicies: [{ name: "reader", policy: reader }],
    managedPolicyArns: [`arn:aws:iam::${account}:policy/reader`],
    path: "/app/",
    permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
};
const task: Plain<aws.ecs.TaskDefinitionArgs> = {
    taskRoleArn: roleArn,
    executionRoleArn: `arn:aws:iam::${account}:role/execution`,
};
const grant: Plain<aws.kms.GrantArgs> = {
    granteePrincipal: roleArn,
    operations: ["Decrypt", "GenerateDataKey"],
    constraints: [{ encryptionContextSubset: { table: "orders" } }],
};
const access: Plain<aws.opensearch.ServerlessAccessPolicyArgs> = {
    name: "shop",
    type: "data",
    policy: JSON.stringify([
        {
            Rules: [
                {
                    ResourceType: "index",
                    Resource: ["index/shop/*"],
                    Permission: ["aoss:ReadDocument", "aoss:WriteDocument"],
                },
            ],
            Principal: [roleArn],
        },
    ]),
};
const attached = { policyArn: `arn:aws:iam::${account}:policy/reader` };

export const identity: Examples = {
    "aws:ecs/taskDefinition:TaskDefinition": { ...task },
    "aws:iam/groupPolicy:GroupPolicy": { group: "analysts", policy: reader },
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": { group: "analysts", ...attached },
    "aws:iam/policy:Policy": { name: "reader", arn: attached.policyArn, policy: reader },
    "aws:iam/policyAttachment:PolicyAttachment": { groups: ["analysts"], policyArn: `${attached.policyArn}-of-groups` },
    "aws:iam/role:Role": { ...role },
    "aws:iam/rolePolicy:RolePolicy": { role: "delivery", policy: reader },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { role: "delivery", ...attached },
    "aws:kms/grant:Grant": { ...grant },
    "aws:opensearch/serverlessAccessPolicy:ServerlessAccessPolicy": { ...access },
};
