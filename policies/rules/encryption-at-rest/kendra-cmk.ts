import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const kendraCmk = requirementRule({
    name: "kendra-cmk",
    group: "encryption-at-rest",
    description: "Kendra indexes encrypt the documents that they hold with a KMS key of one's own.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_262"] },
    remediationSteps:
        "Set serverSideEncryptionConfiguration.kmsKeyId to a symmetric key of your own: an index can't change its key, so it is replaced.",
    url: "https://docs.aws.amazon.com/kendra/latest/dg/encryption-at-rest.html",
    types: types.kendraIndex,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.kendra.IndexArgs>, { kmsKeyArn }) => [
        ownKey(
            props.child("serverSideEncryptionConfiguration"),
            "kmsKeyId",
            kmsKeyArn,
            "documents are encrypted with a key that AWS owns.",
        ),
    ],
});
