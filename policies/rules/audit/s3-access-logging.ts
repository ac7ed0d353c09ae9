import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { type Resource, stackRule } from "../../lib/rule";
import { isLogTarget, sideResources } from "../../lib/s3";
import { flag, texts } from "../../lib/settings";
import type { Join, StackGraph } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { type DataEvents, dataEventsOf } from "../../lib/trail-events";
import { allOf, anyOf, isOneOf, isSet, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type BucketShape = aws.s3.BucketArgs & aws.s3.BucketV2Args;
type TrailShape = aws.cloudtrail.TrailArgs;

const selectionOf = (property: string): Join => ({
    from: types.trail,
    property,
    to: types.bucket,
    names: ["arn"],
    within: true,
});

/** The ways in which a trail names the buckets whose objects it watches. */
const selections = [
    selectionOf("eventSelectors.dataResources.values"),
    selectionOf("advancedEventSelectors.fieldSelectors.startsWiths"),
] as const;

/** Deliveries of logs beside those that `isLogTarget` knows. A trail is none: who read it matters. */
const deliveries: readonly Join[] = [
    {
        from: types.cloudfrontDistribution,
        property: "loggingConfig.bucket",
        to: types.bucket,
        names: ["bucketDomainName", "bucketRegionalDomainName"],
    },
    { from: types.flowLog, property: "logDestination", to: types.bucket, names: ["arn"], within: true },
    { from: types.webAclLoggingConfiguration, property: "logDestinationConfigs", to: types.bucket, names: ["arn"] },
    {
        from: types.logDeliveryDestination,
        property: "deliveryDestinationConfiguration.destinationResourceArn",
        to: types.bucket,
        names: ["arn"],
        within: true,
    },
];

export const s3AccessLogging = stackRule({
    name: "s3-access-logging",
    group: "audit",
    description: "Requests to every S3 bucket are logged, except to those that take the logs.",
    severity: "medium",
    anchors: {
        fsbp: ["S3.9"],
        cis: ["3.4"],
        checkov: ["CKV_AWS_18"],
        trivy: ["AWS-0089"],
        cdkNag: ["AwsSolutions-S1"],
    },
    remediationSteps: "Give the bucket a BucketLogging with the targetBucket that takes the logs.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-9",
    types: [...types.bucket, ...types.bucketLogging, ...types.bucketAcl, ...types.trail],
    settings: {
        acceptDataEvents: flag(
            "Data events of CloudTrail, recorded by a trail of the stack, will do in place of logs.",
            false,
        ),
        managedElsewhere: flag("Logging is declared in another stack.", false),
        logBuckets: texts(
            "Buckets, by resource name with * as wildcard, that take the logs of other stacks, and so need none of their own.",
        ),
    },
    judge: (stack, { acceptDataEvents, managedElsewhere, logBuckets }) =>
        stack
            .ofTypes<BucketShape>(types.bucket)
            .filter(({ name }) => !managedElsewhere && !matchesAny(name, logBuckets))
            .flatMap((bucket) =>
                check(
                    anyOf(
                        isLogged(bucket, stack),
                        takesLogs(bucket, stack),
                        acceptDataEvents && isWatched(bucket, stack),
                    ),
                    `Requests to bucket "${bucket.name}" are not logged.`,
                    bucket.urn,
                ),
            ),
});

function isLogged(bucket: Resource<BucketShape>, stack: StackGraph): Truth {
    const inline = isSet(bucket.props.get("logging")) || bucket.props.each("loggings").length > 0;
    return anyOf(inline, ...sideResources(stack, bucket, "logging").map(({ certain }) => certain || waits));
}

const waits = new Unknown(["bucket"]);

/** A bucket that logged to itself would log that it was logged to, without end. */
function takesLogs(bucket: Resource<BucketShape>, stack: StackGraph): Truth {
    const acls = sideResources<aws.s3.BucketAclArgs>(stack, bucket, "acl");
    const delivered = deliveries.flatMap((join) =>
        stack.attachedTo(bucket, join).map(({ certain }) => certain || new Unknown([join.property])),
    );
    return anyOf(
        isLogTarget(stack, bucket),
        ...delivered,
        isOneOf(bucket.props.text("acl"), ["log-delivery-write"]),
        ...acls.map(({ resource, certain }) =>
            allOf(certain || waits, isOneOf(resource.props.text("acl"), ["log-delivery-write"])),
        ),
    );
}

function isWatched(bucket: Resource<BucketShape>, stack: StackGraph): Truth {
    const everywhere = stack
        .ofTypes<TrailShape>(types.trail)
        .flatMap(({ props }) => dataEventsOf(props, "AWS::S3::Object"))
        .map((events) => ({ ...events, applies: events.everywhere }));
    const named = selections
        .flatMap((join) => stack.attachedTo<TrailShape>(bucket, join))
        .flatMap(({ resource, certain }) =>
            dataEventsOf(resource.props, "AWS::S3::Object").map((events) => ({
                ...events,
                applies: certain || new Unknown(["eventSelectors"]),
            })),
        );
    const all: readonly (DataEvents & { readonly applies: Truth })[] = [...everywhere, ...named];
    return allOf(
        anyOf(...all.map(({ reads, applies }) => allOf(reads, applies))),
        anyOf(...all.map(({ writes, applies }) => allOf(writes, applies))),
    );
}
