import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf } from "../../lib/truth";

export const glueSecurityConfigurationComplete = requirementRule({
    name: "glue-security-configuration-complete",
    group: "encryption-at-rest",
    description: "Glue security configurations encrypt S3 output, CloudWatch logs and job bookmarks, each with a key.",
    severity: "high",
    anchors: { checkov: ["CKV_AWS_99"], cdkNag: ["AwsSolutions-GL1", "AwsSolutions-GL3"] },
    remediationSteps:
        "Set s3EncryptionMode to SSE-KMS, cloudwatchEncryptionMode to SSE-KMS and jobBookmarksEncryptionMode to CSE-KMS, each with a kmsKeyArn.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    types: types.glueSecurityConfiguration,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.glue.SecurityConfigurationArgs>, { kmsKeyArn }) => {
        const encryption = props.child("encryptionConfiguration");
        const s3 = encryption.child("s3Encryption");
        const logs = encryption.child("cloudwatchEncryption");
        const bookmarks = encryption.child("jobBookmarksEncryption");
        return [
            encrypts(s3, "s3EncryptionMode", "SSE-KMS", kmsKeyArn, "S3 output is"),
            encrypts(logs, "cloudwatchEncryptionMode", "SSE-KMS", kmsKeyArn, "CloudWatch logs are"),
            encrypts(bookmarks, "jobBookmarksEncryptionMode", "CSE-KMS", kmsKeyArn, "Job bookmarks are"),
        ];
    },
});

function encrypts<Part extends { readonly kmsKeyArn?: unknown }>(
    part: Properties<Part>,
    mode: keyof Part & string,
    wanted: string,
    key: string,
    what: string,
): Requirement {
    return {
        kept: allOf(isOneOf(part.text(mode), [wanted]), part.has("kmsKeyArn")),
        otherwise: `${what} not encrypted with ${wanted} and a key.`,
        remedy: encryptWith(key, part, "kmsKeyArn", { [part.pathTo(mode)]: wanted }),
    };
}
