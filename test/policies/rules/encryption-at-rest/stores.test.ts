import { dynamodbEncryptedCmk } from "../../../../policies/rules/encryption-at-rest/dynamodb-encrypted-cmk";
import { ecrCmk } from "../../../../policies/rules/encryption-at-rest/ecr-cmk";
import { s3TablesVectorsEncrypted } from "../../../../policies/rules/encryption-at-rest/s3-tables-vectors-encrypted";
import { secretsCmk } from "../../../../policies/rules/encryption-at-rest/secrets-cmk";
import { keyArn } from "../../support/compliant";
import { describeKey } from "../../support/describe-key";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const withKey = { kmsKeyArn: keyArn };

for (const [type, block, algorithm, path] of [
    ["aws:s3tables/tableBucket:TableBucket", "encryptionConfiguration", "sseAlgorithm", "encryptionConfiguration"],
    [
        "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
        "encryptionConfigurations",
        "sseType",
        "encryptionConfigurations[0]",
    ],
] as const) {
    const says = [`${path}.${algorithm} is not aws:kms with a key of your own.`];
    describeRule({
        rule: s3TablesVectorsEncrypted,
        type,
        refuses: [
            { when: "no encryption, which means AES256", set: { [block]: undefined }, says },
            { when: "AES256", set: { [`${path}.${algorithm}`]: "AES256" }, says },
            { when: "AWS KMS without a key", set: { [`${path}.kmsKeyArn`]: undefined }, says },
        ],
        defersOn: [block, path, `${path}.${algorithm}`],
        needsOnlyPresenceOf: [`${path}.kmsKeyArn`],
        mends: [
            { when: "no encryption", set: { [block]: undefined }, settings: withKey },
            { when: "AWS KMS without a key", set: { [`${path}.kmsKeyArn`]: undefined }, settings: withKey },
            { when: "a key without its algorithm", set: { [`${path}.${algorithm}`]: "AES256" } },
        ],
        leaves: [{ when: "no encryption, where no key is configured,", set: { [block]: undefined } }],
    });
}

describeRule({
    rule: s3TablesVectorsEncrypted,
    type: "aws:s3/vectorsVectorBucket:VectorsVectorBucket",
    refuses: [],
    mends: [{ when: "an empty list", set: { encryptionConfigurations: [] }, settings: withKey }],
});

const table = "aws:dynamodb/table:Table";
const openTable = ["serverSideEncryption is not enabled with a key of your own."];
const openReplica = ["replicas[0].kmsKeyArn of the replica names no key of your own."];

describeRule({
    rule: dynamodbEncryptedCmk,
    type: table,
    refuses: [
        { when: "the default", set: { serverSideEncryption: undefined }, says: openTable },
        { when: "encryption that is off", set: { "serverSideEncryption.enabled": false }, says: openTable },
        { when: "the AWS managed key", set: { "serverSideEncryption.kmsKeyArn": undefined }, says: openTable },
        { when: "a replica without a key", set: { "replicas[0].kmsKeyArn": undefined }, says: openReplica },
        {
            when: "the default, even where the AWS managed key will do",
            set: { serverSideEncryption: undefined },
            settings: { requireCmk: false },
            says: [
                "serverSideEncryption is not enabled: the table is encrypted with a key that AWS owns, whose use leaves no trace.",
            ],
        },
    ],
    accepts: [
        { when: "a table without replicas", set: { replicas: undefined } },
        {
            when: "the AWS managed key where the setting allows it",
            set: { serverSideEncryption: { enabled: true }, "replicas[0].kmsKeyArn": undefined },
            settings: { requireCmk: false },
        },
    ],
    defersOn: ["serverSideEncryption", "serverSideEncryption.enabled", "replicas"],
    needsOnlyPresenceOf: ["serverSideEncryption.kmsKeyArn", "replicas[0].kmsKeyArn"],
    mends: [
        { when: "the default", set: { serverSideEncryption: undefined }, settings: withKey },
        { when: "encryption that is off", set: { "serverSideEncryption.enabled": false } },
        {
            when: "the default, where the AWS managed key will do,",
            set: { serverSideEncryption: undefined },
            settings: { requireCmk: false },
        },
    ],
    leaves: [
        { when: "the default, where no key is configured,", set: { serverSideEncryption: undefined } },
        { when: "a replica, whose key is in its own region,", set: { "replicas[0].kmsKeyArn": undefined } },
    ],
});

describeKey({
    rule: dynamodbEncryptedCmk,
    type: "aws:dynamodb/tableReplica:TableReplica",
    property: "kmsKeyArn",
    says: "kmsKeyArn of the replica names no key of your own.",
    setting: null,
});

const openImages = ["encryptionConfigurations[0] is not KMS with a key of your own."];

describeRule({
    rule: ecrCmk,
    type: "aws:ecr/repository:Repository",
    refuses: [
        { when: "the default", set: { encryptionConfigurations: undefined }, says: openImages },
        { when: "an empty list", set: { encryptionConfigurations: [] }, says: openImages },
        { when: "AES256", set: { "encryptionConfigurations[0].encryptionType": "AES256" }, says: openImages },
        { when: "the AWS managed key", set: { "encryptionConfigurations[0].kmsKey": undefined }, says: openImages },
    ],
    accepts: [{ when: "encryption in two layers", set: { "encryptionConfigurations[0].encryptionType": "KMS_DSSE" } }],
    defersOn: ["encryptionConfigurations", "encryptionConfigurations[0].encryptionType"],
    needsOnlyPresenceOf: ["encryptionConfigurations[0].kmsKey"],
    mends: [
        { when: "the default", set: { encryptionConfigurations: undefined }, settings: withKey },
        {
            when: "an unknown key without its type",
            set: { encryptionConfigurations: [{ kmsKey: UNKNOWN }] },
            settings: withKey,
        },
    ],
    leaves: [{ when: "the default, where no key is configured,", set: { encryptionConfigurations: undefined } }],
});

const secret = "aws:secretsmanager/secret:Secret";

describeKey({
    rule: secretsCmk,
    type: secret,
    property: "kmsKeyId",
    says: "kmsKeyId names no key of your own: the AWS managed key lets everybody in the account decrypt who may read the secret, and no other account.",
});

describeKey({
    rule: secretsCmk,
    type: secret,
    property: "replicas[0].kmsKeyId",
    says: "replicas[0].kmsKeyId of the replica names no key of your own.",
    setting: null,
});
