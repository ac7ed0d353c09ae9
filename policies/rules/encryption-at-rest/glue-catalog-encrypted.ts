import type * as aws from "@pulumi/aws";
import { encryptWith, kmsKeyArn } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

export const glueCatalogEncrypted = requirementRule({
    name: "glue-catalog-encrypted",
    group: "encryption-at-rest",
    description: "The Glue Data Catalog encrypts its metadata and its connection passwords with AWS KMS.",
    severity: "high",
    anchors: {
        checkov: ["CKV_AWS_94"],
        prowler: [
            "glue_data_catalogs_metadata_encryption_enabled",
            "glue_data_catalogs_connection_passwords_encryption_enabled",
        ],
    },
    remediationSteps:
        "Set encryptionAtRest.catalogEncryptionMode to SSE-KMS and connectionPasswordEncryption.returnConnectionPasswordEncrypted to true.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    types: types.catalogEncryption,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.glue.DataCatalogEncryptionSettingsArgs>, { kmsKeyArn }) => {
        const settings = props.child("dataCatalogEncryptionSettings");
        const atRest = settings.child("encryptionAtRest");
        const passwords = settings.child("connectionPasswordEncryption");
        return [
            {
                kept: isOneOf(atRest.text("catalogEncryptionMode"), ["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"]),
                otherwise: "encryptionAtRest.catalogEncryptionMode is not SSE-KMS.",
                remedy: encryptWith(kmsKeyArn, atRest, "sseAwsKmsKeyId", {
                    [atRest.pathTo("catalogEncryptionMode")]: "SSE-KMS",
                }),
            },
            {
                kept: isOneOf(passwords.flag("returnConnectionPasswordEncrypted"), [true]),
                otherwise: "connectionPasswordEncryption.returnConnectionPasswordEncrypted is not true.",
                remedy: encryptWith(kmsKeyArn, passwords, "awsKmsKeyId", {
                    [passwords.pathTo("returnConnectionPasswordEncrypted")]: true,
                }),
            },
        ];
    },
});
