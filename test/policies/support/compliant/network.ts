import type * as aws from "@pulumi/aws";
import type { Examples, Plain } from "./examples";

const web = { description: "The web.", fromPort: 443, toPort: 443, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] };
const database = {
    description: "The tasks.",
    fromPort: 5432,
    toPort: 5432,
    protocol: "tcp",
    cidrBlocks: ["10.0.0.0/16"],
};

const group: Plain<aws.ec2.SecurityGroupArgs> = {
    vpcId: "vpc-1",
    description: "The load balancer.",
    ingress: [web, database],
    egress: [{ ...web, description: "AWS and other services." }],
};
const groupRule: Plain<aws.ec2.SecurityGroupRuleArgs> = { ...web, type: "ingress", securityGroupId: "sg-1" };
const single = {
    securityGroupId: "sg-1",
    description: "The web.",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
};
const acl: Plain<aws.ec2.NetworkAclArgs> = {
    vpcId: "vpc-1",
    ingress: [{ ruleNo: 100, action: "allow", protocol: "tcp", fromPort: 443, toPort: 443, cidrBlock: "0.0.0.0/0" }],
};
const aclRule: Plain<aws.ec2.NetworkAclRuleArgs> = {
    networkAclId: "acl-1",
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlock: "0.0.0.0/0",
    egress: false,
};
const fn: Plain<aws.lambda.FunctionArgs> = {
    role: "arn:aws:iam::111122223333:role/fn",
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },
    tags: { Network: "vpc" },
};
const balancer: Plain<aws.lb.LoadBalancerArgs> = {
    loadBalancerType: "application",
    dropInvalidHeaderFields: true,
    desyncMitigationMode: "strictest",
    subnets: ["subnet-1", "subnet-2"],
};
const managed = (name: string) => ({
    name,
    statement: { managedRuleGroupStatement: { name, vendorName: "AWS" } },
});
const webAcl: Plain<aws.wafv2.WebAclArgs> = {
    scope: "REGIONAL",
    rules: [
        managed("AWSManagedRulesKnownBadInputsRuleSet"),
        managed("AWSManagedRulesAmazonIpReputationList"),
        { name: "rate", statement: { rateBasedStatement: { limit: 2000, aggregateKeyType: "IP" } } },
    ] as Plain<aws.wafv2.WebAclArgs>["rules"],
};
const metadata = { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } };
const limits = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };
const vpcId = "vpc-1";

/** Resources that keep the rules about networks. */
export const network: Examples = {
    "aws:alb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:apigateway/method:Method": { httpMethod: "POST", authorization: "AWS_IAM", requestValidatorId: "v-1" },
    "aws:apigateway/requestValidator:RequestValidator": { validateRequestBody: true },
    "aws:apigateway/methodSettings:MethodSettings": { methodPath: "*/*", settings: limits },
    "aws:apigateway/stage:Stage": { stageName: "prod", arn: "arn:aws:apigateway:us-east-1::/restapis/a/stages/prod" },
    "aws:apigatewayv2/stage:Stage": { apiId: "a", defaultRouteSettings: limits },
    "aws:cloudfront/distribution:Distribution": { webAclId: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/1" },
    "aws:cognito/userPool:UserPool": { name: "shop", arn: "arn:aws:cognito-idp:us-east-1:111122223333:userpool/1" },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { vpcId },
    "aws:ec2/instance:Instance": { ...metadata },
    "aws:ec2/launchTemplate:LaunchTemplate": { ...metadata },
    "aws:ec2/networkAcl:NetworkAcl": { ...acl },
    "aws:ec2/networkAclRule:NetworkAclRule": { ...aclRule },
    "aws:ec2/securityGroup:SecurityGroup": { ...group },
    "aws:ec2/securityGroupRule:SecurityGroupRule": { ...groupRule },
    "aws:ec2/vpc:Vpc": { id: vpcId, cidrBlock: "10.0.0.0/16" },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { vpcId, serviceName: "com.amazonaws.us-east-1.s3" },
    "aws:glue/connection:Connection": {
        name: "crm",
        physicalConnectionRequirements: { subnetId: "subnet-1", securityGroupIdLists: ["sg-1"] },
    },
    "aws:glue/job:Job": { connections: ["crm"], tags: { Network: "vpc" } },
    "aws:lambda/function:Function": { ...fn },
    "aws:lb/loadBalancer:LoadBalancer": { ...balancer },
    "aws:quicksight/dataSource:DataSource": {
        type: "POSTGRESQL",
        vpcConnectionProperties: { vpcConnectionArn: "arn:aws:quicksight:us-east-1:111122223333:vpcConnection/1" },
    },
    "aws:redshiftserverless/workgroup:Workgroup": { workgroupName: "sales", enhancedVpcRouting: true },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": { ...single },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": { ...single },
    "aws:wafv2/webAcl:WebAcl": { ...webAcl },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
        resourceArn: "arn:aws:apigateway:us-east-1::/restapis/a/stages/prod",
    },
};
