import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

/** Gateway load balancers have no access logs, and network load balancers log TLS listeners alone. */
export const albAccessLogs = requirementRule({
    name: "alb-access-logs",
    group: "audit",
    description: "Application load balancers log the requests that they get.",
    severity: "medium",
    anchors: {
        fsbp: ["ELB.5"],
        checkov: ["CKV_AWS_91"],
        cdkNag: ["AwsSolutions-ELB2"],
    },
    remediationSteps: "Set accessLogs.enabled to true and accessLogs.bucket to a bucket that takes the logs.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
    types: types.loadBalancer,
    settings: { bucket: text("Name of the bucket that the remedy names; without one it names none.") },
    requires: ({ props }: Resource<aws.lb.LoadBalancerArgs>, { bucket }) => {
        const kind = props.text("loadBalancerType") ?? providerDefaults.loadBalancer.loadBalancerType;
        const logs = props.child("accessLogs");
        const hasBucket = logs.has("bucket");
        const names = hasBucket === false && bucket !== "";
        return [
            {
                kept: anyOf(
                    not(isOneOf(kind, ["application"])),
                    allOf(isOneOf(logs.flag("enabled"), [true]), hasBucket),
                ),
                otherwise: "accessLogs is not enabled with a bucket: nobody can tell who asked for what.",
                ...((names || hasBucket === true) && {
                    remedy: { "accessLogs.enabled": true, ...(names && { "accessLogs.bucket": bucket }) },
                }),
            },
        ];
    },
});
