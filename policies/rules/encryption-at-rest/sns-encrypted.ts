import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";

export const snsEncrypted = requirementRule({
    name: "sns-encrypted",
    group: "encryption-at-rest",
    description: "SNS topics encrypt their messages at rest with a KMS key.",
    severity: "medium",
    anchors: {
        fsbp: ["SNS.1"],
        checkov: ["CKV_AWS_26"],
        trivy: ["AWS-0095", "AWS-0136"],
        cdkNag: ["SNSEncryptedKMS"],
    },
    remediationSteps: "Set kmsMasterKeyId to a key.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
    types: types.topic,
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/sns.", false), kmsKeyArn },
    requires: ({ props }: Resource<aws.sns.TopicArgs>, { requireCmk, kmsKeyArn }) => [
        {
            kept: requireCmk ? namesOwnKey(props, "kmsMasterKeyId") : props.has("kmsMasterKeyId"),
            otherwise: requireCmk ? "kmsMasterKeyId names no key of your own." : "kmsMasterKeyId is not set.",
            remedy: encryptWith(kmsKeyArn, props, "kmsMasterKeyId"),
        },
    ],
});
