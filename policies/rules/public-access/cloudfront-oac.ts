import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type ManualRequirement, manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";

type ControlShape = aws.cloudfront.OriginAccessControlArgs;
type OriginShape = aws.types.input.cloudfront.DistributionOrigin;
type Shape = aws.cloudfront.DistributionArgs & ControlShape;

const controls: readonly string[] = types.cloudfrontOriginAccessControl;

/** Bucket endpoints of the REST API; website endpoints take no signed requests. */
const bucketEndpoint = /\.s3(?!-website)[a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/;

export const cloudfrontOac = manualRule({
    name: "cloudfront-oac",
    group: "public-access",
    description: "CloudFront signs every request to an S3 origin by an origin access control.",
    severity: "high",
    anchors: { fsbp: ["CloudFront.13"], checkov: ["CKV2_AWS_46"], cdkNag: ["AwsSolutions-CFR7"] },
    remediationSteps:
        "Declare an OriginAccessControl with signingBehavior always, name it in the origin's originAccessControlId, and allow cloudfront.amazonaws.com in the bucket's policy.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-13",
    types: [...types.cloudfrontDistribution, ...types.cloudfrontOriginAccessControl],
    requires: ({ type, props }: Resource<Shape>) =>
        controls.includes(type) ? [signsAlways(props)] : props.each("origins").map(hasControl),
});

function signsAlways(props: Properties<ControlShape>): ManualRequirement {
    const forBuckets = isOneOf(props.text("originAccessControlOriginType"), ["s3"]);
    return {
        kept: anyOf(not(forBuckets), isOneOf(props.text("signingBehavior"), ["always"])),
        otherwise: "signingBehavior is not always: some requests reach the bucket unsigned.",
    };
}

function hasControl(origin: Properties<OriginShape>): ManualRequirement {
    return {
        kept: anyOf(origin.has("originAccessControlId"), not(isBucket(origin))),
        otherwise: `${origin.pathTo("originAccessControlId")} is not set: the bucket has to let others in than CloudFront.`,
    };
}

/** An origin with settings for other kinds of servers is no bucket, whatever its domain name turns out to be. */
function isBucket(origin: Properties<OriginShape>): Truth {
    const custom = anyOf(origin.has("customOriginConfig"), origin.has("vpcOriginConfig"));
    const name = origin.text("domainName");
    const named = isUnknown(name) ? name : satisfies(name, (domain) => bucketEndpoint.test(domain), false);
    return anyOf(origin.has("s3OriginConfig"), allOf(not(custom), named));
}
