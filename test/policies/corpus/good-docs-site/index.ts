import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const domain = new pulumi.Config().require("domain");
const names = [domain, `www.${domain}`];
const account = aws.getCallerIdentityOutput().accountId;
const own = pulumi.interpolate`arn:aws:iam::${account}:root`;

// CloudFront takes certificates, web ACLs and DNSSEC keys from this Region alone.
const virginia = { provider: new aws.Provider("virginia", { region: "us-east-1" }) };

const administration: aws.types.input.iam.GetPolicyDocumentStatementArgs = {
    sid: "Administration",
    principals: [{ type: "AWS", identifiers: [own] }],
    actions: ["kms:*"],
    resources: ["*"],
};
const key = new aws.kms.Key(
    "site",
    {
        description: "What readers get",
        enableKeyRotation: true,
        rotationPeriodInDays: 180,
        deletionWindowInDays: 30,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                administration,
                {
                    sid: "Delivery",
                    principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
                    actions: ["kms:Decrypt"],
                    resources: ["*"],
                    conditions: [
                        {
                            test: "StringLike",
                            variable: "aws:SourceArn",
                            values: [pulumi.interpolate`arn:aws:cloudfront::${account}:distribution/*`],
                        },
                    ],
                },
            ],
        }).json,
    },
    { protect: true },
);
const signing = new aws.kms.Key(
    "dnssec",
    {
        description: "Signs the zone's keys",
        customerMasterKeySpec: "ECC_NIST_P256",
        keyUsage: "SIGN_VERIFY",
        deletionWindowInDays: 30,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                administration,
                {
                    sid: "Dnssec",
                    principals: [{ type: "Service", identifiers: ["dnssec-route53.amazonaws.com"] }],
                    actions: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
                    resources: ["*"],
                    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
                },
                {
                    sid: "DnssecGrants",
                    principals: [{ type: "Service", identifiers: ["dnssec-route53.amazonaws.com"] }],
                    actions: ["kms:CreateGrant"],
                    resources: ["*"],
                    conditions: [
                        { test: "Bool", variable: "kms:GrantIsForAWSResource", values: ["true"] },
                        { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
                    ],
                },
            ],
        }).json,
    },
    { ...virginia, protect: true },
);
const logKey = new aws.kms.Key(
    "edge-logs",
    {
        description: "Logs of the edge",
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: aws.iam.getPolicyDocumentOutput({
            statements: [
                administration,
                {
                    sid: "Logs",
                    principals: [{ type: "Service", identifiers: ["logs.us-east-1.amazonaws.com"] }],
                    actions: [
                        "kms:Encrypt*",
                        "kms:Decrypt*",
                        "kms:ReEncrypt*",
                        "kms:GenerateDataKey*",
                        "kms:Describe*",
                    ],
                    resources: ["*"],
                    conditions: [
                        {
                            test: "ArnLike",
                            variable: "kms:EncryptionContext:aws:logs:arn",
                            values: [pulumi.interpolate`arn:aws:logs:us-east-1:${account}:*`],
                        },
                    ],
                },
            ],
        }).json,
    },
    { ...virginia, protect: true },
);

/** The statement that every bucket's policy has. */
function tlsOnly(bucket: aws.s3.Bucket): aws.types.input.iam.GetPolicyDocumentStatementArgs {
    return {
        sid: "TlsOnly",
        effect: "Deny",
        principals: [{ type: "AWS", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
        conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    };
}

const logs = new aws.s3.Bucket("site-logs", {}, { protect: true });
const pages = new aws.s3.Bucket("site-pages", {}, { protect: true });
const buckets = { logs, pages };
for (const [name, bucket] of Object.entries(buckets)) {
    new aws.s3.BucketPublicAccessBlock(name, {
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    });
    new aws.s3.BucketVersioning(name, { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } });
    new aws.s3.BucketOwnershipControls(name, {
        bucket: bucket.bucket,
        // The standard logs of CloudFront are written with an ACL.
        rule: { objectOwnership: bucket === logs ? "BucketOwnerPreferred" : "BucketOwnerEnforced" },
    });
    new aws.s3.BucketServerSideEncryptionConfiguration(name, {
        bucket: bucket.bucket,
        rules: [
            {
                applyServerSideEncryptionByDefault:
                    bucket === logs ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
                blockedEncryptionTypes: ["SSE-C"],
            },
        ],
    });
    new aws.s3.BucketLifecycleConfiguration(name, {
        bucket: bucket.bucket,
        rules: [
            {
                id: "uploads",
                status: "Enabled",
                filter: {},
                abortIncompleteMultipartUpload: { daysAfterInitiation: 3 },
            },
            { id: "old", status: "Enabled", filter: {}, noncurrentVersionExpiration: { noncurrentDays: 30 } },
            ...(bucket === logs ? [{ id: "logs", status: "Enabled", filter: {}, expiration: { days: 365 } }] : []),
        ],
    });
}
new aws.s3.BucketLogging("pages", { bucket: pages.bucket, targetBucket: logs.bucket, targetPrefix: "pages/" });
new aws.s3.BucketPolicy("logs", {
    bucket: logs.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            tlsOnly(logs),
            {
                sid: "ServerAccessLogs",
                principals: [{ type: "Service", identifiers: ["logging.s3.amazonaws.com"] }],
                actions: ["s3:PutObject"],
                resources: [pulumi.interpolate`${logs.arn}/pages/*`],
                conditions: [
                    { test: "ArnLike", variable: "aws:SourceArn", values: [pages.arn] },
                    { test: "StringEquals", variable: "aws:SourceAccount", values: [account] },
                ],
            },
        ],
    }).json,
});

