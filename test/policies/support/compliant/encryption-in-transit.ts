import type * as aws from "@pulumi/aws";
import type { Examples, Plain } from "./examples";

const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd";

const certificate: Plain<aws.acm.CertificateArgs> = {
    domainName: "shop.example.com",
    subjectAlternativeNames: ["www.shop.example.com"],
    keyAlgorithm: "EC_prime256v1",
    options: { certificateTransparencyLoggingPreference: "ENABLED" },
};
const behavior = {
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    targetOriginId: "shop",
    viewerProtocolPolicy: "redirect-to-https",
    responseHeadersPolicyId: "headers",
};
const distribution: Plain<aws.cloudfront.DistributionArgs> = {
    aliases: ["shop.example.com"],
    defaultCacheBehavior: behavior,
    orderedCacheBehaviors: [{ ...behavior, pathPattern: "/api/*", viewerProtocolPolicy: "https-only" }],
    origins: [
        {
            originId: "shop",
            domainName: "origin.example.com",
            customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "https-only",
                originSslProtocols: ["TLSv1.2"],
            },
        },
    ],
    viewerCertificate: {
        acmCertificateArn: certificateArn,
        minimumProtocolVersion: "TLSv1.2_2021",
        sslSupportMethod: "sni-only",
    },
};
const responseHeaders: Plain<aws.cloudfront.ResponseHeadersPolicyArgs> & { id: string } = {
    id: "headers",
    securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: 63072000, override: true } },
};
const listener: Plain<aws.lb.ListenerArgs> = {
    port: 443,
    protocol: "HTTPS",
    certificateArn,
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:tg" }],
};
const targetGroup: Plain<aws.lb.TargetGroupArgs> = { port: 443, protocol: "HTTPS", targetType: "ip" };
const opensearchDomain: Plain<aws.opensearch.DomainArgs> = {
    domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
    nodeToNodeEncryption: { enabled: true },
};
const workgroup: Plain<aws.redshiftserverless.WorkgroupArgs> = {
    configParameters: [
        { parameterKey: "datestyle", parameterValue: "ISO, MDY" },
        { parameterKey: "require_ssl", parameterValue: "true" },
    ],
};
const taskDefinition: Plain<aws.ecs.TaskDefinitionArgs> = {
    volumes: [
        { name: "pictures", efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "ENABLED" } },
        { name: "scratch" },
    ],
};
const trainingJob: Plain<aws.sagemaker.TrainingJobArgs> = {
    enableInterContainerTrafficEncryption: true,
    resourceConfig: { instanceType: "ml.m5.large", instanceCount: 2 },
};

export const encryptionInTransit: Examples = {
    "aws:acm/certificate:Certificate": { ...certificate },
    "aws:alb/listener:Listener": { ...listener },
    "aws:alb/targetGroup:TargetGroup": { ...targetGroup },
    "aws:apigateway/domainName:DomainName": { domainName: "api.example.com", securityPolicy: "TLS_1_2" },
    "aws:apigatewayv2/domainName:DomainName": {
        domainName: "api.example.com",
        domainNameConfiguration: { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    },
    "aws:cloudfront/distribution:Distribution": { ...distribution },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": { ...responseHeaders },
    "aws:datasync/locationObjectStorage:LocationObjectStorage": {
        serverHostname: "storage.example.com",
        serverProtocol: "HTTPS",
    },
    "aws:ecs/taskDefinition:TaskDefinition": { ...taskDefinition },
    "aws:elasticsearch/domain:Domain": { ...opensearchDomain },
    "aws:lb/listener:Listener": { ...listener },
    "aws:lb/targetGroup:TargetGroup": { ...targetGroup },
    "aws:opensearch/domain:Domain": { ...opensearchDomain },
    "aws:quicksight/dataSource:DataSource": { type: "POSTGRESQL", sslProperties: { disableSsl: false } },
    "aws:redshiftserverless/workgroup:Workgroup": { ...workgroup },
    "aws:sagemaker/trainingJob:TrainingJob": { ...trainingJob },
    "aws:ses/configurationSet:ConfigurationSet": { deliveryOptions: { tlsPolicy: "Require" } },
    "aws:sesv2/configurationSet:ConfigurationSet": { deliveryOptions: { tlsPolicy: "REQUIRE" } },
};
