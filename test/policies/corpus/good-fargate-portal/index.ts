import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmTopic, dataKey, logGroup, logStore } from "../parts";
import { Network } from "./network";
import { FargateService } from "./service";

const config = new pulumi.Config();
const domain = config.require("domain");
const zones = ["eu-central-1a", "eu-central-1b"];

const key = dataKey("portal", ["logs.eu-central-1.amazonaws.com", "cloudwatch.amazonaws.com"]);
const logs = logStore("portal-logs", key);
const network = new Network("portal", { cidr: "10.40.0.0/16", zones, flowLogBucket: logs });

const zone = aws.route53.getZoneOutput({ name: "example.com" });
const certificate = new aws.acm.Certificate("portal", { domainName: domain, validationMethod: "DNS" });
const proof = new aws.route53.Record("portal-proof", {
    zoneId: zone.zoneId,
    name: certificate.domainValidationOptions.apply(([first]) => first?.resourceRecordName ?? ""),
    type: certificate.domainValidationOptions.apply(([first]) => first?.resourceRecordType ?? ""),
    records: [certificate.domainValidationOptions.apply(([first]) => first?.resourceRecordValue ?? "")],
    ttl: 300,
});
const validated = new aws.acm.CertificateValidation("portal", {
    certificateArn: certificate.arn,
    validationRecordFqdns: [proof.fqdn],
});

const front = new aws.ec2.SecurityGroup("portal-front", {
    vpcId: network.vpcId,
    description: "The load balancer",
    tags: { Name: "portal-front" },
});
for (const [name, cidr] of Object.entries({ ipv4: "0.0.0.0/0", ipv6: "::/0" })) {
    for (const port of [80, 443]) {
        new aws.ec2.SecurityGroupRule(`front-${port}-${name}`, {
            type: "ingress",
            securityGroupId: front.id,
            description: `The web, by ${name}`,
            protocol: "tcp",
            fromPort: port,
            toPort: port,
            ...(name === "ipv4" ? { cidrBlocks: [cidr] } : { ipv6CidrBlocks: [cidr] }),
        });
    }
}
// Sign-in calls the user pool's token endpoint from the load balancer itself.
new aws.ec2.SecurityGroupRule("front-sign-in", {
    type: "egress",
    securityGroupId: front.id,
    description: "Tokens of Cognito",
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: ["0.0.0.0/0"],
});
const balancer = new aws.alb.LoadBalancer("portal", {
    internal: false,
    securityGroups: [front.id],
    subnets: network.publicSubnetIds,
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
    accessLogs: { bucket: logs.bucket, prefix: "balancer", enabled: true },
    connectionLogs: { bucket: logs.bucket, prefix: "connections", enabled: true },
});
new aws.route53.Record("portal", {
    zoneId: zone.zoneId,
    name: domain,
    type: "A",
    aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
});

const users = new aws.cognito.UserPool(
    "portal",
    {
        usernameAttributes: ["email"],
        autoVerifiedAttributes: ["email"],
        passwordPolicy: {
            minimumLength: 14,
            requireLowercase: true,
            requireUppercase: true,
            requireNumbers: true,
            requireSymbols: true,
            temporaryPasswordValidityDays: 7,
        },
        mfaConfiguration: "ON",
        softwareTokenMfaConfiguration: { enabled: true },
        adminCreateUserConfig: { allowAdminCreateUserOnly: true },
        accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
        userPoolTier: "PLUS",
        userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
        deletionProtection: "ACTIVE",
    },
    { protect: true },
);
const signIn = new aws.cognito.UserPoolDomain("portal", { domain: "example-portal", userPoolId: users.id });
const client = new aws.cognito.UserPoolClient("balancer", {
    userPoolId: users.id,
    generateSecret: true,
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: ["code"],
    allowedOauthScopes: ["openid", "email"],
    callbackUrls: [`https://${domain}/oauth2/idpresponse`],
    supportedIdentityProviders: ["COGNITO"],
    preventUserExistenceErrors: "ENABLED",
    enableTokenRevocation: true,
});

