import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { namesTlsPolicy } from "../../lib/tls-policy";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, type Truth } from "../../lib/truth";

type Shape = aws.lb.ListenerArgs;
type ActionShape = aws.types.input.lb.ListenerDefaultAction;

/**
 * Names of policies begin with the oldest TLS version that they take
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html).
 */
const modernPolicies = [
    "ELBSecurityPolicy-TLS13-1-2-*",
    "ELBSecurityPolicy-TLS13-1-3-*",
    "ELBSecurityPolicy-TLS-1-2-*",
    "ELBSecurityPolicy-FS-1-2-*",
];

/** TCP listeners of network load balancers pass TLS on as it is, and gateways have no protocol: neither is judged. */
export const albHttpsListener = requirementRule({
    name: "alb-https-listener",
    group: "encryption-in-transit",
    description: "Load balancers answer plain HTTP with a redirect to HTTPS only, and take no TLS below version 1.2.",
    severity: "high",
    anchors: {
        config: ["alb-http-to-https-redirection-check"],
        fsbp: ["ELB.1", "ELB.17", "ELB.18"],
        checkov: ["CKV_AWS_2", "CKV_AWS_103", "CKV2_AWS_20", "CKV2_AWS_74"],
        trivy: ["AWS-0054", "AWS-0047"],
    },
    remediationSteps:
        "Make the HTTP listener's only default action a redirect with protocol HTTPS; on an HTTPS or TLS listener set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or newer.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1",
    types: types.listener,
    settings: {
        allowedSslPolicies: texts("Security policies that listeners may use, with * as wildcard.", modernPolicies),
    },
    requires: ({ props }: Resource<Shape>, { allowedSslPolicies }) => {
        const isPlain = isOneOf(props.text("protocol"), ["HTTP"], props.has("port"));
        const isEncrypted = isOneOf(props.text("protocol"), ["HTTPS", "TLS"]);
        const actions = props.each("defaultActions");
        const policy = namesTlsPolicy(props, "sslPolicy", {
            allowed: allowedSslPolicies,
            preferred: "ELBSecurityPolicy-TLS13-1-2-2021-06",
            fallback: providerDefaults.listener.sslPolicy,
        });
        return [
            {
                kept: anyOf(not(isPlain), allOf(actions.length > 0, ...actions.map(redirectsToHttps))),
                otherwise: "protocol is HTTP, and defaultActions do more than redirect to HTTPS.",
            },
            { ...policy, kept: anyOf(not(isEncrypted), policy.kept) },
        ];
    },
});

/** Without a protocol, a redirect keeps that of the request. */
function redirectsToHttps(action: Properties<ActionShape>): Truth {
    return allOf(
        isOneOf(action.text("type"), ["redirect"]),
        isOneOf(action.child("redirect").text("protocol"), ["HTTPS"]),
    );
}