const zone = new aws.route53.Zone("docs", { name: domain, comment: "Documentation" });
const queryLogs = new aws.cloudwatch.LogGroup(
    "queries",
    { name: `/aws/route53/${domain}`, retentionInDays: 400, kmsKeyId: logKey.arn },
    virginia,
);
const resolver = new aws.cloudwatch.LogResourcePolicy(
    "queries",
    {
        policyName: "route53-queries",
        policyDocument: aws.iam.getPolicyDocumentOutput({
            statements: [
                {
                    principals: [{ type: "Service", identifiers: ["route53.amazonaws.com"] }],
                    actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                    resources: [pulumi.interpolate`${queryLogs.arn}:*`],
                    conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [account] }],
                },
            ],
        }).json,
    },
    virginia,
);
new aws.route53.QueryLog(
    "queries",
    { zoneId: zone.zoneId, cloudwatchLogGroupArn: queryLogs.arn },
    { dependsOn: resolver },
);
const signer = new aws.route53.KeySigningKey("docs", {
    hostedZoneId: zone.id,
    keyManagementServiceArn: signing.arn,
    name: "docs",
});
new aws.route53.HostedZoneDnsSec("docs", { hostedZoneId: signer.hostedZoneId }, { dependsOn: signer });
new aws.route53.Record("authorities", {
    zoneId: zone.zoneId,
    name: domain,
    type: "CAA",
    ttl: 3600,
    records: ['0 issue "amazon.com"'],
});

const certificate = new aws.acm.Certificate(
    "docs",
    {
        domainName: domain,
        subjectAlternativeNames: names.slice(1),
        validationMethod: "DNS",
        keyAlgorithm: "EC_prime256v1",
        options: { certificateTransparencyLoggingPreference: "ENABLED" },
    },
    virginia,
);
const proofs = names.map(
    (name, index) =>
        new aws.route53.Record(`proof-${name}`, {
            zoneId: zone.zoneId,
            name: certificate.domainValidationOptions.apply((all) => all[index]?.resourceRecordName ?? ""),
            type: certificate.domainValidationOptions.apply((all) => all[index]?.resourceRecordType ?? ""),
            records: [certificate.domainValidationOptions.apply((all) => all[index]?.resourceRecordValue ?? "")],
            ttl: 300,
            allowOverwrite: true,
        }),
);
const validated = new aws.acm.CertificateValidation(
    "docs",
    { certificateArn: certificate.arn, validationRecordFqdns: proofs.map(({ fqdn }) => fqdn) },
    virginia,
);

const metric = (metricName: string) => ({ metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true });
const acl = new aws.wafv2.WebAcl(
    "edge",
    {
        scope: "CLOUDFRONT",
        defaultAction: { allow: {} },
        visibilityConfig: metric("edge"),
        rules: [
            {
                name: "reputation",
                priority: 1,
                overrideAction: { none: {} },
                statement: {
                    managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesAmazonIpReputationList" },
                },
                visibilityConfig: metric("reputation"),
            },
            {
                name: "bad-inputs",
                priority: 2,
                overrideAction: { none: {} },
                statement: {
                    managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
                },
                visibilityConfig: metric("bad-inputs"),
            },
            {
                name: "floods",
                priority: 3,
                action: { block: { customResponse: { responseCode: 429 } } },
                statement: { rateBasedStatement: { limit: 3000, aggregateKeyType: "IP" } },
                visibilityConfig: metric("floods"),
            },
        ],
    },
    virginia,
);
const aclLogs = new aws.cloudwatch.LogGroup(
    "edge",
    { name: "aws-waf-logs-docs", retentionInDays: 400, kmsKeyId: logKey.arn },
    virginia,
);
new aws.wafv2.WebAclLoggingConfiguration(
    "edge",
    {
        resourceArn: acl.arn,
        logDestinationConfigs: [aclLogs.arn],
        redactedFields: [{ singleHeader: { name: "authorization" } }],
    },
    virginia,
);

