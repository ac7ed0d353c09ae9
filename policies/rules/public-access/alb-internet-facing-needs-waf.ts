import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not, type Truth, Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const associationOfBalancer: Join = {
    from: types.webAclAssociation,
    property: "resourceArn",
    to: types.loadBalancer,
    names: ["arn", "id"],
};

export const albInternetFacingNeedsWaf = stackRule({
    name: "alb-internet-facing-needs-waf",
    group: "public-access",
    description: "Application load balancers on the internet stand behind a web ACL.",
    severity: "high",
    anchors: { fsbp: ["ELB.16"], checkov: ["CKV2_AWS_28"], trivy: ["AWS-0053"], cdkNag: ["ALBWAFEnabled"] },
    remediationSteps: "Set internal to true, or declare a wafv2.WebAclAssociation with the load balancer's ARN.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-16",
    types: [...types.loadBalancer, ...types.webAclAssociation],
    settings: {
        managedElsewhere: flag("Web ACLs are associated by another stack or by AWS Firewall Manager.", false),
    },
    judge: (stack, { managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack
                  .ofTypes<aws.lb.LoadBalancerArgs>(types.loadBalancer)
                  .flatMap((balancer) => judgeBalancer(balancer, stack)),
});

/** Only application load balancers read what a web ACL could judge. */
function judgeBalancer({ name, urn, props }: Resource<aws.lb.LoadBalancerArgs>, stack: StackGraph): readonly Verdict[] {
    const kind = props.text("loadBalancerType") ?? providerDefaults.loadBalancer.loadBalancerType;
    const internal = isOneOf(props.flag("internal"), [true], providerDefaults.loadBalancer.internal);
    const associated = stack
        .attachedTo({ urn }, associationOfBalancer)
        .map(({ certain }): Truth => certain || new Unknown(["resourceArn"]));
    return check(
        anyOf(not(isOneOf(kind, ["application"])), internal, ...associated),
        `Load balancer "${name}" faces the internet without a web ACL.`,
        urn,
    );
}
