import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

/** TCP targets may be spoken to in TLS that the load balancer passes on as it is. */
export const albTargetTls = resourceRule({
    name: "alb-target-tls",
    group: "encryption-in-transit",
    description: "Load balancers do not speak plain HTTP to their targets.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_378"] },
    remediationSteps: "Serve TLS from the targets, and set protocol to HTTPS.",
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    types: types.targetGroup,
    judge: ({ props }: Resource<aws.lb.TargetGroupArgs>) =>
        check(
            not(isOneOf(props.text("protocol"), ["HTTP"])),
            "protocol is HTTP: requests travel from the load balancer to the targets in plain text.",
        ),
});
