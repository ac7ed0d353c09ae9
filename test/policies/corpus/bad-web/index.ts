import * as aws from "@pulumi/aws";

const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
const subnets = ["a", "b"].map(
    (zone, index) =>
        new aws.ec2.Subnet(`public-${zone}`, {
            vpcId: vpc.id,
            cidrBlock: `10.0.${index}.0/24`,
            availabilityZone: `eu-central-1${zone}`,
            mapPublicIpOnLaunch: true,
        }),
);
const group = new aws.ec2.SecurityGroup("web", {
    vpcId: vpc.id,
    ingress: [
        { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] },
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] },
        { protocol: "tcp", fromPort: 3389, toPort: 3389, ipv6CidrBlocks: ["::/0"] },
    ],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
});
const balancer = new aws.lb.LoadBalancer("web", {
    securityGroups: [group.id],
    subnets: subnets.map(({ id }) => id),
});
const targets = new aws.lb.TargetGroup("web", { vpcId: vpc.id, port: 80, protocol: "HTTP", targetType: "ip" });
new aws.lb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
});
const cluster = new aws.ecs.Cluster("web", {});
const execution = new aws.iam.Role("execution", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ecs-tasks.amazonaws.com" }),
});
const task = new aws.ecs.TaskDefinition("web", {
    family: "web",
    cpu: "256",
    memory: "512",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    executionRoleArn: execution.arn,
    containerDefinitions: JSON.stringify([
        { name: "web", image: "nginx:latest", portMappings: [{ containerPort: 80 }] },
    ]),
});
new aws.ecs.Service("web", {
    cluster: cluster.arn,
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 1,
    networkConfiguration: { subnets: subnets.map(({ id }) => id), securityGroups: [group.id], assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 80 }],
});
new aws.ecr.Repository("web", { imageTagMutability: "MUTABLE" });
