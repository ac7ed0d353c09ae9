import { firehoseEncrypted } from "../../../../policies/rules/encryption-at-rest/firehose-encrypted";
import { kinesisStreamEncrypted } from "../../../../policies/rules/encryption-at-rest/kinesis-stream-encrypted";
import { keyArn, roleArn, streamArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const withKey = { kmsKeyArn: keyArn };

const notOwn = "kmsKeyId names no key of your own: the AWS managed key can't be restricted or shared.";

describeRule({
    rule: kinesisStreamEncrypted,
    type: "aws:kinesis/stream:Stream",
    refuses: [
        {
            when: "a stream without encryption, which is the default",
            set: { encryptionType: undefined },
            says: ["encryptionType is not KMS: the stream is stored unencrypted."],
        },
        {
            when: "NONE",
            set: { encryptionType: "NONE" },
            says: ["encryptionType is not KMS: the stream is stored unencrypted."],
        },
        { when: "the AWS managed key", set: { kmsKeyId: "alias/aws/kinesis" }, says: [notOwn] },
        { when: "no key", set: { kmsKeyId: undefined }, says: [notOwn] },
        { when: "an empty key", set: { kmsKeyId: "" }, says: [notOwn] },
    ],
    accepts: [
        {
            when: "the AWS managed key where the setting allows it",
            set: { kmsKeyId: "alias/aws/kinesis" },
            settings: { requireCmk: false },
        },
    ],
    defersOn: ["encryptionType"],
    needsOnlyPresenceOf: ["kmsKeyId"],
    mends: [
        { when: "no encryption", set: { encryptionType: undefined, kmsKeyId: undefined }, settings: withKey },
        { when: "the AWS managed key", set: { kmsKeyId: "alias/aws/kinesis" }, settings: withKey },
        { when: "a key that is not used", set: { encryptionType: "NONE" } },
        {
            when: "no encryption where the AWS managed key will do",
            set: { encryptionType: undefined, kmsKeyId: undefined },
            settings: { requireCmk: false },
        },
    ],
    leaves: [
        { when: "no encryption, where no key is configured,", set: { encryptionType: undefined, kmsKeyId: undefined } },
    ],
});

describeRule({
    rule: kinesisStreamEncrypted,
    type: "aws:kinesis/videoStream:VideoStream",
    refuses: [{ when: "no key", set: { kmsKeyId: undefined }, says: [notOwn] }],
    accepts: [
        { when: "no key where the setting allows it", set: { kmsKeyId: undefined }, settings: { requireCmk: false } },
    ],
    needsOnlyPresenceOf: ["kmsKeyId"],
    mends: [{ when: "no key", set: { kmsKeyId: undefined }, settings: withKey }],
});

const noSse = "serverSideEncryption is not enabled with a CUSTOMER_MANAGED_CMK.";

describeRule({
    rule: firehoseEncrypted,
    type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    refuses: [
        { when: "no encryption of the buffer", set: { serverSideEncryption: undefined }, says: [noSse] },
        { when: "encryption that is off", set: { "serverSideEncryption.enabled": false }, says: [noSse] },
        { when: "a key that AWS owns", set: { "serverSideEncryption.keyType": "AWS_OWNED_CMK" }, says: [noSse] },
        {
            when: "no key type, which means a key that AWS owns",
            set: { "serverSideEncryption.keyType": undefined },
            says: [noSse],
        },
        {
            when: "encryption that is off, whatever the key",
            set: { serverSideEncryption: undefined },
            settings: { requireCmk: false },
            says: ["serverSideEncryption is not enabled."],
        },
        {
            when: "an S3 destination without a key",
            set: { "extendedS3Configuration.kmsKeyArn": undefined },
            says: ["extendedS3Configuration has no kmsKeyArn."],
        },
        {
            when: "a backup without a key",
            set: { "extendedS3Configuration.s3BackupConfiguration.kmsKeyArn": undefined },
            says: ["extendedS3Configuration.s3BackupConfiguration has no kmsKeyArn."],
        },
        {
            when: "another destination that stages in Amazon S3 without a key",
            set: { httpEndpointConfiguration: { url: "https://example.com", s3Configuration: { roleArn } } },
            says: ["httpEndpointConfiguration.s3Configuration has no kmsKeyArn."],
        },
    ],
    accepts: [
        {
            when: "a stream fed by Kinesis without encryption of its own, which the service refuses",
            set: {
                serverSideEncryption: undefined,
                kinesisSourceConfiguration: { kinesisStreamArn: streamArn, roleArn },
            },
        },
        {
            when: "a stream fed by MSK without encryption of its own",
            set: { serverSideEncryption: undefined, mskSourceConfiguration: { mskClusterArn: "arn", topicName: "t" } },
        },
        {
            when: "a key that AWS owns where the setting allows it",
            set: { "serverSideEncryption.keyType": undefined },
            settings: { requireCmk: false },
        },
        {
            when: "no key for a backup that is off",
            set: {
                "extendedS3Configuration.s3BackupMode": undefined,
                "extendedS3Configuration.s3BackupConfiguration": undefined,
            },
        },
        {
            when: "another destination that stages with a key",
            set: { httpEndpointConfiguration: { url: "https://example.com", s3Configuration: { kmsKeyArn: keyArn } } },
        },
    ],
    defersOn: ["serverSideEncryption", "serverSideEncryption.enabled", "serverSideEncryption.keyType"],
    needsOnlyPresenceOf: ["extendedS3Configuration.kmsKeyArn", "extendedS3Configuration.s3BackupMode"],
    mends: [
        {
            when: "no keys at all",
            set: {
                serverSideEncryption: undefined,
                "extendedS3Configuration.kmsKeyArn": undefined,
                "extendedS3Configuration.s3BackupConfiguration.kmsKeyArn": undefined,
                httpEndpointConfiguration: { url: "https://example.com", s3Configuration: { roleArn } },
            },
            settings: withKey,
        },
        { when: "a key that is not used", set: { "serverSideEncryption.keyType": "AWS_OWNED_CMK" } },
        {
            when: "encryption that is off, where a key that AWS owns will do",
            set: { serverSideEncryption: undefined },
            settings: { requireCmk: false },
        },
    ],
    leaves: [
        { when: "no encryption, where no key is configured,", set: { serverSideEncryption: undefined } },
        {
            when: "an unknown source without encryption",
            set: { serverSideEncryption: undefined, kinesisSourceConfiguration: UNKNOWN },
            settings: withKey,
        },
    ],
});
