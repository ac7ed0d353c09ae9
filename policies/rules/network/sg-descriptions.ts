import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import {
    networkRules,
    ruleName,
    type SecurityGroupShape,
    securityGroupRuleTypes,
} from "../../lib/security-group-rules";
import { types } from "../../lib/tokens";
import { anyOf, isSet, isUnknown, not, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

/** What the provider writes where nothing was said. */
const placeholder = "Managed by Pulumi";

export const sgDescriptions = resourceRule({
    name: "sg-descriptions",
    group: "network",
    description: "Security groups and their rules say what they are for.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_23"], trivy: ["AWS-0099", "AWS-0124"], cdkNag: ["AwsSolutions-EC27"] },
    remediationSteps: "Set description; on a group that exists, a new description replaces it.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    types: securityGroupRuleTypes,
    judge: ({ type, props }: Resource<SecurityGroupShape>) => [
        ...judgeGroup(type, props),
        ...(["ingress", "egress"] as const).flatMap((direction) =>
            networkRules(type, props, direction).flatMap((rule) =>
                check(anyOf(not(rule.applies), isSet(rule.description)), `${ruleName(rule)} has no description.`),
            ),
        ),
    ],
});

function judgeGroup(type: string, props: Properties<SecurityGroupShape>): readonly Verdict[] {
    const isGroup = types.securityGroup.some((token) => token === type);
    const description = props.text("description");
    const described: Truth = isUnknown(description) || (isSet(description) && description !== placeholder);
    return isGroup ? check(described, "description says nothing.") : [];
}
