import type * as aws from "@pulumi/aws";
import type { Remedy } from "../../lib/remedy";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { type Field, isUnknown, not, satisfies } from "../../lib/truth";

export const ssmDocumentNotPublic = requirementRule({
    name: "ssm-document-not-public",
    group: "public-access",
    description: "Systems Manager documents are shared with named accounts at most.",
    severity: "critical",
    anchors: { fsbp: ["SSM.4"], checkov: ["CKV_AWS_303"] },
    remediationSteps: "Name accounts in permissions.accountIds in place of All, or leave permissions out.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-4",
    types: types.ssmDocument,
    requires: ({ props }: Resource<aws.ssm.DocumentArgs>) => {
        const accounts = props.child("permissions").text("accountIds");
        return [
            {
                kept: not(satisfies(accounts, (ids) => accountsIn(ids).some(isEverybody), false)),
                otherwise: "permissions.accountIds holds All: every AWS account can read the document.",
                remedy: unshare(accounts),
            },
        ];
    },
});

/** The property is one text, with commas between the accounts. */
function accountsIn(ids: string): readonly string[] {
    return ids.split(",").map((id) => id.trim());
}

function isEverybody(id: string): boolean {
    return id.toLowerCase() === "all";
}

function unshare(accounts: Field<string>): Remedy {
    if (accounts === undefined || isUnknown(accounts)) {
        return {};
    }
    const named = accountsIn(accounts).filter((id) => !isEverybody(id));
    return named.length === 0 ? { permissions: undefined } : { "permissions.accountIds": named.join(",") };
}
