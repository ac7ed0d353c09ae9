import { appflowCmk } from "../../../../policies/rules/encryption-at-rest/appflow-cmk";
import { backupVaultCmk } from "../../../../policies/rules/encryption-at-rest/backup-vault-cmk";
import { customerProfilesCmk } from "../../../../policies/rules/encryption-at-rest/customer-profiles-cmk";
import { eventbridgeCmk } from "../../../../policies/rules/encryption-at-rest/eventbridge-cmk";
import { kendraCmk } from "../../../../policies/rules/encryption-at-rest/kendra-cmk";
import { redshiftServerlessCmk } from "../../../../policies/rules/encryption-at-rest/redshift-serverless-cmk";
import { describeKey } from "../../support/describe-key";
import { describeRule } from "../../support/describe-rule";

describeKey({
    rule: backupVaultCmk,
    type: "aws:backup/vault:Vault",
    property: "kmsKeyArn",
    says: "kmsKeyArn names no key of your own: recovery points are encrypted with a key that can't be shared with another account.",
});

describeKey({
    rule: customerProfilesCmk,
    type: "aws:customerprofiles/domain:Domain",
    property: "defaultEncryptionKey",
    says: "defaultEncryptionKey names no key of your own: profiles are encrypted with a key that AWS manages.",
});

describeKey({
    rule: kendraCmk,
    type: "aws:kendra/index:Index",
    property: "serverSideEncryptionConfiguration.kmsKeyId",
    says: "serverSideEncryptionConfiguration.kmsKeyId names no key of your own: documents are encrypted with a key that AWS owns.",
});

describeRule({
    rule: kendraCmk,
    type: "aws:kendra/index:Index",
    refuses: [],
    defersOn: ["serverSideEncryptionConfiguration"],
});

for (const type of appflowCmk.types) {
    describeKey({
        rule: appflowCmk,
        type,
        property: "kmsArn",
        says: "kmsArn names no key of your own: AppFlow encrypts with a key that AWS manages.",
    });
}

for (const type of eventbridgeCmk.types) {
    const property = type === "aws:scheduler/schedule:Schedule" ? "kmsKeyArn" : "kmsKeyIdentifier";
    describeKey({
        rule: eventbridgeCmk,
        type,
        property,
        says: `${property} names no key of your own: content is encrypted with a key that AWS owns.`,
    });
}

describeKey({
    rule: redshiftServerlessCmk,
    type: "aws:redshiftserverless/namespace:Namespace",
    property: "kmsKeyId",
    says: "kmsKeyId names no key of your own: data is encrypted with a key that AWS owns.",
});

describeKey({
    rule: redshiftServerlessCmk,
    type: "aws:redshiftserverless/namespace:Namespace",
    property: "adminPasswordSecretKmsKeyId",
    says: "adminPasswordSecretKmsKeyId names no key of your own: the administrator's secret is encrypted with the AWS managed key.",
});

describeRule({
    rule: redshiftServerlessCmk,
    type: "aws:redshiftserverless/namespace:Namespace",
    refuses: [],
    accepts: [
        {
            when: "no key for a secret that Redshift does not manage",
            set: { manageAdminPassword: undefined, adminPasswordSecretKmsKeyId: undefined },
        },
    ],
});
