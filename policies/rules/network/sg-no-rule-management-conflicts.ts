import type * as aws from "@pulumi/aws";
import { type Resource, stackRule } from "../../lib/rule";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, not, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const ruleOfGroup: Join = {
    from: [...types.securityGroupRule, ...types.securityGroupIngressRule, ...types.securityGroupEgressRule],
    property: "securityGroupId",
    to: types.securityGroup,
    names: ["id"],
};

export const sgNoRuleManagementConflicts = stackRule({
    name: "sg-no-rule-management-conflicts",
    group: "network",
    description: "The rules of a security group are stated in one way, inside it or beside it.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Leave ingress and egress out of the SecurityGroup and state each rule by SecurityGroupIngressRule or SecurityGroupEgressRule.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-security-group-rules.html",
    types: [...types.securityGroup, ...ruleOfGroup.from],
    judge: (stack) =>
        stack.ofTypes<aws.ec2.SecurityGroupArgs>(types.securityGroup).flatMap((group) => judgeGroup(group, stack)),
});

function judgeGroup({ name, urn, props }: Resource<aws.ec2.SecurityGroupArgs>, stack: StackGraph) {
    const beside = stack.attachedTo({ urn }, ruleOfGroup);
    const inside = [...props.each("ingress"), ...props.each("egress")].length > 0;
    return check(
        not(allOf(inside, anyOf(...beside.map(({ certain }) => certain || new Unknown(["securityGroupId"]))))),
        `Security group "${name}" has rules inside and beside it, which remove each other.`,
        urn,
    );
}