const control = new aws.cloudfront.OriginAccessControl("pages", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
});
const headers = new aws.cloudfront.ResponseHeadersPolicy("strict", {
    securityHeadersConfig: {
        strictTransportSecurity: {
            accessControlMaxAgeSec: 63_072_000,
            includeSubdomains: true,
            preload: true,
            override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: "DENY", override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: true },
        contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true },
    },
});
const index = new aws.cloudfront.Function("index", {
    runtime: "cloudfront-js-2.0",
    publish: true,
    code: "async function handler(event) { event.request.uri = event.request.uri.replace(/[/]$/, '/index.html'); return event.request; }",
});
const site = new aws.cloudfront.Distribution("docs", {
    enabled: true,
    aliases: names,
    httpVersion: "http2and3",
    isIpv6Enabled: true,
    priceClass: "PriceClass_100",
    defaultRootObject: "index.html",
    webAclId: acl.arn,
    origins: [{ originId: "pages", domainName: pages.bucketRegionalDomainName, originAccessControlId: control.id }],
    defaultCacheBehavior: {
        targetOriginId: "pages",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        cachePolicyId: aws.cloudfront
            .getCachePolicyOutput({ name: "Managed-CachingOptimized" })
            .apply(({ id }) => id ?? ""),
        responseHeadersPolicyId: headers.id,
        functionAssociations: [{ eventType: "viewer-request", functionArn: index.arn }],
    },
    orderedCacheBehaviors: [
        {
            pathPattern: "/assets/*",
            targetOriginId: "pages",
            viewerProtocolPolicy: "https-only",
            allowedMethods: ["GET", "HEAD"],
            cachedMethods: ["GET", "HEAD"],
            compress: true,
            cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
            responseHeadersPolicyId: headers.id,
        },
    ],
    customErrorResponses: [403, 404].map((errorCode) => ({
        errorCode,
        responseCode: 404,
        responsePagePath: "/404.html",
        errorCachingMinTtl: 60,
    })),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: {
        acmCertificateArn: validated.certificateArn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
    },
    loggingConfig: { bucket: logs.bucketDomainName, prefix: "edge/", includeCookies: false },
});
new aws.s3.BucketPolicy("pages", {
    bucket: pages.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            tlsOnly(pages),
            {
                sid: "CloudFront",
                principals: [{ type: "Service", identifiers: ["cloudfront.amazonaws.com"] }],
                actions: ["s3:GetObject"],
                resources: [pulumi.interpolate`${pages.arn}/*`],
                conditions: [{ test: "StringEquals", variable: "AWS:SourceArn", values: [site.arn] }],
            },
        ],
    }).json,
});
for (const name of names) {
    for (const type of ["A", "AAAA"]) {
        new aws.route53.Record(`${name}-${type}`, {
            zoneId: zone.zoneId,
            name,
            type,
            aliases: [{ name: site.domainName, zoneId: site.hostedZoneId, evaluateTargetHealth: false }],
        });
    }
}

const github = aws.iam.getOpenIdConnectProviderOutput({ url: "https://token.actions.githubusercontent.com" });
const publisher = new aws.iam.Role("publisher", {
    maxSessionDuration: 3600,
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [
            {
                actions: ["sts:AssumeRoleWithWebIdentity"],
                principals: [{ type: "Federated", identifiers: [github.arn] }],
                conditions: [
                    {
                        test: "StringEquals",
                        variable: "token.actions.githubusercontent.com:aud",
                        values: ["sts.amazonaws.com"],
                    },
                    {
                        test: "StringEquals",
                        variable: "token.actions.githubusercontent.com:sub",
                        values: ["repo:example/docs:environment:production"],
                    },
                ],
            },
        ],
    }).json,
});
new aws.iam.RolePolicy("publisher", {
    role: publisher.name,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [
            { actions: ["s3:ListBucket"], resources: [pages.arn] },
            { actions: ["s3:PutObject", "s3:DeleteObject"], resources: [pulumi.interpolate`${pages.arn}/*`] },
            { actions: ["kms:GenerateDataKey"], resources: [key.arn] },
            { actions: ["cloudfront:CreateInvalidation"], resources: [site.arn] },
        ],
    }).json,
});
export const url = `https://${domain}`;
