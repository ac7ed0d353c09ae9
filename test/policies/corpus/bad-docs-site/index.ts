import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const virginia = { provider: new aws.Provider("virginia", { region: "us-east-1" }) };

// Public reads "because it is a website", and the block switched off so that the policy is accepted.
const pages = new aws.s3.Bucket("pages", {});
const open = new aws.s3.BucketPublicAccessBlock("pages", {
    bucket: pages.id,
    blockPublicAcls: true,
    ignorePublicAcls: true,
});
new aws.s3.BucketOwnershipControls("pages", { bucket: pages.id, rule: { objectOwnership: "ObjectWriter" } });
new aws.s3.BucketPolicy(
    "pages",
    {
        bucket: pages.id,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    principals: [{ type: "*", identifiers: ["*"] }],
                    actions: ["s3:GetObject"],
                    resources: [pulumi.interpolate`${pages.arn}/*`],
                },
            ],
        }).json,
    },
    { dependsOn: open },
);
const certificate = new aws.acm.Certificate(
    "docs",
    {
        domainName: "*.example.org",
        validationMethod: "DNS",
        options: { certificateTransparencyLoggingPreference: "DISABLED" },
    },
    virginia,
);
// A web ACL in the right Region, with nothing in it.
const acl = new aws.wafv2.WebAcl(
    "edge",
    {
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "edge", sampledRequestsEnabled: true },
    },
    virginia,
);
new aws.cloudfront.Distribution("docs", {
    enabled: true,
    aliases: ["docs.example.org"],
    defaultRootObject: "index.html",
    webAclId: acl.arn,
    origins: [
        {
            originId: "pages",
            domainName: pages.bucketRegionalDomainName,
            s3OriginConfig: { originAccessIdentity: "" },
        },
        {
            originId: "api",
            domainName: "api.example.org",
            customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "match-viewer",
                originSslProtocols: ["TLSv1"],
            },
        },
    ],
    defaultCacheBehavior: {
        targetOriginId: "pages",
        viewerProtocolPolicy: "allow-all",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
        acmCertificateArn: certificate.arn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1",
    },
});
new aws.route53.Zone("docs", { name: "example.org" });

const github = new aws.iam.OpenIdConnectProvider("github", {
    url: "https://token.actions.githubusercontent.com",
    clientIdLists: ["sts.amazonaws.com"],
});
// The wildcard stands where the repository should.
const publisher = new aws.iam.Role("publisher", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["sts:AssumeRoleWithWebIdentity"],
                principals: [{ type: "Federated", identifiers: [github.arn] }],
                conditions: [
                    {
                        test: "StringLike",
                        variable: "token.actions.githubusercontent.com:sub",
                        values: ["repo:*:ref:refs/heads/main"],
                    },
                ],
            },
        ],
    }).json,
});
new aws.iam.RolePolicyAttachment("publisher", {
    role: publisher.name,
    policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
});
