import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { stackRule } from "../../lib/rule";
import { text, texts } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, type Field, isUnknown, not, satisfies, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const registrationOfBucket: Join = {
    from: types.lakeFormationResource,
    property: "arn",
    to: types.bucket,
    names: ["arn"],
    within: true,
};

export const lfLocationRegistered = stackRule({
    name: "lf-location-registered",
    group: "lake-formation",
    description: "Buckets that are tagged as zones of the lake are registered with Lake Formation.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Declare lakeformation.Resource for the bucket's ARN, with a role of its own.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/register-data-lake.html",
    types: [...types.bucket, ...types.bucketReplication, ...types.lakeFormationResource],
    settings: {
        zoneTag: text(
            "Key of the tag that marks a bucket as a zone of the lake; empty switches the rule off.",
            "lakefront:tier",
        ),
        zones: texts("Values of the tag that ask for registration, with * as wildcard.", ["*"]),
        exceptZones: texts("Values of the tag that don't, such as those of query results and logs.", [
            "results",
            "access-logs",
            "inventory",
        ]),
    },
    judge: (stack, { zoneTag, zones, exceptZones }) => {
        const replicas = replicaArns(stack);
        return stack.ofTypes<aws.s3.BucketArgs & { readonly arn?: string }>(types.bucket).flatMap((bucket) => {
            const zone = zoneTag === "" ? undefined : bucket.props.child("tags").text(zoneTag);
            const asked = satisfies(
                zone,
                (value) => matchesAny(value, zones) && !matchesAny(value, exceptZones),
                false,
            );
            const registrations = stack.attachedTo(bucket, registrationOfBucket);
            const registered = anyOf(...registrations.map(({ certain }) => certain || new Unknown(["arn"])));
            return check(
                not(allOf(asked, not(registered), not(isReplica(bucket.props.text("arn"), replicas)))),
                `Bucket "${bucket.name}" is a zone of the lake, but not registered: IAM alone decides who reads it.`,
                bucket.urn,
            );
        });
    },
});

function replicaArns(stack: StackGraph): readonly (string | Unknown)[] {
    return stack
        .ofTypes<aws.s3.BucketReplicationConfigArgs>(types.bucketReplication)
        .flatMap(({ props }) => props.each("rules"))
        .flatMap((rule) => rule.child("destination").text("bucket") ?? []);
}

/** A copy is there to be restored from, not to be queried. */
function isReplica(arn: Field<string>, replicas: readonly (string | Unknown)[]): Truth {
    return anyOf(
        ...replicas.map((replica) => (isUnknown(replica) ? replica : satisfies(arn, (own) => own === replica, false))),
    );
}
