import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { logGroup } from "../parts";

export interface FargateServiceArgs {
    key: aws.kms.Key;
    cluster: aws.ecs.Cluster;
    vpcId: pulumi.Input<string>;
    subnetIds: pulumi.Input<string>[];
    front: aws.ec2.SecurityGroup;
    listener: aws.alb.Listener;
    priority: number;
    path: string;
    signIn: { users: aws.cognito.UserPool; client: aws.cognito.UserPoolClient; domain: pulumi.Input<string> };
    secrets: Record<string, pulumi.Input<string>>;
    alarmTopic: aws.sns.Topic;
    statements: aws.types.input.iam.GetPolicyDocumentStatementArgs[];
}

const PORT = 8443;

/** A service with its image repository, roles, logs, target group, rule, scaling and alarm. */
export class FargateService extends pulumi.ComponentResource {
    constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
        super("portal:service:FargateService", name, {}, opts);
        const parent = { parent: this };
        const { accountId } = aws.getCallerIdentityOutput({}, parent);
        const trust = aws.iam.getPolicyDocumentOutput(
            {
                statements: [
                    {
                        actions: ["sts:AssumeRole"],
                        principals: [{ type: "Service", identifiers: ["ecs-tasks.amazonaws.com"] }],
                        conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
                    },
                ],
            },
            parent,
        ).json;
        const repository = new aws.ecr.Repository(
            name,
            {
                imageTagMutability: "IMMUTABLE",
                imageScanningConfiguration: { scanOnPush: true },
                encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.key.arn }],
            },
            { parent: this, protect: true },
        );
        new aws.ecr.LifecyclePolicy(
            name,
            {
                repository: repository.name,
                policy: aws.ecr.getLifecyclePolicyDocumentOutput(
                    {
                        rules: [
                            {
                                priority: 1,
                                selection: {
                                    tagStatus: "untagged",
                                    countType: "sinceImagePushed",
                                    countUnit: "days",
                                    countNumber: 14,
                                },
                                action: { type: "expire" },
                            },
                        ],
                    },
                    parent,
                ).json,
            },
            parent,
        );
        const logs = logGroup(`/portal/${name}`, `${name}-logs`, args.key);

        const execution = new aws.iam.Role(`${name}-execution`, { assumeRolePolicy: trust }, parent);
        const secretArns = Object.values(args.secrets);
        new aws.iam.RolePolicy(
            `${name}-execution`,
            {
                role: execution.name,
                policy: aws.iam.getPolicyDocumentOutput(
                    {
                        statements: [
                            { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] },
                            {
                                actions: [
                                    "ecr:BatchCheckLayerAvailability",
                                    "ecr:BatchGetImage",
                                    "ecr:GetDownloadUrlForLayer",
                                ],
                                resources: [repository.arn],
                            },
                            {
                                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                                resources: [pulumi.interpolate`${logs.arn}:*`],
                            },
                            ...(secretArns.length === 0
                                ? []
                                : [
                                      { actions: ["secretsmanager:GetSecretValue"], resources: secretArns },
                                      { actions: ["kms:Decrypt"], resources: [args.key.arn] },
                                  ]),
                        ],
                    },
                    parent,
                ).json,
            },
            parent,
        );
        const task = new aws.iam.Role(`${name}-task`, { assumeRolePolicy: trust }, parent);
        if (args.statements.length > 0) {
            const policy = new aws.iam.Policy(
                `${name}-task`,
                { policy: aws.iam.getPolicyDocumentOutput({ statements: args.statements }, parent).json },
                parent,
            );
            new aws.iam.RolePolicyAttachment(`${name}-task`, { role: task.name, policyArn: policy.arn }, parent);
        }

        const group = new aws.ec2.SecurityGroup(
            name,
            { vpcId: args.vpcId, description: `Tasks of ${name}`, revokeRulesOnDelete: true },
            parent,
        );
        new aws.vpc.SecurityGroupIngressRule(
            name,
            {
                securityGroupId: group.id,
                referencedSecurityGroupId: args.front.id,
                description: "From the load balancer",
                ipProtocol: "tcp",
                fromPort: PORT,
                toPort: PORT,
            },
            parent,
        );
        new aws.vpc.SecurityGroupEgressRule(
            name,
            {
                securityGroupId: group.id,
                cidrIpv4: "0.0.0.0/0",
                description: "AWS and the payment provider",
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
            },
            parent,
        );
        const target = new aws.alb.TargetGroup(
            name,
            {
                vpcId: args.vpcId,
                targetType: "ip",
                protocol: "HTTPS",
                port: PORT,
                deregistrationDelay: 30,
                healthCheck: { path: "/health", protocol: "HTTPS", matcher: "200" },
            },
            parent,
        );
        const rule = new aws.alb.ListenerRule(
            name,
            {
                listenerArn: args.listener.arn,
                priority: args.priority,
                conditions: [{ pathPattern: { values: [args.path] } }],
                actions: [
                    {
                        type: "authenticate-cognito",
                        order: 1,
                        authenticateCognito: {
                            userPoolArn: args.signIn.users.arn,
                            userPoolClientId: args.signIn.client.id,
                            userPoolDomain: args.signIn.domain,
                        },
                    },
                    { type: "forward", order: 2, targetGroupArn: target.arn },
                ],
            },
            parent,
        );
        const definition = new aws.ecs.TaskDefinition(
            name,
            {
                family: `portal-${name}`,
                cpu: "512",
                memory: "1024",
                networkMode: "awsvpc",
                requiresCompatibilities: ["FARGATE"],
                runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
                executionRoleArn: execution.arn,
                taskRoleArn: task.arn,
                volumes: [{ name: "tmp" }],
                containerDefinitions: pulumi.jsonStringify([
                    {
                        name,
                        image: pulumi.interpolate`${repository.repositoryUrl}@sha256:${"89abcdef01234567".repeat(4)}`,
                        essential: true,
                        user: "1000",
                        readonlyRootFilesystem: true,
                        linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
                        mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }],
                        portMappings: [{ containerPort: PORT, protocol: "tcp" }],
                        environment: [{ name: "TOKEN_ENDPOINT", value: "/oauth2/token" }],
                        secrets: Object.entries(args.secrets).map(([secret, valueFrom]) => ({
                            name: secret,
                            valueFrom,
                        })),
                        logConfiguration: {
                            logDriver: "awslogs",
                            options: {
                                "awslogs-group": logs.name,
                                "awslogs-region": "eu-central-1",
                                "awslogs-stream-prefix": name,
                            },
                        },
                    },
                ]),
            },
            parent,
        );
        const service = new aws.ecs.Service(
            name,
            {
                cluster: args.cluster.arn,
                taskDefinition: definition.arn,
                launchType: "FARGATE",
                desiredCount: 2,
                enableExecuteCommand: false,
                propagateTags: "SERVICE",
                deploymentCircuitBreaker: { enable: true, rollback: true },
                networkConfiguration: { subnets: args.subnetIds, securityGroups: [group.id] },
                loadBalancers: [{ targetGroupArn: target.arn, containerName: name, containerPort: PORT }],
            },
            { parent: this, dependsOn: [rule], ignoreChanges: ["desiredCount"] },
        );
        const scaling = new aws.appautoscaling.Target(
            name,
            {
                serviceNamespace: "ecs",
                scalableDimension: "ecs:service:DesiredCount",
                resourceId: pulumi.interpolate`service/${args.cluster.name}/${service.name}`,
                minCapacity: 2,
                maxCapacity: 8,
            },
            parent,
        );
        new aws.appautoscaling.Policy(
            name,
            {
                policyType: "TargetTrackingScaling",
                serviceNamespace: scaling.serviceNamespace,
                scalableDimension: scaling.scalableDimension,
                resourceId: scaling.resourceId,
                targetTrackingScalingPolicyConfiguration: {
                    targetValue: 60,
                    predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
                },
            },
            parent,
        );
        new aws.cloudwatch.MetricAlarm(
            `${name}-unhealthy`,
            {
                namespace: "AWS/ApplicationELB",
                metricName: "UnHealthyHostCount",
                dimensions: { TargetGroup: target.arnSuffix },
                statistic: "Maximum",
                period: 60,
                evaluationPeriods: 5,
                threshold: 1,
                comparisonOperator: "GreaterThanOrEqualToThreshold",
                treatMissingData: "notBreaching",
                alarmActions: [args.alarmTopic.arn],
                okActions: [args.alarmTopic.arn],
            },
            parent,
        );
        this.registerOutputs();
    }
}
