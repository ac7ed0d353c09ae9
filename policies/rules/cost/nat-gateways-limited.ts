import type * as aws from "@pulumi/aws";
import { stackRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const natGatewaysLimited = stackRule({
    name: "nat-gateways-limited",
    group: "cost",
    description: "A stack pays for no more NAT gateways than it needs.",
    severity: "low",
    anchors: {},
    remediationSteps: "Reach AWS services through VPC endpoints, and share NAT gateways between subnets.",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
    types: types.natGateway,
    settings: { maxGateways: integer("The most NAT gateways of one stack.", 3, { minimum: 0, maximum: 100 }) },
    judge: (stack, { maxGateways }) => {
        const gateways = stack.ofTypes<aws.ec2.NatGatewayArgs>(types.natGateway);
        return check(
            gateways.length <= maxGateways,
            `The stack declares ${gateways.length} NAT gateways, more than ${maxGateways}.`,
        );
    },
});
