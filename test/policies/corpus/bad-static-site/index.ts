import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

// The tutorial way: website hosting straight from the bucket, so the bucket has to be public.
const site = new aws.s3.Bucket("site", { forceDestroy: true });
new aws.s3.BucketWebsiteConfiguration("site-website", {
    bucket: site.id,
    indexDocument: { suffix: "index.html" },
    errorDocument: { key: "404.html" },
});
const access = new aws.s3.BucketPublicAccessBlock("site-access", {
    bucket: site.id,
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
});
new aws.s3.BucketOwnershipControls("site-ownership", {
    bucket: site.id,
    rule: { objectOwnership: "ObjectWriter" },
});
new aws.s3.BucketPolicy(
    "site-policy",
    {
        bucket: site.id,
        policy: pulumi.jsonStringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "s3:GetObject",
                    Resource: pulumi.interpolate`${site.arn}/*`,
                },
            ],
        }),
    },
    { dependsOn: access },
);
const uploads = new aws.s3.Bucket("uploads");
new aws.s3.BucketAcl("uploads-acl", { bucket: uploads.id, acl: "public-read-write" });

new aws.cloudfront.Distribution("cdn", {
    enabled: true,
    defaultRootObject: "index.html",
    origins: [
        { originId: "site", domainName: site.bucketRegionalDomainName },
        {
            originId: "api",
            domainName: "api.example.com",
            customOriginConfig: {
                httpPort: 80,
                httpsPort: 443,
                originProtocolPolicy: "http-only",
                originSslProtocols: ["TLSv1", "TLSv1.1"],
            },
        },
    ],
    defaultCacheBehavior: {
        targetOriginId: "site",
        viewerProtocolPolicy: "allow-all",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        forwardedValues: { queryString: false, cookies: { forward: "none" } },
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
});
