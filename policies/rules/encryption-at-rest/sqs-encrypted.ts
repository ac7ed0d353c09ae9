import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn, namesOwnKey } from "../../lib/own-key";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf } from "../../lib/truth";

const byDefault = providerDefaults.queue.sqsManagedSseEnabled;

/** The provider refuses a queue that has both kinds of encryption, so that a key takes the other kind's place. */
export const sqsEncrypted = requirementRule({
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
    settings: { requireCmk: flag("Ask for a KMS key of one's own.", false), kmsKeyArn },
    requires: ({ props }: Resource<aws.sqs.QueueArgs>, { requireCmk, kmsKeyArn }) => {
        const managed = isOneOf(props.flag("sqsManagedSseEnabled"), [true], byDefault);
        return requireCmk
            ? [
                  {
                      kept: namesOwnKey(props, "kmsMasterKeyId"),
                      otherwise: "kmsMasterKeyId names no key of your own.",
                      remedy: encryptWith(kmsKeyArn, props, "kmsMasterKeyId", {
                          ...(props.has("sqsManagedSseEnabled") === true && { sqsManagedSseEnabled: undefined }),
                      }),
                  },
              ]
            : [
                  {
                      kept: anyOf(props.has("kmsMasterKeyId"), managed),
                      otherwise: "sqsManagedSseEnabled is false and there is no kmsMasterKeyId.",
                      remedy: { sqsManagedSseEnabled: true },
                  },
              ];
    },
});
