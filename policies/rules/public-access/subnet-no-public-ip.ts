import type * as aws from "@pulumi/aws";
import { optsIn } from "../../lib/opt-in";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const subnetNoPublicIp = requirementRule({
    name: "subnet-no-public-ip",
    group: "public-access",
    description: "Subnets give public addresses to nothing that does not ask for one, except those tagged as public.",
    severity: "medium",
    anchors: {
        fsbp: ["EC2.15"],
        checkov: ["CKV_AWS_130"],
        trivy: ["AWS-0164"],
        cdkNag: ["VPCSubnetAutoAssignPublicIpDisabled"],
    },
    remediationSteps: "Set mapPublicIpOnLaunch to false, or leave it out; load balancers need no such subnets.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
    types: types.subnet,
    settings: {
        publicTag: text(
            "Tag of subnets that are meant to be public, as key or as key=value; with none given, no subnet is.",
            "SubnetType=Public",
        ),
    },
    requires: ({ props }: Resource<aws.ec2.SubnetArgs>, { publicTag }) => {
        const isPublic = optsIn(props.child("tags"), publicTag);
        return [
            {
                kept: anyOf(not(isOneOf(props.flag("mapPublicIpOnLaunch"), [true])), isPublic),
                otherwise: "mapPublicIpOnLaunch is true: whatever starts in the subnet gets a public address.",
                remedy: { mapPublicIpOnLaunch: false },
            },
        ];
    },
});
