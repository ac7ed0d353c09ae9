import type * as aws from "@pulumi/aws";
import type { Resource } from "./rule";
import { askBucket } from "./s3";
import type { StackGraph } from "./stack-graph";
import { anyOf, isOneOf, type Truth } from "./truth";

/** Whether a bucket keeps the versions of its objects. */
export function isVersioned(
    stack: StackGraph,
    bucket: Resource<aws.s3.BucketArgs & Pick<aws.s3.BucketV2Args, "versionings">>,
): Truth {
    const blocks = [...bucket.props.each("versioning"), ...bucket.props.each("versionings")];
    return askBucket<aws.s3.BucketVersioningArgs>(stack, bucket, "versioning", {
        side: (props) => isOneOf(props.child("versioningConfiguration").text("status"), ["Enabled"]),
        inline: anyOf(...blocks.map((block) => isOneOf(block.flag("enabled"), [true]))),
    });
}
