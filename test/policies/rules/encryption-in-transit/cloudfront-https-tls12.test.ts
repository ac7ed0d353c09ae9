import { cloudfrontHttpsTls12 } from "../../../../policies/rules/encryption-in-transit/cloudfront-https-tls12";
import { describeRule } from "../../support/describe-rule";

const custom = "origins[0].customOriginConfig";
const allowAll = (path: string) => [`${path}.viewerProtocolPolicy is allow-all: viewers may use plain HTTP.`];
const oldViewers = (minimum = "TLSv1.2_2021") => [`viewerCertificate.minimumProtocolVersion is older than ${minimum}.`];
const uncertified = ["viewerCertificate names no certificate for the hosts in aliases."];
const plainOrigin = [`${custom}.originProtocolPolicy lets requests travel to the origin in plain text.`];
const oldOrigin = [`${custom}.originSslProtocols holds protocols older than TLSv1.2.`];
const byDefault = { cloudfrontDefaultCertificate: true };

describeRule({
    rule: cloudfrontHttpsTls12,
    type: "aws:cloudfront/distribution:Distribution",
    refuses: [
        ...["defaultCacheBehavior", "orderedCacheBehaviors[0]"].map((path) => ({
            when: `plain HTTP in ${path}`,
            set: { [`${path}.viewerProtocolPolicy`]: "allow-all" },
            says: allowAll(path),
        })),
        ...[undefined, "SSLv3", "TLSv1", "TLSv1.1_2016", "TLSv1.2_2019"].map((minimumProtocolVersion) => ({
            when: `${minimumProtocolVersion ?? "no version, which means TLSv1,"} for viewers`,
            set: { "viewerCertificate.minimumProtocolVersion": minimumProtocolVersion },
            says: oldViewers(),
        })),
        {
            when: "an older version than the configured one",
            set: {},
            settings: { minProtocol: "TLSv1.3_2025" },
            says: oldViewers("TLSv1.3_2025"),
        },
        { when: "CloudFront's certificate for other hosts", set: { viewerCertificate: byDefault }, says: uncertified },
        { when: "no certificate for other hosts", set: { viewerCertificate: undefined }, says: uncertified },
        {
            when: "plain HTTP to the origin",
            set: { [`${custom}.originProtocolPolicy`]: "http-only" },
            says: plainOrigin,
        },
        {
            when: "the viewer's protocol to the origin where viewers may use plain HTTP",
            set: {
                "defaultCacheBehavior.viewerProtocolPolicy": "allow-all",
                [`${custom}.originProtocolPolicy`]: "match-viewer",
            },
            says: [...allowAll("defaultCacheBehavior"), ...plainOrigin],
        },
        {
            when: "old protocols to the origin",
            set: { [`${custom}.originSslProtocols`]: ["TLSv1.1", "TLSv1.2"] },
            says: oldOrigin,
        },
        {
            when: "a website of Amazon S3, which speaks no HTTPS",
            set: {
                "origins[0].domainName": "shop.s3-website-us-east-1.amazonaws.com",
                [`${custom}.originProtocolPolicy`]: "http-only",
                [`${custom}.originSslProtocols`]: ["SSLv3"],
            },
            says: plainOrigin,
        },
    ],
    accepts: [
        ...["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"].map((minimumProtocolVersion) => ({
            when: `${minimumProtocolVersion} for viewers`,
            set: { "viewerCertificate.minimumProtocolVersion": minimumProtocolVersion },
        })),
        {
            when: "CloudFront's certificate for its own host, whose version can't be chosen",
            set: { aliases: undefined, viewerCertificate: byDefault },
        },
        {
            when: "a certificate of IAM",
            set: {
                viewerCertificate: { iamCertificateId: "ASCA", minimumProtocolVersion: "TLSv1.2_2021" },
            },
        },
        {
            when: "the viewer's protocol to the origin where viewers use HTTPS",
            set: { [`${custom}.originProtocolPolicy`]: "match-viewer" },
        },
        {
            when: "a bucket as origin, which is spoken to by HTTPS",
            set: { origins: [{ originId: "shop", domainName: "shop.s3.us-east-1.amazonaws.com" }] },
        },
        {
            when: "an older version where the setting allows it",
            set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.2_2018" },
            settings: { minProtocol: "TLSv1.2_2018" },
        },
    ],
    defersOn: [
        "defaultCacheBehavior.viewerProtocolPolicy",
        "orderedCacheBehaviors",
        "viewerCertificate.minimumProtocolVersion",
        "origins",
        `${custom}.originProtocolPolicy`,
        `${custom}.originSslProtocols`,
    ],
    needsOnlyPresenceOf: ["viewerCertificate.acmCertificateArn", "aliases"],
    mends: [
        {
            when: "plain HTTP everywhere",
            set: {
                "defaultCacheBehavior.viewerProtocolPolicy": "allow-all",
                "orderedCacheBehaviors[0].viewerProtocolPolicy": "allow-all",
                [`${custom}.originProtocolPolicy`]: "http-only",
                [`${custom}.originSslProtocols`]: ["SSLv3", "TLSv1"],
            },
        },
        { when: "no version for viewers", set: { "viewerCertificate.minimumProtocolVersion": undefined } },
        { when: "an older version than the configured one", set: {}, settings: { minProtocol: "TLSv1.3_2025" } },
    ],
    leaves: [
        { when: "aliases without a certificate", set: { viewerCertificate: undefined } },
        {
            when: "a website of Amazon S3, which speaks no HTTPS,",
            set: {
                "origins[0].domainName": "shop.s3-website.eu-central-1.amazonaws.com",
                [`${custom}.originProtocolPolicy`]: "http-only",
            },
        },
    ],
});
