import { s3BucketKeyAndSsec } from "../../../../policies/rules/encryption-at-rest/s3-bucket-key-and-ssec";
import { s3InventoryEncrypted } from "../../../../policies/rules/encryption-at-rest/s3-inventory-encrypted";
import { s3ReplicationEncryptsReplicas } from "../../../../policies/rules/encryption-at-rest/s3-replication-encrypts-replicas";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const costly = "bucketKeyEnabled is not true: every object costs a request to AWS KMS.";
const openToSsec =
    "blockedEncryptionTypes does not hold SSE-C: objects may be encrypted with keys that the lake can't use.";

for (const type of s3BucketKeyAndSsec.types) {
    describeRule({
        rule: s3BucketKeyAndSsec,
        type,
        refuses: [
            { when: "a bucket key that is off", set: { "rules[0].bucketKeyEnabled": false }, says: [costly] },
            { when: "a bucket key that is not set", set: { "rules[0].bucketKeyEnabled": undefined }, says: [costly] },
            { when: "SSE-C left open", set: { "rules[0].blockedEncryptionTypes": ["NONE"] }, says: [openToSsec] },
            {
                when: "a block that is left to Amazon S3 where the setting asks for it",
                set: { "rules[0].blockedEncryptionTypes": undefined },
                settings: { requireSseCBlock: true },
                says: [openToSsec],
            },
        ],
        accepts: [
            {
                when: "no bucket key where AWS KMS is not used",
                set: {
                    "rules[0].bucketKeyEnabled": false,
                    "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm": "AES256",
                },
            },
            {
                when: "a block that is left to Amazon S3",
                set: { "rules[0].blockedEncryptionTypes": undefined },
            },
        ],
        defersOn: ["rules", "rules[0]", "rules[0].bucketKeyEnabled", "rules[0].blockedEncryptionTypes"],
        mends: [
            { when: "a bucket key that is not set", set: { "rules[0].bucketKeyEnabled": undefined } },
            { when: "SSE-C left open", set: { "rules[0].blockedEncryptionTypes": ["NONE"] } },
            {
                when: "a rule that sets neither",
                set: { "rules[0].bucketKeyEnabled": false, "rules[0].blockedEncryptionTypes": undefined },
                settings: { requireSseCBlock: true },
            },
        ],
    });
}

const openReplicas = "Rule number 1 leaves out objects encrypted with AWS KMS or names no key for the replicas.";

describeRule({
    rule: s3ReplicationEncryptsReplicas,
    type: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    refuses: [
        {
            when: "replicas without a key",
            set: { "rules[0].destination.encryptionConfiguration": undefined },
            says: [openReplicas],
        },
        {
            when: "objects with AWS KMS left out",
            set: { "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status": "Disabled" },
            says: [openReplicas],
        },
        {
            when: "no selection of objects with AWS KMS",
            set: { "rules[0].sourceSelectionCriteria": undefined },
            says: [openReplicas],
        },
    ],
    accepts: [
        {
            when: "a rule that is switched off",
            set: { "rules[0].status": "Disabled", "rules[0].sourceSelectionCriteria": undefined },
        },
    ],
    defersOn: ["rules[0].sourceSelectionCriteria", "rules"],
    needsOnlyPresenceOf: ["rules[0].destination.encryptionConfiguration.replicaKmsKeyId", "rules[0].status"],
    mends: [
        {
            when: "a rule without a key and without a selection",
            set: {
                "rules[0].sourceSelectionCriteria": undefined,
                "rules[0].destination.encryptionConfiguration": undefined,
            },
            settings: { replicaKmsKeyArn: keyArn },
        },
        {
            when: "a key without a selection",
            set: { "rules[0].sourceSelectionCriteria.sseKmsEncryptedObjects.status": "Disabled" },
        },
    ],
    leaves: [
        {
            when: "replicas without a key, where none is configured,",
            set: { "rules[0].destination.encryptionConfiguration": undefined },
        },
        {
            when: "a rule that may be switched off",
            set: { "rules[0].status": UNKNOWN, "rules[0].destination.encryptionConfiguration": undefined },
            settings: { replicaKmsKeyArn: keyArn },
        },
    ],
});

describeRule({
    rule: s3InventoryEncrypted,
    type: "aws:s3/inventory:Inventory",
    refuses: [
        {
            when: "an inventory without encryption",
            set: { "destination.bucket.encryption": undefined },
            says: ["The inventory is not encrypted."],
        },
        {
            when: "keys of Amazon S3 where AWS KMS is asked for",
            set: { "destination.bucket.encryption": { sseS3: {} } },
            settings: { requireKms: true },
            says: ["The inventory is not encrypted with a KMS key."],
        },
    ],
    accepts: [
        { when: "keys of Amazon S3", set: { "destination.bucket.encryption": { sseS3: {} } } },
        { when: "a KMS key where one is asked for", set: {}, settings: { requireKms: true } },
    ],
    defersOn: ["destination.bucket.encryption"],
    mends: [
        { when: "an inventory without encryption", set: { "destination.bucket.encryption": undefined } },
        {
            when: "keys of Amazon S3 where AWS KMS is asked for",
            set: { "destination.bucket.encryption": { sseS3: {} } },
            settings: { requireKms: true, kmsKeyArn: keyArn },
        },
    ],
    leaves: [
        {
            when: "an inventory without encryption, where AWS KMS is asked for and no key is configured,",
            set: { "destination.bucket.encryption": undefined },
            settings: { requireKms: true },
        },
    ],
    needsOnlyPresenceOf: ["destination.bucket.encryption.sseKms.keyId", "destination.bucket.encryption.sseKms"],
});
