import type * as aws from "@pulumi/aws";
import { encryptWith } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

export const s3ReplicationEncryptsReplicas = requirementRule({
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
    settings: {
        replicaKmsKeyArn: text(
            "ARN of the key, in the destination's region, that the remedy names; without one it names none.",
        ),
    },
    requires: ({ props }: Resource<aws.s3.BucketReplicationConfigArgs>, { replicaKmsKeyArn }) =>
        props.each("rules").map((rule, index) => {
            const selected = rule.child("sourceSelectionCriteria").child("sseKmsEncryptedObjects");
            const encryption = rule.child("destination").child("encryptionConfiguration");
            return {
                kept: anyOf(
                    not(isOneOf(rule.text("status"), ["Enabled"])),
                    allOf(isOneOf(selected.text("status"), ["Enabled"]), encryption.has("replicaKmsKeyId")),
                ),
                otherwise: `Rule number ${index + 1} leaves out objects encrypted with AWS KMS or names no key for the replicas.`,
                remedy: encryptWith(replicaKmsKeyArn, encryption, "replicaKmsKeyId", {
                    [selected.pathTo("status")]: "Enabled",
                }),
            };
        }),
});
