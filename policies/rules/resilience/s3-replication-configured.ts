import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import { stackRule } from "../../lib/rule";
import { askBucket, sideResources } from "../../lib/s3";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isOneOf, not, type Truth, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

type BucketShape = aws.s3.BucketArgs & Pick<aws.s3.BucketV2Args, "replicationConfigurations">;

export const s3ReplicationConfigured = stackRule({
    name: "s3-replication-configured",
    group: "resilience",
    description: "S3 buckets that are tagged for it have their objects copied to another bucket.",
    severity: "low",
    anchors: { config: ["s3-bucket-replication-enabled"], fsbp: ["S3.7"], checkov: ["CKV_AWS_144"] },
    remediationSteps: "Give the bucket a BucketReplicationConfig with a rule whose status is Enabled.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-7",
    types: [...types.bucket, ...types.bucketReplication],
    settings: { tag: optInTag("bucket") },
    judge: (stack, { tag }) =>
        stack.ofTypes<BucketShape>(types.bucket).flatMap((bucket) => {
            const blocks = [
                ...bucket.props.each("replicationConfiguration"),
                ...bucket.props.each("replicationConfigurations"),
            ];
            const copied = askBucket<aws.s3.BucketReplicationConfigArgs>(stack, bucket, "replication", {
                side: (props) => isAnyEnabled(props.each("rules")),
                inline: anyOf(...blocks.map((block) => isAnyEnabled(block.each("rules")))),
            });
            const isReplica = anyOf(
                ...sideResources(stack, bucket, "replicaOf").map(({ certain }) => certain || new Unknown(["rules"])),
            );
            return check(
                anyOf(not(optsIn(bucket.props.child("tags"), tag)), copied, isReplica),
                `Bucket "${bucket.name}" is copied nowhere.`,
                bucket.urn,
            );
        }),
});

function isAnyEnabled(rules: readonly { text(key: "status"): Field<string> }[]): Truth {
    return anyOf(...rules.map((rule) => isOneOf(rule.text("status"), ["Enabled"])));
}
