import { connectStorageCmk } from "../../../../policies/rules/encryption-at-rest/connect-storage-cmk";
import { sfnCmk } from "../../../../policies/rules/encryption-at-rest/sfn-cmk";
import { keyArn } from "../../support/compliant";
import { describeRule } from "../../support/describe-rule";
import { UNKNOWN } from "../../support/judge";

const ownedByAws = [
    "encryptionConfiguration is not CUSTOMER_MANAGED_KMS_KEY with a key: execution history is encrypted with a key that AWS owns.",
];

describeRule({
    rule: sfnCmk,
    type: "aws:sfn/stateMachine:StateMachine",
    refuses: [
        { when: "the default", set: { encryptionConfiguration: undefined }, says: ownedByAws },
        { when: "a key that AWS owns", set: { "encryptionConfiguration.type": "AWS_OWNED_KEY" }, says: ownedByAws },
        { when: "no key", set: { "encryptionConfiguration.kmsKeyId": undefined }, says: ownedByAws },
    ],
    defersOn: ["encryptionConfiguration", "encryptionConfiguration.type"],
    needsOnlyPresenceOf: ["encryptionConfiguration.kmsKeyId"],
    mends: [
        { when: "the default", set: { encryptionConfiguration: undefined }, settings: { kmsKeyArn: keyArn } },
        { when: "a key without its type", set: { "encryptionConfiguration.type": undefined } },
        {
            when: "an unknown key without its type",
            set: { encryptionConfiguration: { kmsKeyId: UNKNOWN } },
            settings: { kmsKeyArn: keyArn },
        },
    ],
    leaves: [{ when: "the default, where no key is configured,", set: { encryptionConfiguration: undefined } }],
});

const storage = "aws:connect/instanceStorageConfig:InstanceStorageConfig";
const openStorage = (config: string) => [`storageConfig.${config}.encryptionConfig names no KMS key of your own.`];
const video = (encryptionConfig?: Record<string, unknown>) => ({
    storageType: "KINESIS_VIDEO_STREAM",
    kinesisVideoStreamConfig: { prefix: "media", retentionPeriodHours: 24, encryptionConfig },
});

describeRule({
    rule: connectStorageCmk,
    type: storage,
    refuses: [
        {
            when: "a bucket without encryption",
            set: { "storageConfig.s3Config.encryptionConfig": undefined },
            says: openStorage("s3Config"),
        },
        {
            when: "the AWS managed key",
            set: { "storageConfig.s3Config.encryptionConfig.keyId": "alias/aws/connect" },
            says: openStorage("s3Config"),
        },
        {
            when: "a video stream without encryption",
            set: { storageConfig: video() },
            says: openStorage("kinesisVideoStreamConfig"),
        },
    ],
    accepts: [
        {
            when: "a video stream with a key",
            set: { storageConfig: video({ encryptionType: "KMS", keyId: keyArn }) },
        },
        {
            when: "a data stream, which is encrypted where it is declared",
            set: { storageConfig: { storageType: "KINESIS_STREAM", kinesisStreamConfig: { streamArn: "arn" } } },
        },
    ],
    defersOn: ["storageConfig.s3Config.encryptionConfig", "storageConfig"],
    needsOnlyPresenceOf: ["storageConfig.s3Config.encryptionConfig.keyId"],
    mends: [
        {
            when: "a bucket without encryption",
            set: { "storageConfig.s3Config.encryptionConfig": undefined },
            settings: { kmsKeyArn: keyArn },
        },
        { when: "a video stream without encryption", set: { storageConfig: video() }, settings: { kmsKeyArn: keyArn } },
    ],
    leaves: [
        {
            when: "a bucket without encryption, where no key is configured,",
            set: { "storageConfig.s3Config.encryptionConfig": undefined },
        },
    ],
});
