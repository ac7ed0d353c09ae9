import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

type Shape = aws.connect.InstanceStorageConfigArgs;

/** Where each kind of storage keeps its encryption. Streams are encrypted as streams, wherever they are declared. */
const places = [
    { storageType: "S3", config: "s3Config" },
    { storageType: "KINESIS_VIDEO_STREAM", config: "kinesisVideoStreamConfig" },
] as const;

export const connectStorageCmk = requirementRule({
    name: "connect-storage-cmk",
    group: "encryption-at-rest",
    description:
        "Amazon Connect encrypts recordings, transcripts, reports and media streams with a KMS key of one's own.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_269", "CKV_AWS_270"] },
    remediationSteps:
        "Set encryptionConfig of s3Config or kinesisVideoStreamConfig to encryptionType KMS and the ARN of a key as keyId.",
    url: "https://docs.aws.amazon.com/connect/latest/adminguide/encryption-at-rest.html",
    types: types.connectStorage,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<Shape>, { kmsKeyArn }): readonly Requirement[] => {
        const storage = props.child("storageConfig");
        return places.map(({ storageType, config }) => {
            const encryption = storage.child(config).child("encryptionConfig");
            return {
                kept: anyOf(
                    not(isOneOf(storage.text("storageType"), [storageType])),
                    allOf(isOneOf(encryption.text("encryptionType"), ["KMS"]), namesOwnKey(encryption, "keyId")),
                ),
                otherwise: `storageConfig.${config}.encryptionConfig names no KMS key of your own.`,
                remedy: encryptWith(kmsKeyArn, encryption, "keyId", { [encryption.pathTo("encryptionType")]: "KMS" }),
            };
        });
    },
});
