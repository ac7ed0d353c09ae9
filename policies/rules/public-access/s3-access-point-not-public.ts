import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.s3.AccessPointArgs & aws.s3control.MultiRegionAccessPointArgs;
type BlockShape = aws.types.input.s3.AccessPointPublicAccessBlockConfiguration;

const defaults = providerDefaults.accessPointPublicAccessBlock;
const flags = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;
const multiRegion: readonly string[] = types.multiRegionAccessPoint;

export const s3AccessPointNotPublic = resourceRule({
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
    judge: ({ type, props }: Resource<Shape>, { requireVpc }) =>
        multiRegion.includes(type)
            ? judgeFlags(props.child("details").child("publicAccessBlock"), "details.publicAccessBlock")
            : [
                  ...judgeFlags(props.child("publicAccessBlockConfiguration"), "publicAccessBlockConfiguration"),
                  ...check(
                      anyOf(!requireVpc, props.has("vpcConfiguration")),
                      "vpcConfiguration is not set: the access point takes requests from the internet.",
                  ),
              ],
});

function judgeFlags(block: Properties<BlockShape>, path: string): readonly Verdict[] {
    return flags.flatMap((name) =>
        check(isOneOf(block.flag(name), [true], defaults[name]), `${path}.${name} is false.`),
    );
}
