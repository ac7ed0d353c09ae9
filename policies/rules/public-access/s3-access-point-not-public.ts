import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { keepsFlags } from "../../lib/public-access-block";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf } from "../../lib/truth";

type Shape = aws.s3.AccessPointArgs & aws.s3control.MultiRegionAccessPointArgs;

const defaults = providerDefaults.accessPointPublicAccessBlock;
const multiRegion: readonly string[] = types.multiRegionAccessPoint;

export const s3AccessPointNotPublic = requirementRule({
    name: "s3-access-point-not-public",
    group: "public-access",
    description: "S3 access points keep their public access block, which they have unless it is taken away.",
    severity: "high",
    anchors: { fsbp: ["S3.19", "S3.24"], checkov: ["CKV_AWS_392"] },
    remediationSteps:
        "Remove the flags that are false: the block can't be changed later, so the access point is replaced.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-19",
    types: [...types.accessPoint, ...types.multiRegionAccessPoint],
    settings: { requireVpc: flag("Ask that access points take requests from a VPC only.", false) },
    requires: ({ type, props }: Resource<Shape>, { requireVpc }) =>
        multiRegion.includes(type)
            ? keepsFlags(props.child("details").child("publicAccessBlock"), defaults)
            : [
                  ...keepsFlags(props.child("publicAccessBlockConfiguration"), defaults),
                  {
                      kept: anyOf(!requireVpc, props.has("vpcConfiguration")),
                      otherwise: "vpcConfiguration is not set: the access point takes requests from the internet.",
                  },
              ],
});
