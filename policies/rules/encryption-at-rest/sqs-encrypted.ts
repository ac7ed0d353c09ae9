import type * as aws from "@pulumi/aws";
import { isOwnKey } from "../../lib/keys";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isSet } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const sqsEncrypted = resourceRule({
    name: "sqs-encrypted",
    group: "encryption-at-rest",
    description: "SQS queues encrypt their messages at rest.",
    severity: "medium",
    anchors: {
        fsbp: ["SQS.1"],
        checkov: ["CKV_AWS_27", "CKV2_AWS_73"],
        trivy: ["AWS-0096", "AWS-0135"],
        cdkNag: ["AwsSolutions-SQS2"],
    },
    remediationSteps: "Leave sqsManagedSseEnabled unset, or set kmsMasterKeyId to a key.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
    types: types.queue,
    settings: { requireCmk: flag("Ask for a KMS key of one's own.", false) },
    judge: ({ props }: Resource<aws.sqs.QueueArgs>, { requireCmk }) => {
        const key = props.text("kmsMasterKeyId");
        const managed = isOneOf(
            props.flag("sqsManagedSseEnabled"),
            [true],
            providerDefaults.queue.sqsManagedSseEnabled,
        );
        return requireCmk
            ? check(isOwnKey(key), "kmsMasterKeyId names no key of your own.")
            : check(anyOf(isSet(key), managed), "sqsManagedSseEnabled is false and there is no kmsMasterKeyId.");
    },
});
