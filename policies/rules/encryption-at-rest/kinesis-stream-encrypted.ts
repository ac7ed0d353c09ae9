import type * as aws from "@pulumi/aws";
import { isOwnKey } from "../../lib/keys";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

const videoStreams: readonly string[] = types.videoStream;

/** A video stream is always encrypted, with the AWS managed key unless another one is named. */
export const kinesisStreamEncrypted = resourceRule({
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
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/kinesis.", true) },
    judge: ({ type, props }: Resource<aws.kinesis.StreamArgs & aws.kinesis.VideoStreamArgs>, { requireCmk }) => {
        const encrypted = videoStreams.includes(type) || isOneOf(props.text("encryptionType"), ["KMS"]);
        return [
            ...check(encrypted, "encryptionType is not KMS: the stream is stored unencrypted."),
            ...check(
                anyOf(!requireCmk, not(encrypted), isOwnKey(props.text("kmsKeyId"))),
                "kmsKeyId names no key of your own: the AWS managed key can't be restricted or shared.",
            ),
        ];
    },
});
