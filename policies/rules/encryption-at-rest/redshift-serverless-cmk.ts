import type * as aws from "@pulumi/aws";
import { kmsKeyArn, ownKey } from "../../lib/own-key";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const redshiftServerlessCmk = requirementRule({
    name: "redshift-serverless-cmk",
    group: "encryption-at-rest",
    description:
        "Redshift Serverless namespaces encrypt their data, and the administrator's secret, with a KMS key of one's own.",
    severity: "medium",
    anchors: { config: ["redshift-serverless-namespace-cmk-encryption"], checkov: ["CKV_AWS_282"] },
    remediationSteps:
        "Set kmsKeyId and, where manageAdminPassword is true, adminPasswordSecretKmsKeyId to a key of your own.",
    url: "https://docs.aws.amazon.com/config/latest/developerguide/redshift-serverless-namespace-cmk-encryption.html",
    types: types.redshiftServerlessNamespace,
    settings: { kmsKeyArn },
    requires: ({ props }: Resource<aws.redshiftserverless.NamespaceArgs>, { kmsKeyArn }) => {
        const secret = ownKey(
            props,
            "adminPasswordSecretKmsKeyId",
            kmsKeyArn,
            "the administrator's secret is encrypted with the AWS managed key.",
        );
        return [
            ownKey(props, "kmsKeyId", kmsKeyArn, "data is encrypted with a key that AWS owns."),
            { ...secret, kept: anyOf(not(isOneOf(props.flag("manageAdminPassword"), [true])), secret.kept) },
        ];
    },
});
