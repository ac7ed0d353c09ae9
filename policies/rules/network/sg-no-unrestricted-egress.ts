import { type Resource, resourceRule } from "../../lib/rule";
import {
    namesAnyAddress,
    networkRules,
    opensOnly,
    ruleName,
    type SecurityGroupShape,
    securityGroupRuleTypes,
} from "../../lib/security-group-rules";
import { integers } from "../../lib/settings";
import { allOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const sgNoUnrestrictedEgress = resourceRule({
    name: "sg-no-unrestricted-egress",
    group: "network",
    description: "What stands behind a security group reaches the whole internet by HTTPS alone.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_382"], trivy: ["AWS-0104"] },
    remediationSteps: "Name the networks, security groups or prefix lists that may be reached, or the ports.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    types: securityGroupRuleTypes,
    settings: { allowedPorts: integers("Ports that may be reached anywhere.", [443], { minimum: 0, maximum: 65_535 }) },
    judge: ({ type, props }: Resource<SecurityGroupShape>, { allowedPorts }) =>
        networkRules(type, props, "egress").flatMap((rule) =>
            check(
                not(allOf(rule.applies, namesAnyAddress(rule), not(opensOnly(rule, allowedPorts)))),
                `${ruleName(rule)} reaches the whole internet on more than the ports ${allowedPorts.join(", ")}.`,
            ),
        ),
});
