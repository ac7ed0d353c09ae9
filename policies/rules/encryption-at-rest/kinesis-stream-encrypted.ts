import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

type Shape = aws.kinesis.StreamArgs & aws.kinesis.VideoStreamArgs;

const videoStreams: readonly string[] = types.videoStream;

/** A video stream is always encrypted, with the AWS managed key unless another one is named. */
export const kinesisStreamEncrypted = requirementRule({
    name: "kinesis-stream-encrypted",
    group: "encryption-at-rest",
    description: "Kinesis streams encrypt what they hold with a KMS key of one's own.",
    severity: "high",
    anchors: {
        fsbp: ["Kinesis.1"],
        checkov: ["CKV_AWS_43", "CKV_AWS_185", "CKV_AWS_177"],
        trivy: ["AWS-0064"],
        cdkNag: ["AwsSolutions-KDS1"],
    },
    remediationSteps: "Set encryptionType to KMS, and kmsKeyId to a key of your own.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html#kinesis-1",
    types: [...types.stream, ...types.videoStream],
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/kinesis.", true), kmsKeyArn },
    requires: ({ type, props }: Resource<Shape>, { requireCmk, kmsKeyArn }) => {
        const encrypted = videoStreams.includes(type) || isOneOf(props.text("encryptionType"), ["KMS"]);
        const key = requireCmk || kmsKeyArn !== "" ? kmsKeyArn : "alias/aws/kinesis";
        return [
            {
                kept: encrypted,
                otherwise: "encryptionType is not KMS: the stream is stored unencrypted.",
                remedy: encryptWith(key, props, "kmsKeyId", { encryptionType: "KMS" }),
            },
            {
                kept: anyOf(!requireCmk, not(encrypted), namesOwnKey(props, "kmsKeyId")),
                otherwise: "kmsKeyId names no key of your own: the AWS managed key can't be restricted or shared.",
                remedy: encryptWith(key, props, "kmsKeyId"),
            },
        ];
    },
});
