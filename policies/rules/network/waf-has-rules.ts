import type * as aws from "@pulumi/aws";
import { type ManualRequirement, manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf } from "../../lib/truth";

export const wafHasRules = manualRule({
    name: "waf-has-rules",
    group: "network",
    description: "Web ACLs have rules: against known bad input, against addresses of ill repute, and against floods.",
    severity: "medium",
    anchors: { fsbp: ["WAF.10", "WAF.12"], checkov: ["CKV_AWS_175", "CKV_AWS_192", "CKV_AWS_342"] },
    remediationSteps: "Add managedRuleGroupStatement rules of AWS's groups, and a rateBasedStatement.",
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
            { kept: anyOf(asText, rules.length > 0), otherwise: "rules is empty: the web ACL filters nothing." },
            ...(rules.length === 0 ? [] : groups).map((group) => ({
                kept: anyOf(
                    ...statements.map((statement) => {
                        const managed = statement.child("managedRuleGroupStatement");
                        return allOf(
                            isOneOf(managed.text("name"), [group]),
                            isOneOf(managed.text("vendorName"), ["AWS"]),
                        );
                    }),
                ),
                otherwise: `rules holds no managed rule group ${group}.`,
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
