import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

type Shape = aws.sesv2.ConfigurationSetArgs | aws.ses.ConfigurationSetArgs;

/** The two versions of the API spell the policy differently. */
const spelling = (type: string) => (type.startsWith("aws:sesv2/") ? "REQUIRE" : "Require");

export const sesTlsRequired = requirementRule({
    name: "ses-tls-required",
    group: "encryption-in-transit",
    description: "Amazon SES delivers mail by TLS or not at all.",
    severity: "medium",
    anchors: { config: ["ses-sending-tls-required"], checkov: ["CKV_AWS_365"] },
    remediationSteps: "Set deliveryOptions.tlsPolicy to REQUIRE; on a configuration set of the older API, to Require.",
    url: "https://docs.aws.amazon.com/ses/latest/dg/security-protocols.html",
    types: types.sesConfigurationSet,
    requires: ({ type, props }: Resource<Shape>) => [
        {
            kept: isOneOf(props.child("deliveryOptions").text("tlsPolicy"), [spelling(type)]),
            otherwise: `deliveryOptions.tlsPolicy is not ${spelling(type)}: mail to a server without TLS travels in plain text.`,
            remedy: { "deliveryOptions.tlsPolicy": spelling(type) },
        },
    ],
});
