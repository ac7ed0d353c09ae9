import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import type { Remedy } from "../../lib/remedy";
import { type Resource, stackRule } from "../../lib/rule";
import { isAclLogTarget, sideResources } from "../../lib/s3";
import { texts, type ValuesOf } from "../../lib/settings";
import type { StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.s3.BucketOwnershipControlsArgs;

const settings = {
    exceptions: texts(
        "Resource names, with * as wildcard, of controls on log targets that need ACLs; these may prefer the owner.",
    ),
};
type Values = ValuesOf<typeof settings>;

/** A bucket without ownership controls has its owner enforced: Amazon S3 gives new buckets that since 2023. */
export const s3OwnershipEnforced = stackRule({
    name: "s3-ownership-enforced",
    group: "public-access",
    description: "S3 buckets own every object in them and take no access control lists.",
    severity: "medium",
    anchors: { fsbp: ["S3.12"], checkov: ["CKV2_AWS_65"] },
    remediationSteps:
        "Set rule.objectOwnership to BucketOwnerEnforced, or to BucketOwnerPreferred where CloudFront delivers standard logs.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-12",
    types: [...types.bucketOwnershipControls, ...types.bucket, ...types.cloudfrontDistribution],
    settings,
    judge: (stack, values) => {
        const logTargets = controlsOfLogTargets(stack);
        return stack
            .ofTypes<Shape>(types.bucketOwnershipControls)
            .flatMap((controls) => judgeControls(controls, logTargets.get(controls.urn) ?? false, values));
    },
    remedy: ({ type, name, props }: Resource<Shape>, { exceptions }): Remedy => {
        // What prefers the owner may take logs of CloudFront, which only the whole stack can tell.
        const writerOwns = isOneOf(props.child("rule").text("objectOwnership"), ["ObjectWriter"]) === true;
        return controlTypes.includes(type) && writerOwns
            ? {
                  "rule.objectOwnership": matchesAny(name, exceptions) ? "BucketOwnerPreferred" : "BucketOwnerEnforced",
              }
            : {};
    },
});

const controlTypes: readonly string[] = types.bucketOwnershipControls;

function judgeControls({ name, urn, props }: Resource<Shape>, takesAclLogs: Truth, values: Values): readonly Verdict[] {
    const ownership = props.child("rule").text("objectOwnership");
    const needsAcls = anyOf(takesAclLogs, matchesAny(name, values.exceptions));
    return check(
        anyOf(
            isOneOf(ownership, ["BucketOwnerEnforced"]),
            allOf(isOneOf(ownership, ["BucketOwnerPreferred"]), needsAcls),
        ),
        "rule.objectOwnership is not BucketOwnerEnforced: access control lists stay in force.",
        urn,
    );
}

/** By the URN of a bucket's controls, whether the bucket takes logs that are written with an ACL. */
function controlsOfLogTargets(stack: StackGraph): ReadonlyMap<string, Truth> {
    return new Map(
        stack
            .ofTypes(types.bucket)
            .flatMap((bucket) =>
                sideResources<Shape>(stack, bucket, "ownership").map(({ resource }): [string, Truth] => [
                    resource.urn,
                    isAclLogTarget(stack, bucket),
                ]),
            ),
    );
}
