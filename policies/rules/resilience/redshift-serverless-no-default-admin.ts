import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf, not } from "../../lib/truth";

const defaults = providerDefaults.redshiftServerlessNamespace;

export const redshiftServerlessNoDefaultAdmin = manualRule({
    name: "redshift-serverless-no-default-admin",
    group: "resilience",
    description:
        "Redshift Serverless namespaces have names of their own for administrator and database, and a password that Secrets Manager keeps.",
    severity: "medium",
    anchors: { fsbp: ["RedshiftServerless.5", "RedshiftServerless.7"] },
    remediationSteps:
        "Set adminUsername to another name than admin, dbName to another one than dev, and manageAdminPassword to true.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-5",
    types: types.redshiftServerlessNamespace,
    requires: ({ props }: Resource<aws.redshiftserverless.NamespaceArgs>) => [
        {
            kept: not(isOneOf(props.text("adminUsername") ?? defaults.adminUsername, ["admin"])),
            otherwise: "adminUsername is admin, be it by default: the first name that is tried.",
        },
        {
            kept: isOneOf(props.flag("manageAdminPassword"), [true]),
            otherwise: "manageAdminPassword is not true: nobody renews the administrator's password.",
        },
        {
            kept: not(isOneOf(props.text("dbName") ?? defaults.dbName, ["dev"])),
            otherwise: "dbName is dev, be it by default.",
        },
    ],
});
