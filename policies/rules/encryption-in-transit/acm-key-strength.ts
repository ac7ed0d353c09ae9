import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const acmKeyStrength = resourceRule({
    name: "acm-key-strength",
    group: "encryption-in-transit",
    description:
        "Certificates have keys of 2,048 bits of RSA or of an elliptic curve, are logged publicly, and name their hosts.",
    severity: "low",
    anchors: { fsbp: ["ACM.2"], checkov: ["CKV_AWS_234", "CKV2_AWS_71"] },
    remediationSteps:
        "Leave keyAlgorithm and options.certificateTransparencyLoggingPreference at their defaults, and name each host instead of a wildcard.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/acm-controls.html#acm-2",
    types: types.certificate,
    settings: { allowWildcard: flag("Certificates may be for every host of a domain.", false) },
    judge: ({ props }: Resource<aws.acm.CertificateArgs>, { allowWildcard }) => {
        const logging = props.child("options").text("certificateTransparencyLoggingPreference");
        const names = [props.text("domainName"), ...props.texts("subjectAlternativeNames")];
        return [
            ...check(
                not(isOneOf(props.text("keyAlgorithm"), ["RSA_1024"])),
                "keyAlgorithm is RSA_1024, which is too weak.",
            ),
            ...check(
                not(isOneOf(logging, ["DISABLED"])),
                "options.certificateTransparencyLoggingPreference is DISABLED: browsers do not trust the certificate.",
            ),
            ...check(
                allowWildcard || not(anyOf(...names.map((name) => satisfies(name, isWildcard, false)))),
                "A name of the certificate is a wildcard: who takes its key can pose as any host of the domain.",
            ),
        ];
    },
});

const isWildcard = (name: string) => name.startsWith("*.");
