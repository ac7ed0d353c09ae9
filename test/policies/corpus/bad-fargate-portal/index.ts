import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logGroup, logStore, privateNetwork } from "../parts";

const key = dataKey("portal", ["logs.eu-central-1.amazonaws.com"]);
const logs = logStore("portal-logs", key);
const { vpc, subnets } = privateNetwork("portal", key);
const group = new aws.ec2.SecurityGroup("portal", { vpcId: vpc.id, description: "The portal" });
// The older type of rule, with all ports instead of one.
new aws.ec2.SecurityGroupRule("portal-in", {
    type: "ingress",
    securityGroupId: group.id,
    description: "The web",
    protocol: "-1",
    fromPort: 0,
    toPort: 0,
    cidrBlocks: ["0.0.0.0/0"],
});
// A load balancer under its older token, whose listener still takes TLS 1.0.
const balancer = new aws.alb.LoadBalancer("portal", {
    subnets: subnets.map(({ id }) => id),
    securityGroups: [group.id],
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
    accessLogs: { bucket: logs.bucket, enabled: true },
    connectionLogs: { bucket: logs.bucket, enabled: true },
});
const target = new aws.alb.TargetGroup("portal", {
    vpcId: vpc.id,
    targetType: "ip",
    protocol: "HTTPS",
    port: 8443,
    healthCheck: { path: "/health", protocol: "HTTPS" },
});
new aws.alb.Listener("portal", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-2016-08",
    certificateArn: "arn:aws:acm:eu-central-1:111122223333:certificate/1234abcd",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
});
// A user pool with short passwords, no second factor, and no web ACL.
const users = new aws.cognito.UserPool(
    "portal",
    {
        passwordPolicy: { minimumLength: 6 },
        deletionProtection: "ACTIVE",
    },
    { protect: true },
);
new aws.cognito.UserPoolClient("portal", { userPoolId: users.id, explicitAuthFlows: ["USER_PASSWORD_AUTH"] });
// No recovery, no key, no protection.
const orders = new aws.dynamodb.Table("orders", {
    billingMode: "PROVISIONED",
    readCapacity: 5,
    writeCapacity: 5,
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
});
const token = new aws.secretsmanager.Secret("payment", { recoveryWindowInDays: 0 });
new aws.secretsmanager.SecretVersion("payment", { secretId: token.id, secretString: "sk-live-3f9a" });

// One role pulls the image, runs the code, and may read every secret and pass every role.
const role = new aws.iam.Role("portal", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["sts:AssumeRole"],
                principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
            },
        ],
    }).json,
    managedPolicyArns: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"],
});
new aws.iam.RolePolicy("portal", {
    role: role.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            { actions: ["secretsmanager:GetSecretValue"], resources: ["*"] },
            { actions: ["iam:PassRole"], resources: ["*"] },
            { actions: ["dynamodb:*"], resources: [orders.arn] },
            { actions: ["kms:Decrypt"], resources: ["*"] },
        ],
    }).json,
});
const taskLogs = new aws.cloudwatch.LogGroup("portal", { name: "/portal" });
const cluster = new aws.ecs.Cluster("portal", {
    settings: [{ name: "containerInsights", value: "enabled" }],
    configuration: {
        executeCommandConfiguration: {
            kmsKeyId: key.arn,
            logging: "OVERRIDE",
            logConfiguration: {
                cloudWatchEncryptionEnabled: true,
                cloudWatchLogGroupName: logGroup("/exec", "exec", key).name,
            },
        },
        managedStorageConfiguration: { kmsKeyId: key.arn, fargateEphemeralStorageKmsKeyId: key.arn },
    },
});
const task = new aws.ecs.TaskDefinition("portal", {
    family: "portal",
    cpu: "512",
    memory: "1024",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: role.arn,
    taskRoleArn: role.arn,
    containerDefinitions: pulumi.jsonStringify([
        {
            name: "portal",
            image: "example/portal:latest",
            user: "root",
            privileged: true,
            environment: [{ name: "DB_PASSWORD", value: "hunter2-hunter2" }],
            logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": taskLogs.name } },
        },
    ]),
});
new aws.ecs.Service("portal", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    networkConfiguration: { subnets: subnets.map(({ id }) => id), securityGroups: [group.id], assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: target.arn, containerName: "portal", containerPort: 8443 }],
});
