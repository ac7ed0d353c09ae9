import { matchesAny } from "../../lib/glob";
import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    judgeDocuments,
} from "../../lib/identity-policies";
import { hasEffect, type Statement } from "../../lib/policy-document";
import { isEveryAction } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { allOf, isUnknown, not } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

const wholeService = /^[a-z0-9-]+:\*+$/i;

export const iamNoServiceWildcard = resourceRule({
    name: "iam-no-service-wildcard",
    group: "identity",
    description: "No IAM policy allows every action of a service.",
    severity: "medium",
    anchors: {
        fsbp: ["IAM.21"],
        trivy: ["AWS-0345"],
        cdkNag: ["AwsSolutions-IAM5", "IAMPolicyNoStatementsWithFullAccess"],
    },
    remediationSteps: "Name the actions that are needed, by prefixes such as s3:Get* where they are many.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21",
    types: identityPolicyTypes,
    settings: {
        ...identitySettings,
        allowedActions: texts("Services that may be allowed as a whole, such as aoss:*, with * as wildcard."),
    },
    judge: (resource: Resource<IdentityPolicyShape>, { boundaries, allowedActions }) =>
        judgeDocuments(resource, { boundaries }, ({ path, statements }) =>
            statements.flatMap((statement) => judgeStatement(statement, path, allowedActions)),
        ),
});

/** Every action of every service, on every resource as well, is for `iam-no-admin-star`. */
function judgeStatement(statement: Statement, path: string, allowedActions: readonly string[]): readonly Verdict[] {
    const { actions, resources, label } = statement;
    const onEverything = resources.includes("*");
    return actions.flatMap((action) => {
        if (isUnknown(action)) {
            return check(not(allOf(hasEffect(statement, "Allow"), action)), "");
        }
        const isWhole = wholeService.test(action) || (isEveryAction(action) && !onEverything);
        return check(
            not(allOf(hasEffect(statement, "Allow"), isWhole && !matchesAny(action, allowedActions))),
            `Statement ${label} of \`${path}\` allows ${action}: name the actions.`,
        );
    });
}
