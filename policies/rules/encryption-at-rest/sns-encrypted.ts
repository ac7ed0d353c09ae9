import type * as aws from "@pulumi/aws";
import { isOwnKey } from "../../lib/keys";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { isSet } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const snsEncrypted = resourceRule({
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
    settings: { requireCmk: flag("Ask for a key of one's own, not alias/aws/sns.", false) },
    judge: ({ props }: Resource<aws.sns.TopicArgs>, { requireCmk }) => {
        const key = props.text("kmsMasterKeyId");
        return requireCmk
            ? check(isOwnKey(key), "kmsMasterKeyId names no key of your own.")
            : check(isSet(key), "kmsMasterKeyId is not set.");
    },
});
