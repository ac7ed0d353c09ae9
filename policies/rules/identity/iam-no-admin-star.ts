import {
    documentsOf,
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    refuseStatements,
} from "../../lib/identity-policies";
import { Malformed, parsePolicy } from "../../lib/policy-document";
import { coversEverything, isEveryAction } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { allOf, anyOf, isUnknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const iamNoAdminStar = resourceRule({
    name: "iam-no-admin-star",
    group: "identity",
    description: "No IAM policy allows every action on every resource, nor every action but some.",
    severity: "critical",
    anchors: {
        fsbp: ["IAM.1"],
        cis: ["1.15"],
        checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40"],
        cdkNag: ["IAMPolicyNoStatementsWithAdminAccess"],
    },
    remediationSteps: "Name the actions in Action and the resources in Resource.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-1",
    types: identityPolicyTypes,
    settings: identitySettings,
    judge: (resource: Resource<IdentityPolicyShape>, settings) => [
        ...documentsOf(resource.props).flatMap(({ path, field }) => {
            const policy = parsePolicy(field, path);
            return policy instanceof Malformed
                ? check(false, `\`${path}\` can't be judged as a policy: ${policy.reason}.`)
                : [];
        }),
        ...refuseStatements(
            resource,
            settings,
            {
                offends: (statement) =>
                    allOf(
                        anyOf(...statement.actions.map((each) => (isUnknown(each) ? each : isEveryAction(each)))),
                        coversEverything(statement),
                    ),
                message: () => "allows every action on every resource.",
            },
            {
                offends: (statement) => allOf(statement.excludedActions.length > 0, coversEverything(statement)),
                message: () => "allows every action but those in NotAction, also those that AWS adds later.",
            },
        ),
    ],
});
