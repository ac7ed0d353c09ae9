import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { type ManualRequirement, manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

export const wafHasRules = manualRule({
    name: "waf-has-rules",
    group: "network",
    description:
        "Web ACLs have rules, which are counted: against known bad input, against addresses of ill repute, and against floods.",
    severity: "medium",
    anchors: { fsbp: ["WAF.10", "WAF.12"], checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV_AWS_342"] },
    remediationSteps:
        "Add managedRuleGroupStatement rules of AWS's groups, and a rateBasedStatement, each with cloudwatchMetricsEnabled true in its visibilityConfig.",
    url: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html",
    types: types.webAcl,
    settings: {
        groups: texts("AWS's managed rule groups that a web ACL has.", [
            "AWSManagedRulesKnownBadInputsRuleSet",
            "AWSManagedRulesAmazonIpReputationList",
        ]),
        requireRateLimit: flag("Ask for a rule that limits requests by their rate.", true),
    },
    requires: (
        { props }: Resource<aws.wafv2.WebAclArgs>,
        { groups, requireRateLimit },
    ): readonly ManualRequirement[] => {
        const rules = props.each("rules");
        const asText = props.has("ruleJson");
        const statements = rules.map((rule) => rule.child("statement"));
        return [
            counted(props.child("visibilityConfig")),
            ...rules.map((rule) => counted(rule.child("visibilityConfig"))),
            { kept: anyOf(asText, rules.length > 0), otherwise: "rules is empty: the web ACL filters nothing." },
            ...(rules.length === 0 ? [] : groups).map((group) => ({
                kept: anyOf(
                    ...rules.map((rule) => {
                        const managed = rule.child("statement").child("managedRuleGroupStatement");
                        return allOf(
                            not(rule.child("overrideAction").has("count")),
                            isOneOf(managed.text("name"), [group]),
                            isOneOf(managed.text("vendorName"), ["AWS"]),
                        );
                    }),
                ),
                otherwise: `rules holds no managed rule group ${group} that does more than count.`,
            })),
            ...(requireRateLimit && rules.length > 0
                ? [
                      {
                          kept: anyOf(...statements.map((statement) => statement.has("rateBasedStatement"))),
                          otherwise: "rules holds no rateBasedStatement: floods get through.",
                      },
                  ]
                : []),
        ];
    },
});

function counted(visibility: Properties<{ readonly cloudwatchMetricsEnabled?: unknown }>): ManualRequirement {
    return {
        kept: not(isOneOf(visibility.flag("cloudwatchMetricsEnabled"), [false])),
        otherwise: `${visibility.pathTo("cloudwatchMetricsEnabled")} is false: nobody can see what is blocked.`,
    };
}
