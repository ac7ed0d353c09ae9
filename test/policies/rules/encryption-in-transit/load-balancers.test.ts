import { albHttpsListener } from "../../../../policies/rules/encryption-in-transit/alb-https-listener";
import { albTargetTls } from "../../../../policies/rules/encryption-in-transit/alb-target-tls";
import { describeRule } from "../../support/describe-rule";

const plain = ["protocol is HTTP, and defaultActions do more than redirect to HTTPS."];
const modern = [
    "ELBSecurityPolicy-TLS13-1-2-*",
    "ELBSecurityPolicy-TLS13-1-3-*",
    "ELBSecurityPolicy-TLS-1-2-*",
    "ELBSecurityPolicy-FS-1-2-*",
];
const oldTls = (allowed = modern) => [`sslPolicy names none of the allowed policies: ${allowed.join(", ")}.`];
const forward = { type: "forward", targetGroupArn: "arn" };
const redirect = (protocol?: string) => ({
    type: "redirect",
    redirect: { protocol, port: "443", statusCode: "HTTP_301" },
});
const onPort80 = { port: 80, sslPolicy: undefined };

for (const type of albHttpsListener.types) {
    describeRule({
        rule: albHttpsListener,
        type,
        refuses: [
            { when: "HTTP that forwards", set: { ...onPort80, protocol: "HTTP" }, says: plain },
            { when: "no protocol, which means HTTP", set: { ...onPort80, protocol: undefined }, says: plain },
            {
                when: "a redirect that keeps the protocol",
                set: { ...onPort80, protocol: "HTTP", defaultActions: [redirect()] },
                says: plain,
            },
            {
                when: "a redirect to HTTP",
                set: { ...onPort80, protocol: "HTTP", defaultActions: [redirect("HTTP")] },
                says: plain,
            },
            {
                when: "one action that forwards beside one that redirects",
                set: { ...onPort80, protocol: "HTTP", defaultActions: [redirect("HTTPS"), forward] },
                says: plain,
            },
            { when: "HTTPS at the default policy", set: { sslPolicy: undefined }, says: oldTls() },
            ...["ELBSecurityPolicy-TLS13-1-0-2021-06", "ELBSecurityPolicy-TLS-1-1-2017-01"].map((sslPolicy) => ({
                when: `TLS with ${sslPolicy}`,
                set: { protocol: "TLS", sslPolicy },
                says: oldTls(),
            })),
            {
                when: "a policy that is not among the configured ones",
                set: {},
                settings: { allowedSslPolicies: ["ELBSecurityPolicy-TLS13-1-3-2021-06"] },
                says: oldTls(["ELBSecurityPolicy-TLS13-1-3-2021-06"]),
            },
        ],
        accepts: [
            {
                when: "HTTP that redirects to HTTPS",
                set: { ...onPort80, protocol: "HTTP", defaultActions: [redirect("HTTPS")] },
            },
            { when: "TCP, which passes TLS on", set: { protocol: "TCP", sslPolicy: undefined } },
            { when: "a gateway, which has no protocol", set: { protocol: undefined, port: undefined } },
            ...[
                "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
                "ELBSecurityPolicy-TLS13-1-3-2021-06",
                "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
                "ELBSecurityPolicy-FS-1-2-Res-2020-10",
            ].map((sslPolicy) => ({ when: sslPolicy, set: { sslPolicy } })),
        ],
        defersOn: ["protocol", "sslPolicy"],
        mends: [
            { when: "HTTPS at the default policy", set: { sslPolicy: undefined } },
            {
                when: "a policy that is not the configured one",
                set: {},
                settings: { allowedSslPolicies: ["ELBSecurityPolicy-TLS13-1-3-2021-06"] },
            },
        ],
        leaves: [
            { when: "HTTP, whose actions are a person's to choose,", set: { ...onPort80, protocol: "HTTP" } },
            {
                when: "a policy where the configured ones are all patterns",
                set: {},
                settings: { allowedSslPolicies: ["ELBSecurityPolicy-TLS13-1-3-*"] },
            },
        ],
    });
}

for (const type of albTargetTls.types) {
    describeRule({
        rule: albTargetTls,
        type,
        refuses: [
            {
                when: "plain HTTP",
                set: { protocol: "HTTP" },
                says: ["protocol is HTTP: requests travel from the load balancer to the targets in plain text."],
            },
        ],
        accepts: [
            { when: "TCP, which passes TLS on", set: { protocol: "TCP" } },
            { when: "a function, which has no protocol", set: { protocol: undefined, targetType: "lambda" } },
        ],
        defersOn: ["protocol"],
    });
}
