import type * as aws from "@pulumi/aws";
import { privatePolicy } from "./common";
import type { Examples, Plain } from "./examples";

const method: Plain<aws.apigateway.MethodArgs> = {
    restApi: "abc123",
    resourceId: "products",
    httpMethod: "GET",
    authorization: "COGNITO_USER_POOLS",
    apiKeyRequired: false,
};
const route: Plain<aws.apigatewayv2.RouteArgs> = {
    apiId: "abc123",
    routeKey: "GET /products",
    authorizationType: "JWT",
    apiKeyRequired: false,
};
const workgroup: Plain<aws.redshiftserverless.WorkgroupArgs> = { workgroupName: "sales", publiclyAccessible: false };
const domain: Plain<aws.opensearch.DomainArgs> = {
    accessPolicies: JSON.stringify(privatePolicy("es:ESHttpGet")),
    vpcOptions: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] },
};
const networkPolicy: Plain<aws.opensearch.ServerlessSecurityPolicyArgs> = {
    name: "shop",
    type: "network",
    policy: JSON.stringify([
        {
            Rules: [{ ResourceType: "collection", Resource: ["collection/shop"] }],
            AllowFromPublic: false,
            SourceServices: ["bedrock.amazonaws.com"],
        },
    ]),
};
const service: Plain<aws.ecs.ServiceArgs> = {
    networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: false },
};
const notebook: Plain<aws.sagemaker.NotebookInstanceArgs> = {
    instanceType: "ml.t3.medium",
    directInternetAccess: "Disabled",
    subnetId: "subnet-1",
    securityGroups: ["sg-1"],
};
const subnet: Plain<aws.ec2.SubnetArgs> = {
    vpcId: "vpc-1",
    mapPublicIpOnLaunch: false,
    tags: { Name: "tasks", SubnetType: "Private" },
};
const balancer: Plain<aws.lb.LoadBalancerArgs> & { arn: string } = {
    arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/1",
    internal: false,
    loadBalancerType: "application",
};
const distribution: Plain<aws.cloudfront.DistributionArgs> = {
    origins: [
        {
            originId: "site",
            domainName: "site.s3.eu-west-1.amazonaws.com",
            originAccessControlId: "E1",
        },
        {
            originId: "api",
            domainName: "api.example.com",
            customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "https-only",
                originSslProtocols: ["TLSv1.2"],
            },
        },
    ],
};
const accessControl: Plain<aws.cloudfront.OriginAccessControlArgs> = {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
};
const document: Plain<aws.ssm.DocumentArgs> = {
    documentType: "Command",
    permissions: { type: "Share", accountIds: "111122223333,444455556666" },
};
const restriction: Plain<aws.quicksight.IpRestrictionArgs> = {
    awsAccountId: "111122223333",
    enabled: true,
    ipRestrictionRuleMap: { "192.0.2.0/24": "Office" },
};
const endpoint: Plain<aws.ec2.VpcEndpointArgs> & { id: string } = {
    id: "vpce-1",
    vpcId: "vpc-1",
    serviceName: "com.amazonaws.eu-west-1.s3",
};
const endpointPolicy: Plain<aws.ec2.VpcEndpointPolicyArgs> = {
    vpcEndpointId: "vpce-1",
    policy: JSON.stringify({
        Statement: [
            {
                Effect: "Allow",
                Principal: "*",
                Action: "*",
                Resource: "*",
                Condition: { StringEquals: { "aws:ResourceAccount": "111122223333" } },
            },
        ],
    }),
};

export const publicAccess: Examples = {
    "aws:alb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:apigateway/method:Method": { ...method },
    "aws:apigateway/restApi:RestApi": { id: "abc123", endpointConfiguration: { types: "REGIONAL" } },
    "aws:apigateway/restApiPolicy:RestApiPolicy": { restApiId: "abc123", policy: JSON.stringify(privatePolicy()) },
    "aws:apigatewayv2/api:Api": { id: "abc123", protocolType: "HTTP" },
    "aws:apigatewayv2/route:Route": { ...route },
    "aws:cloudfront/distribution:Distribution": { ...distribution },
    "aws:cloudfront/originAccessControl:OriginAccessControl": { ...accessControl },
    "aws:cognito/identityPool:IdentityPool": { allowUnauthenticatedIdentities: false, allowClassicFlow: false },
    "aws:ec2/subnet:Subnet": { ...subnet },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { ...endpoint },
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": { ...endpointPolicy },
    "aws:ecs/service:Service": { ...service },
    "aws:elasticsearch/domain:Domain": { ...domain },
    "aws:lb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:opensearch/domain:Domain": { ...domain },
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy": { ...networkPolicy },
    "aws:quicksight/accountSubscription:AccountSubscription": { awsAccountId: "111122223333" },
    "aws:quicksight/ipRestriction:IpRestriction": { ...restriction },
    "aws:redshiftserverless/workgroup:Workgroup": { ...workgroup },
    "aws:sagemaker/domain:Domain": { appNetworkAccessType: "VpcOnly" },
    "aws:sagemaker/notebookInstance:NotebookInstance": { ...notebook },
    "aws:ssm/document:Document": { ...document },
    "aws:wafv2/webAclAssociation:WebAclAssociation": { resourceArn: balancer.arn },
};
