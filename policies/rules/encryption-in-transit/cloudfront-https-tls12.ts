import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { choice } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.cloudfront.DistributionArgs;
type OriginShape = aws.types.input.cloudfront.DistributionOrigin;
type BehaviorShape = Pick<aws.types.input.cloudfront.DistributionOrderedCacheBehavior, "viewerProtocolPolicy">;

const defaultProtocol = providerDefaults.distribution.minimumProtocolVersion;

export const cloudfrontHttpsTls12 = requirementRule({
    name: "cloudfront-https-tls12",
    group: "encryption-in-transit",
    description:
        "CloudFront takes and makes requests by HTTPS only, with TLS 1.2 or newer wherever the certificate is one's own.",
    severity: "high",
    anchors: {
        config: ["cloudfront-viewer-policy-https", "cloudfront-custom-ssl-certificate"],
        fsbp: ["CloudFront.3", "CloudFront.7", "CloudFront.9", "CloudFront.10", "CloudFront.15"],
        checkov: ["CKV_AWS_34", "CKV_AWS_174", "CKV2_AWS_42", "CKV2_AWS_54", "CKV2_AWS_72"],
        trivy: ["AWS-0012", "AWS-0013"],
        cdkNag: ["AwsSolutions-CFR4", "AwsSolutions-CFR5"],
    },
    remediationSteps:
        'Set viewerProtocolPolicy to redirect-to-https or https-only, minimumProtocolVersion to TLSv1.2_2021 or newer, originProtocolPolicy to https-only and originSslProtocols to ["TLSv1.2"], and give a distribution with aliases a certificate of its own.',
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html#cloudfront-3",
    types: types.cloudfrontDistribution,
    settings: {
        minProtocol: choice(
            "The oldest security policy that viewers may use.",
            ["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"],
            "TLSv1.2_2021",
        ),
    },
    requires: ({ props }: Resource<Shape>, { minProtocol }) => {
        const behaviors: readonly Properties<BehaviorShape>[] = [
            props.child("defaultCacheBehavior"),
            ...props.each("orderedCacheBehaviors"),
        ];
        const viewers = behaviors.map(viewerProtocol);
        const viewersEncrypted = allOf(...viewers.map(({ kept }) => kept));
        return [
            ...viewers,
            ...certificate(props, minProtocol),
            ...props.each("origins").flatMap((origin) => originProtocols(origin, viewersEncrypted)),
        ];
    },
});

function viewerProtocol(behavior: Properties<BehaviorShape>): Requirement {
    const path = behavior.pathTo("viewerProtocolPolicy");
    return {
        kept: not(isOneOf(behavior.text("viewerProtocolPolicy"), ["allow-all"])),
        otherwise: `${path} is allow-all: viewers may use plain HTTP.`,
        remedy: { [path]: "redirect-to-https" },
    };
}

/** The default certificate, for CloudFront's own domain, comes with a security policy that can't be chosen. */
function certificate(props: Properties<Shape>, minimum: string): readonly Requirement[] {
    const viewer = props.child("viewerCertificate");
    const isOwn = anyOf(viewer.has("acmCertificateArn"), viewer.has("iamCertificateId"));
    const aliases = props.get("aliases");
    const hasAliases = isUnknown(aliases) ? aliases : props.texts("aliases").length > 0;
    const version = viewer.text("minimumProtocolVersion") ?? defaultProtocol;
    return [
        {
            kept: anyOf(
                not(isOwn),
                satisfies(version, (known) => isAtLeast(known, minimum), false),
            ),
            otherwise: `viewerCertificate.minimumProtocolVersion is older than ${minimum}.`,
            remedy: { "viewerCertificate.minimumProtocolVersion": minimum },
        },
        {
            kept: anyOf(not(hasAliases), isOwn),
            otherwise: "viewerCertificate names no certificate for the hosts in aliases.",
        },
    ];
}

/** A website of Amazon S3 only speaks plain HTTP: no setting mends that. */
function originProtocols(origin: Properties<OriginShape>, viewersEncrypted: Truth): readonly Requirement[] {
    const custom = origin.child("customOriginConfig");
    const hasCustom = origin.has("customOriginConfig");
    const isWebsite = satisfies(origin.text("domainName"), (name) => name.includes(".s3-website"), false);
    const policy = custom.text("originProtocolPolicy");
    const protocols = custom.texts("originSslProtocols");
    const policyPath = custom.pathTo("originProtocolPolicy");
    const protocolsPath = custom.pathTo("originSslProtocols");
    return [
        {
            kept: anyOf(
                not(hasCustom),
                isOneOf(policy, ["https-only"]),
                allOf(isOneOf(policy, ["match-viewer"]), viewersEncrypted),
            ),
            otherwise: `${policyPath} lets requests travel to the origin in plain text.`,
            ...(isWebsite === false && { remedy: { [policyPath]: "https-only" } }),
        },
        {
            kept: anyOf(
                not(hasCustom),
                isWebsite,
                allOf(...protocols.map((name) => satisfies(name, (known) => isAtLeast(known, "TLSv1.2"), true))),
            ),
            otherwise: `${protocolsPath} holds protocols older than TLSv1.2.`,
            remedy: { [protocolsPath]: ["TLSv1.2"] },
        },
    ];
}

/** Policies are named after their oldest version of TLS, then after the year of their ciphers. */
function isAtLeast(policy: string, minimum: string): boolean {
    const [version = 0, year = 0] = rank(policy);
    const [minimumVersion = 0, minimumYear = 0] = rank(minimum);
    return version === minimumVersion ? year >= minimumYear : version > minimumVersion;
}

function rank(policy: string): readonly number[] {
    const [, version = "0", year = "0"] = /^TLSv(\d(?:\.\d)?)(?:_(\d{4}))?$/.exec(policy) ?? [];
    return [Number(version), Number(year)];
}
