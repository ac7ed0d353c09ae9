import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const s3ReplicationEncryptsReplicas = resourceRule({
    name: "s3-replication-encrypts-replicas",
    group: "encryption-at-rest",
    description:
        "Every enabled S3 replication rule replicates objects encrypted with AWS KMS, and encrypts the replicas with a KMS key.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set sourceSelectionCriteria.sseKmsEncryptedObjects.status to Enabled and destination.encryptionConfiguration.replicaKmsKeyId to a key in the destination's region.",
    url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html",
    types: types.bucketReplication,
    judge: ({ props }: Resource<aws.s3.BucketReplicationConfigArgs>) =>
        props.each("rules").flatMap((rule, index) => {
            const selected = rule.child("sourceSelectionCriteria").child("sseKmsEncryptedObjects").text("status");
            const encrypted = rule.child("destination").child("encryptionConfiguration").has("replicaKmsKeyId");
            return check(
                anyOf(not(isOneOf(rule.text("status"), ["Enabled"])), allOf(isOneOf(selected, ["Enabled"]), encrypted)),
                `Rule number ${index + 1} leaves out objects encrypted with AWS KMS or names no key for the replicas.`,
            );
        }),
});
