import type * as aws from "@pulumi/aws";
import type { Remedy } from "../../lib/remedy";
import { type Resource, stackRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import type { Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const groupOfVpc: Join = {
    from: types.defaultSecurityGroup,
    property: "vpcId",
    to: types.vpc,
    names: ["id"],
};

export const defaultSgClosed = stackRule({
    name: "default-sg-closed",
    group: "network",
    description: "A VPC's default security group lets nothing in or out, so that nothing uses it by accident.",
    severity: "medium",
    anchors: {
        fsbp: ["EC2.2"],
        cis: ["5.5"],
        checkov: ["CKV2_AWS_12"],
        trivy: ["AWS-0173"],
        cdkNag: ["VPCDefaultSecurityGroupClosed"],
    },
    remediationSteps: "Declare ec2.DefaultSecurityGroup for the VPC, without ingress and egress.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-2",
    types: [...types.vpc, ...types.defaultSecurityGroup],
    settings: { managedElsewhere: flag("Default groups are emptied by another stack or by automation.", false) },
    judge: (stack, { managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack.ofTypes<aws.ec2.VpcArgs>(types.vpc).flatMap((vpc) => {
                  const closed = stack
                      .attachedTo<aws.ec2.DefaultSecurityGroupArgs>(vpc, groupOfVpc)
                      .map(({ resource: { props }, certain }) =>
                          allOf(
                              certain || new Unknown(["vpcId"]),
                              props.each("ingress").length === 0 && props.each("egress").length === 0,
                          ),
                      );
                  return check(
                      anyOf(...closed),
                      `The default security group of VPC "${vpc.name}" is not emptied: members reach each other, and anything.`,
                      vpc.urn,
                  );
              }),
    remedy: ({ type, props }: Resource<aws.ec2.DefaultSecurityGroupArgs>) =>
        types.defaultSecurityGroup.some((token) => token === type) ? emptied(props) : {},
});

function emptied(props: Resource<aws.ec2.DefaultSecurityGroupArgs>["props"]): Remedy {
    const filled = (["ingress", "egress"] as const).filter(
        (direction) => props.each(direction).length > 0 && !props.holdsUnknown(direction),
    );
    return Object.fromEntries(filled.map((direction) => [direction, []]));
}
