import type * as aws from "@pulumi/aws";
import { kmsKeyArn, namesOwnKey, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

/** The remedy leaves replicas alone: their key is one of another region, which the configuration does not know. */
export const secretsCmk = requirementRule({
    name: "secrets-cmk",
    group: "encryption-at-rest",
    description: "Secrets, and each of their replicas, are encrypted with a KMS key of one's own.",
    severity: "medium",
    anchors: {
        config: ["secretsmanager-using-cmk"],
        checkov: ["CKV_AWS_149"],
        trivy: ["AWS-0098"],
        cdkNag: ["SecretsManagerUsingKMSKey"],
    },
    remediationSteps: "Set kmsKeyId to a key of your own, on each of replicas to one in its region.",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
    types: types.secret,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.secretsmanager.SecretArgs>, { kmsKeyArn }) => [
        ownKey(
            props,
            "kmsKeyId",
            kmsKeyArn,
            "the AWS managed key lets everybody in the account decrypt who may read the secret, and no other account.",
        ),
        ...props.each("replicas").map((replica) => ({
            kept: namesOwnKey(replica, "kmsKeyId"),
            otherwise: `${replica.pathTo("kmsKeyId")} of the replica names no key of your own.`,
        })),
    ],
});
