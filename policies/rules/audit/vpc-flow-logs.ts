import type * as aws from "@pulumi/aws";
import { stackRule } from "../../lib/rule";
import { choice, flag } from "../../lib/settings";
import type { Attachment, Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type Shape = aws.ec2.FlowLogArgs;

const flowLogOfVpc: Join = { from: types.flowLog, property: "vpcId", to: types.vpc, names: ["id"] };

export const vpcFlowLogs = stackRule({
    name: "vpc-flow-logs",
    group: "audit",
    description: "Each VPC records its traffic in a flow log.",
    severity: "medium",
    anchors: {
        fsbp: ["EC2.6"],
        cis: ["3.7"],
        checkov: ["CKV2_AWS_11"],
        trivy: ["AWS-0178"],
        cdkNag: ["AwsSolutions-VPC7"],
    },
    remediationSteps: "Declare an ec2.FlowLog with the VPC's id as vpcId and trafficType ALL.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
    types: [...types.vpc, ...types.flowLog],
    settings: {
        trafficType: choice("The least traffic to record: ALL, or what was rejected.", ["ALL", "REJECT"], "ALL"),
        managedElsewhere: flag("Flow logs are declared in another stack.", false),
    },
    judge: (stack, { trafficType, managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack.ofTypes<aws.ec2.VpcArgs>(types.vpc).flatMap((vpc) => {
                  const logs = stack.attachedTo<Shape>(vpc, flowLogOfVpc);
                  const all = anyOf(records(logs, "ALL"), allOf(records(logs, "ACCEPT"), records(logs, "REJECT")));
                  return check(
                      trafficType === "ALL" ? all : anyOf(all, records(logs, "REJECT")),
                      `VPC "${vpc.name}" has no flow log that records ${trafficType === "ALL" ? "all" : "rejected"} traffic.`,
                      vpc.urn,
                  );
              }),
});

function records(logs: readonly Attachment<Shape>[], kind: string): Truth {
    return anyOf(
        ...logs.map(({ resource, certain }) =>
            allOf(certain || new Unknown(["vpcId"]), isOneOf(resource.props.text("trafficType"), [kind])),
        ),
    );
}
