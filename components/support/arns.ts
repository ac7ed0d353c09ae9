import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";

/** ARN of a resource in the place: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
export function arnIn(
    place: pulumi.Input<Place>,
    service: string,
    resource: pulumi.Input<string>,
): pulumi.Output<string> {
    return pulumi
        .all([place, resource])
        .apply(([at, id]) => `arn:${at.partition}:${service}:${at.region}:${at.accountId}:${id}`);
}

/** ARN of an S3 bucket, which names neither account nor region. */
export function bucketArnIn(place: pulumi.Input<Place>, bucketName: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.all([place, bucketName]).apply(([at, bucket]) => `arn:${at.partition}:s3:::${bucket}`);
}

/**
 * A value that is known already in a preview, yet makes whoever uses it wait for the resource.
 * An ARN written from a name carries no dependency; the resource's URN, known at once, lends it one.
 */
export function after(resource: pulumi.Resource, value: pulumi.Input<string>): pulumi.Output<string> {
    return pulumi.all([value, resource.urn]).apply(([known]) => known);
}
