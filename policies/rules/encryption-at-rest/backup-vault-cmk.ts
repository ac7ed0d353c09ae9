import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const backupVaultCmk = requirementRule({
    name: "backup-vault-cmk",
    group: "encryption-at-rest",
    description: "Backup vaults encrypt their recovery points with a KMS key of one's own.",
    severity: "low",
    anchors: { checkov: ["CKV_AWS_166"] },
    remediationSteps:
        "Set kmsKeyArn to a key of your own: a vault's key can't be changed later, so the vault is replaced.",
    url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html",
    types: types.backupVault,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.backup.VaultArgs>, { kmsKeyArn }) => [
        ownKey(
            props,
            "kmsKeyArn",
            kmsKeyArn,
            "recovery points are encrypted with a key that can't be shared with another account.",
        ),
    ],
});
