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

export const sgNoUnrestrictedIngress = resourceRule({
    name: "sg-no-unrestricted-ingress",
    group: "network",
    description: "Security groups open no port to the whole internet but those for the web.",
    severity: "critical",
    anchors: {
        fsbp: ["EC2.18", "EC2.19"],
        cis: ["5.3", "5.4"],
        checkov: ["CKV_AWS_24", "CKV_AWS_25", "CKV_AWS_260", "CKV_AWS_277"],
        trivy: ["AWS-0107"],
        cdkNag: ["AwsSolutions-EC23"],
    },
    remediationSteps: "Name the networks or security groups that may connect, or the ports that anybody may reach.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18",
    types: securityGroupRuleTypes,
    settings: { allowedPorts: integers("Ports that anybody may reach.", [80, 443], { minimum: 0, maximum: 65_535 }) },
    judge: ({ type, props }: Resource<SecurityGroupShape>, { allowedPorts }) =>
        networkRules(type, props, "ingress").flatMap((rule) =>
            check(
                not(allOf(rule.applies, namesAnyAddress(rule), not(opensOnly(rule, allowedPorts)))),
                `${ruleName(rule)} opens more than the ports ${allowedPorts.join(", ")} to the whole internet.`,
            ),
        ),
});
