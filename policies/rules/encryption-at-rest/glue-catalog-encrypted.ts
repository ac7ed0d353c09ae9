import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const glueCatalogEncrypted = resourceRule({
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
    judge: ({ props }: Resource<aws.glue.DataCatalogEncryptionSettingsArgs>) => {
        const settings = props.child("dataCatalogEncryptionSettings");
        return [
            ...check(
                isOneOf(settings.child("encryptionAtRest").text("catalogEncryptionMode"), [
                    "SSE-KMS",
                    "SSE-KMS-WITH-SERVICE-ROLE",
                ]),
                "encryptionAtRest.catalogEncryptionMode is not SSE-KMS.",
            ),
            ...check(
                isOneOf(settings.child("connectionPasswordEncryption").flag("returnConnectionPasswordEncrypted"), [
                    true,
                ]),
                "connectionPasswordEncryption.returnConnectionPasswordEncrypted is not true.",
            ),
        ];
    },
});
