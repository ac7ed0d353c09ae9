import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const glueSecurityConfigurationComplete = resourceRule({
    name: "glue-security-configuration-complete",
    group: "encryption-at-rest",
    description: "Glue security configurations encrypt S3 output, CloudWatch logs and job bookmarks, each with a key.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_99"], cdkNag: ["AwsSolutions-GL1", "AwsSolutions-GL3"] },
    remediationSteps:
        "Set s3EncryptionMode to SSE-KMS, cloudwatchEncryptionMode to SSE-KMS and jobBookmarksEncryptionMode to CSE-KMS, each with a kmsKeyArn.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    types: types.glueSecurityConfiguration,
    judge: ({ props }: Resource<aws.glue.SecurityConfigurationArgs>) => {
        const encryption = props.child("encryptionConfiguration");
        const s3 = encryption.child("s3Encryption");
        const logs = encryption.child("cloudwatchEncryption");
        const bookmarks = encryption.child("jobBookmarksEncryption");
        return [
            ...check(
                allOf(isOneOf(s3.text("s3EncryptionMode"), ["SSE-KMS"]), s3.has("kmsKeyArn")),
                "S3 output is not encrypted with SSE-KMS and a key.",
            ),
            ...check(
                allOf(isOneOf(logs.text("cloudwatchEncryptionMode"), ["SSE-KMS"]), logs.has("kmsKeyArn")),
                "CloudWatch logs are not encrypted with SSE-KMS and a key.",
            ),
            ...check(
                allOf(isOneOf(bookmarks.text("jobBookmarksEncryptionMode"), ["CSE-KMS"]), bookmarks.has("kmsKeyArn")),
                "Job bookmarks are not encrypted with CSE-KMS and a key.",
            ),
        ];
    },
});
