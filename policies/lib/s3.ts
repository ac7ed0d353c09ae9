import type { Properties } from "./properties";
import type { Attachment, Join, StackGraph } from "./stack-graph";
import { types } from "./tokens";
import { allOf, anyOf, type Truth, Unknown } from "./truth";

const bucketNames = ["bucket", "id", "arn"];
const toBucket = (from: readonly string[], property: string): Join => ({
    from,
    property,
    to: types.bucket,
    names: bucketNames,
});

/** The resources that set one aspect of a bucket each. */
const sides = {
    acl: toBucket(types.bucketAcl, "bucket"),
    encryption: toBucket(types.bucketEncryption, "bucket"),
    lifecycle: toBucket(types.bucketLifecycle, "bucket"),
    logging: toBucket(types.bucketLogging, "bucket"),
    objectLock: toBucket(types.bucketObjectLock, "bucket"),
    ownership: toBucket(types.bucketOwnershipControls, "bucket"),
    policy: toBucket(types.bucketPolicy, "bucket"),
    publicAccessBlock: toBucket(types.bucketPublicAccessBlock, "bucket"),
    /** Those that copy to the bucket, not from it. */
    replicaOf: toBucket(types.bucketReplication, "rules.destination.bucket"),
    replication: toBucket(types.bucketReplication, "bucket"),
    versioning: toBucket(types.bucketVersioning, "bucket"),
} as const;

/**
 * Ways in which a bucket becomes the target of log delivery that can't write to a bucket encrypted with AWS KMS
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
const logDeliveries = [
    toBucket(types.bucketLogging, "targetBucket"),
    toBucket(types.bucket, "logging.targetBucket"),
    toBucket(types.bucket, "loggings.targetBucket"),
    toBucket(types.loadBalancer, "accessLogs.bucket"),
] as const;

/**
 * Standard logs of CloudFront are written with an ACL, to a bucket that is named by its domain
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html).
 */
const cloudfrontDelivery: Join = {
    from: types.cloudfrontDistribution,
    property: "loggingConfig.bucket",
    to: types.bucket,
    names: ["bucketDomainName", "bucketRegionalDomainName"],
};

export function sideResources<Shape>(
    stack: StackGraph,
    bucket: { readonly urn: string },
    aspect: keyof typeof sides,
): readonly Attachment<Shape>[] {
    return stack.attachedTo(bucket, sides[aspect]);
}

/**
 * Asks about one aspect of a bucket: the resources that set it, or where there are none, the bucket's own block. Reading a
 * bucket back fills in that block from those resources.
 */
export function askBucket<Shape>(
    stack: StackGraph,
    bucket: { readonly urn: string },
    aspect: keyof typeof sides,
    { side, inline }: { readonly side: (props: Properties<Shape>) => Truth; readonly inline: Truth },
): Truth {
    const attached = sideResources<Shape>(stack, bucket, aspect);
    return attached.length === 0
        ? inline
        : anyOf(
              ...attached.map(({ resource, certain }) =>
                  allOf(certain || new Unknown([sides[aspect].property]), side(resource.props)),
              ),
          );
}

/** Whether logs that need AES256 are delivered to the bucket. */
export function isLogTarget(stack: StackGraph, bucket: { readonly urn: string }): Truth {
    const deliveries = logDeliveries.flatMap((join) =>
        stack.attachedTo(bucket, join).map(({ certain }) => ({ certain, join })),
    );
    return anyOf(...deliveries.map(({ certain, join }) => certain || new Unknown([join.property])));
}

/** Whether logs that need ACLs are delivered to the bucket. */
export function isAclLogTarget(stack: StackGraph, bucket: { readonly urn: string }): Truth {
    return anyOf(
        ...stack
            .attachedTo(bucket, cloudfrontDelivery)
            .map(({ certain }): Truth => certain || new Unknown([cloudfrontDelivery.property])),
    );
}
