import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataKey, logGroup, logStore, privateNetwork, trustOf, webAcl } from "../parts";

const key = dataKey("web", ["logs.eu-central-1.amazonaws.com"]);
const logs = logStore("balancer-logs", key);
const { vpc, subnets } = privateNetwork("web", key);

const gateway = new aws.ec2.InternetGateway("gateway", { vpcId: vpc.id });
const routes = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
new aws.ec2.Route("internet", { routeTableId: routes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id });
const front = ["a", "b"].map((zone, index) => {
    const subnet = new aws.ec2.Subnet(`front-${zone}`, {
        vpcId: vpc.id,
        cidrBlock: `10.20.1${index}.0/24`,
        availabilityZone: `eu-central-1${zone}`,
        mapPublicIpOnLaunch: false,
    });
    new aws.ec2.RouteTableAssociation(`front-${zone}`, { subnetId: subnet.id, routeTableId: routes.id });
    return subnet;
});
const entry = new aws.ec2.SecurityGroup("entry", { vpcId: vpc.id, description: "HTTPS from everywhere" });
const tasks = new aws.ec2.SecurityGroup("tasks", { vpcId: vpc.id, description: "The application" });
for (const port of [80, 443]) {
    new aws.vpc.SecurityGroupIngressRule(`entry-${port}`, {
        securityGroupId: entry.id,
        description: "The web",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4: "0.0.0.0/0",
    });
}
new aws.vpc.SecurityGroupEgressRule("entry-to-tasks", {
    securityGroupId: entry.id,
    description: "To the tasks",
    ipProtocol: "tcp",
    fromPort: 8443,
    toPort: 8443,
    referencedSecurityGroupId: tasks.id,
});
new aws.vpc.SecurityGroupIngressRule("tasks-from-entry", {
    securityGroupId: tasks.id,
    description: "From the load balancer",
    ipProtocol: "tcp",
    fromPort: 8443,
    toPort: 8443,
    referencedSecurityGroupId: entry.id,
});
const certificate = new aws.acm.Certificate("shop", {
    domainName: "shop.example.com",
    validationMethod: "DNS",
    keyAlgorithm: "EC_prime256v1",
});
const balancer = new aws.lb.LoadBalancer("shop", {
    loadBalancerType: "application",
    securityGroups: [entry.id],
    subnets: front.map(({ id }) => id),
    dropInvalidHeaderFields: true,
    desyncMitigationMode: "strictest",
    enableDeletionProtection: true,
    accessLogs: { bucket: logs.id, enabled: true },
    connectionLogs: { bucket: logs.id, enabled: true },
});
const targets = new aws.lb.TargetGroup("shop", {
    vpcId: vpc.id,
    port: 8443,
    protocol: "HTTPS",
    targetType: "ip",
    healthCheck: { path: "/health", protocol: "HTTPS" },
});
new aws.lb.Listener("https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: certificate.arn,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
new aws.lb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
});
webAcl("shop", balancer.arn, key);

const execLogs = logGroup("/ecs/exec", "exec-logs", key);
const taskLogs = logGroup("/ecs/shop", "task-logs", key);
const cluster = new aws.ecs.Cluster("shop", {
    settings: [{ name: "containerInsights", value: "enabled" }],
    configuration: {
        executeCommandConfiguration: {
            kmsKeyId: key.arn,
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: execLogs.name },
        },
        managedStorageConfiguration: { kmsKeyId: key.arn, fargateEphemeralStorageKmsKeyId: key.arn },
    },
});
const repository = new aws.ecr.Repository(
    "shop",
    {
        name: "shop",
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key.arn }],
    },
    { protect: true },
);
new aws.ecr.LifecyclePolicy("shop", {
    repository: repository.name,
    policy: JSON.stringify({
        rules: [
            {
                rulePriority: 1,
                selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
                action: { type: "expire" },
            },
        ],
    }),
});
const execution = new aws.iam.Role("execution", { assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com") });
new aws.iam.RolePolicy("execution-policy", {
    role: execution.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
            {
                Effect: "Allow",
                Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: repository.arn,
            },
            {
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: pulumi.interpolate`${taskLogs.arn}:*`,
            },
        ],
    }),
});
const application = new aws.iam.Role("application", { assumeRolePolicy: trustOf("ecs-tasks.amazonaws.com") });
const registry = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";
const task = new aws.ecs.TaskDefinition("shop", {
    family: "shop",
    cpu: "512",
    memory: "1024",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
    executionRoleArn: execution.arn,
    taskRoleArn: application.arn,
    containerDefinitions: pulumi.jsonStringify([
        {
            name: "shop",
            image: pulumi.interpolate`${registry}/${repository.name}@sha256:${"0123456789abcdef".repeat(4)}`,
            essential: true,
            readonlyRootFilesystem: true,
            user: "1000:1000",
            privileged: false,
            portMappings: [{ containerPort: 8443 }],
            logConfiguration: {
                logDriver: "awslogs",
                options: {
                    "awslogs-group": taskLogs.name,
                    "awslogs-region": "eu-central-1",
                    "awslogs-stream-prefix": "shop",
                },
            },
        },
    ]),
});
new aws.ecs.Service("shop", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    platformVersion: "LATEST",
    desiredCount: 2,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    networkConfiguration: { subnets: subnets.map(({ id }) => id), securityGroups: [tasks.id], assignPublicIp: false },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "shop", containerPort: 8443 }],
});
