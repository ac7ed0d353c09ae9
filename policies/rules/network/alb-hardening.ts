import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, type Truth } from "../../lib/truth";

export const albHardening = requirementRule({
    name: "alb-hardening",
    group: "network",
    description: "Application load balancers drop malformed headers and requests, and stand in two zones.",
    severity: "medium",
    anchors: {
        fsbp: ["ELB.4", "ELB.12", "ELB.13"],
        checkov: ["CKV_AWS_131", "CKV_AWS_328"],
        trivy: ["AWS-0052"],
        cdkNag: ["ALBHttpDropInvalidHeaderEnabled"],
    },
    remediationSteps:
        "Set dropInvalidHeaderFields to true and desyncMitigationMode to defensive or strictest, and name subnets of two zones.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-4",
    types: types.loadBalancer,
    requires: ({ props }: Resource<aws.lb.LoadBalancerArgs>): readonly Requirement[] => {
        const kind = props.text("loadBalancerType") ?? providerDefaults.loadBalancer.loadBalancerType;
        const other = not(isOneOf(kind, ["application"]));
        return [
            {
                kept: anyOf(other, isOneOf(props.flag("dropInvalidHeaderFields"), [true])),
                otherwise:
                    "dropInvalidHeaderFields is not true: headers that servers read in different ways get through.",
                remedy: { dropInvalidHeaderFields: true },
            },
            {
                kept: anyOf(other, isOneOf(props.text("desyncMitigationMode"), ["defensive", "strictest"], true)),
                otherwise: "desyncMitigationMode is monitor: ambiguous requests get through.",
                remedy: { desyncMitigationMode: "defensive" },
            },
            {
                kept: anyOf(other, standsInTwoSubnets(props.get("subnets"), props.get("subnetMappings"))),
                otherwise: "subnets and subnetMappings name fewer than two.",
            },
        ];
    },
});

function standsInTwoSubnets(subnets: unknown, mappings: unknown): Truth {
    const [waits] = [subnets, mappings].filter(isUnknown);
    const named = [subnets, mappings].reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
    return named >= 2 || (waits ?? false);
}