const acl = new aws.wafv2.WebAcl("portal", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "portal", sampledRequestsEnabled: true },
    rules: [
        [
            "AWSManagedRulesAmazonIpReputationList",
            "AWSManagedRulesKnownBadInputsRuleSet",
            "AWSManagedRulesCommonRuleSet",
        ].map((group, priority) => ({
            name: group,
            priority,
            overrideAction: { none: {} },
            statement: { managedRuleGroupStatement: { vendorName: "AWS", name: group } },
            visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: group, sampledRequestsEnabled: true },
        })),
        [
            {
                name: "rate",
                priority: 10,
                action: { block: {} },
                statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP", evaluationWindowSec: 300 } },
                visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "rate", sampledRequestsEnabled: true },
            },
        ],
    ].flat(),
});
for (const [name, resourceArn] of Object.entries({ balancer: balancer.arn, users: users.arn })) {
    new aws.wafv2.WebAclAssociation(`portal-${name}`, { resourceArn, webAclArn: acl.arn });
}
const requests = logGroup("aws-waf-logs-portal", "portal-requests", key);
new aws.wafv2.WebAclLoggingConfiguration("portal", {
    resourceArn: acl.arn,
    logDestinationConfigs: [requests.arn],
    redactedFields: [{ singleHeader: { name: "cookie" } }, { singleHeader: { name: "authorization" } }],
});

// Orders live in two Regions; each has a key of its own.
const ireland = new aws.Provider("ireland", {
    region: "eu-west-1",
    defaultTags: {
        tags: { Owner: "portal", Environment: "prod", CostCentre: "4711", DataClassification: "internal" },
    },
});
const irishKey = new aws.kms.Key(
    "portal-ireland",
    { description: "Orders in Ireland", enableKeyRotation: true, deletionWindowInDays: 30 },
    { provider: ireland, protect: true },
);
const orders = new aws.dynamodb.Table(
    "orders",
    {
        billingMode: "PAY_PER_REQUEST",
        onDemandThroughput: { maxReadRequestUnits: 1000, maxWriteRequestUnits: 1000 },
        hashKey: "customer",
        rangeKey: "order",
        attributes: [
            { name: "customer", type: "S" },
            { name: "order", type: "S" },
        ],
        streamEnabled: true,
        streamViewType: "NEW_AND_OLD_IMAGES",
        serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: true,
        replicas: [
            {
                regionName: "eu-west-1",
                kmsKeyArn: irishKey.arn,
                pointInTimeRecovery: true,
                deletionProtectionEnabled: true,
            },
        ],
    },
    { protect: true },
);
const payment = new aws.secretsmanager.Secret("payment", {
    description: "Token of the payment provider",
    kmsKeyId: key.arn,
    recoveryWindowInDays: 30,
    tags: { rotation: "external" },
});

const execLogs = logGroup("/portal/exec", "portal-exec", key);
const cluster = new aws.ecs.Cluster("portal", {
    settings: [{ name: "containerInsights", value: "enhanced" }],
    configuration: {
        executeCommandConfiguration: {
            kmsKeyId: key.arn,
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: execLogs.name },
        },
        managedStorageConfiguration: { kmsKeyId: key.arn, fargateEphemeralStorageKmsKeyId: key.arn },
    },
});

const listener = new aws.alb.Listener("https", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    certificateArn: validated.certificateArn,
    defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "" } },
    ],
});
new aws.alb.Listener("http", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
});
const topic = alarmTopic("portal-alarms", key);

const services = { web: "/*", orders: "/orders/*" };
for (const [priority, [name, path]] of Object.entries(services).entries()) {
    const service = new FargateService(name, {
        key,
        cluster,
        vpcId: network.vpcId,
        subnetIds: network.privateSubnetIds,
        front,
        listener,
        priority: 100 - priority,
        path,
        signIn: { users, client, domain: signIn.domain },
        secrets: name === "orders" ? { PAYMENT_TOKEN: payment.arn } : {},
        alarmTopic: topic,
        statements:
            name === "orders"
                ? [
                      {
                          sid: "Orders",
                          actions: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"],
                          resources: [orders.arn, pulumi.interpolate`${orders.arn}/index/*`],
                      },
                      { sid: "Decrypt", actions: ["kms:Decrypt", "kms:GenerateDataKey*"], resources: [key.arn] },
                  ]
                : [],
    });
    pulumi.log.debug(`${name} answers at ${path}`, service);
}
export const url = `https://${domain}`;
