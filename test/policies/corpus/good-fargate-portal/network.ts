import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface NetworkArgs {
    cidr: string;
    zones: string[];
    flowLogBucket: aws.s3.Bucket;
}

/** Subnets for load balancers and for tasks, one NAT gateway for the few calls that leave AWS, and endpoints. */
export class Network extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly publicSubnetIds: pulumi.Output<string>[];
    readonly privateSubnetIds: pulumi.Output<string>[];

    constructor(name: string, { cidr, zones, flowLogBucket }: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("portal:network:Network", name, {}, opts);
        const parent = { parent: this };
        const region = aws.getRegionOutput({}, parent).region;
        const vpc = new aws.ec2.Vpc(
            name,
            { cidrBlock: cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } },
            parent,
        );
        new aws.ec2.DefaultSecurityGroup(`${name}-default`, { vpcId: vpc.id, ingress: [], egress: [] }, parent);
        new aws.ec2.FlowLog(
            `${name}-flow-log`,
            {
                vpcId: vpc.id,
                trafficType: "ALL",
                logDestinationType: "s3",
                logDestination: pulumi.interpolate`${flowLogBucket.arn}/flows/`,
                maxAggregationInterval: 60,
                destinationOptions: { fileFormat: "parquet", perHourPartition: true, hiveCompatiblePartitions: true },
            },
            parent,
        );
        const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id }, parent);
        const publicTable = new aws.ec2.RouteTable(
            `${name}-public`,
            { vpcId: vpc.id, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: gateway.id }] },
            parent,
        );
        const subnet = (kind: string, zone: string, third: number): aws.ec2.Subnet =>
            new aws.ec2.Subnet(
                `${name}-${kind}-${zone}`,
                {
                    vpcId: vpc.id,
                    cidrBlock: cidr.replace(/\.0\.0\/16$/, `.${third}.0/24`),
                    availabilityZone: zone,
                    tags: { Name: `${name}-${kind}-${zone}`, Tier: kind },
                },
                parent,
            );
        const publicSubnets = zones.map((zone, index) => subnet("public", zone, index));
        const privateSubnets = zones.map((zone, index) => subnet("private", zone, 100 + index));
        const [first] = publicSubnets;
        if (first === undefined) {
            throw new Error("zones is empty: name at least one, such as eu-central-1a");
        }
        const address = new aws.ec2.Eip(`${name}-nat`, { domain: "vpc" }, { parent: this, dependsOn: [gateway] });
        const nat = new aws.ec2.NatGateway(`${name}-nat`, { allocationId: address.id, subnetId: first.id }, parent);
        const privateTable = new aws.ec2.RouteTable(`${name}-private`, { vpcId: vpc.id }, parent);
        new aws.ec2.Route(
            `${name}-private-out`,
            { routeTableId: privateTable.id, destinationCidrBlock: "0.0.0.0/0", natGatewayId: nat.id },
            parent,
        );
        publicSubnets.forEach((each, index) => {
            new aws.ec2.RouteTableAssociation(
                `${name}-public-${index}`,
                { subnetId: each.id, routeTableId: publicTable.id },
                parent,
            );
        });
        privateSubnets.forEach((each, index) => {
            new aws.ec2.RouteTableAssociation(
                `${name}-private-${index}`,
                { subnetId: each.id, routeTableId: privateTable.id },
                parent,
            );
        });
        const endpoints = new aws.ec2.SecurityGroup(
            `${name}-endpoints`,
            {
                vpcId: vpc.id,
                description: "Interface endpoints",
                ingress: [
                    {
                        description: "HTTPS from the VPC",
                        protocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        cidrBlocks: [cidr],
                    },
                ],
                tags: { Name: `${name}-endpoints` },
            },
            parent,
        );
        const { accountId } = aws.getCallerIdentityOutput({}, parent);
        const policy = aws.iam.getPolicyDocumentOutput(
            {
                statements: [
                    {
                        sid: "OwnAccount",
                        principals: [{ type: "*", identifiers: ["*"] }],
                        actions: ["*"],
                        resources: ["*"],
                        conditions: [
                            { test: "StringEquals", variable: "aws:PrincipalAccount", values: [accountId] },
                            { test: "StringEquals", variable: "aws:ResourceAccount", values: [accountId] },
                        ],
                    },
                    {
                        sid: "ImageLayers",
                        principals: [{ type: "*", identifiers: ["*"] }],
                        actions: ["s3:GetObject"],
                        resources: [pulumi.interpolate`arn:aws:s3:::prod-${region}-starport-layer-bucket/*`],
                    },
                ],
            },
            parent,
        ).json;
        for (const service of ["s3", "dynamodb"]) {
            new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: vpc.id,
                    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
                    routeTableIds: [privateTable.id],
                    policy,
                },
                parent,
            );
        }
        for (const service of ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]) {
            new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId: vpc.id,
                    vpcEndpointType: "Interface",
                    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
                    subnetIds: privateSubnets.map(({ id }) => id),
                    securityGroupIds: [endpoints.id],
                    privateDnsEnabled: true,
                    policy,
                },
                parent,
            );
        }
        this.vpcId = vpc.id;
        this.publicSubnetIds = publicSubnets.map(({ id }) => id);
        this.privateSubnetIds = privateSubnets.map(({ id }) => id);
        this.registerOutputs({ vpcId: this.vpcId });
    }
}
