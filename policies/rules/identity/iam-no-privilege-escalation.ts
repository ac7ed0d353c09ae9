import { type EscalationPath, escalationPaths } from "../../lib/facts/escalation-paths";
import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    judgeDocuments,
} from "../../lib/identity-policies";
import { hasEffect, type Statement } from "../../lib/policy-document";
import { includesAllOf, isStar, takesIn } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy } from "../../lib/scoping-conditions";
import { texts } from "../../lib/settings";
import { allOf, anyOf, isUnknown, not, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

/** Keys that hold a grant below what its holder has: boundaries, the policies that may be attached, and tags. */
const limitingKeys = /^(?:iam:(?:permissionsboundary|policyarn|associatedresourcearn)$|[a-z0-9-]+:resourcetag\/)/;

export const iamNoPrivilegeEscalation = resourceRule({
    name: "iam-no-privilege-escalation",
    group: "identity",
    description: "No IAM policy lets its holders give themselves more permissions.",
    severity: "high",
    anchors: {
        checkov: ["CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289"],
        prowler: ["iam_policy_allows_privilege_escalation"],
    },
    remediationSteps:
        "Name the resources of the actions, or add a condition on iam:PermissionsBoundary, iam:PolicyARN or a tag.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    types: identityPolicyTypes,
    settings: {
        ...identitySettings,
        allowedCombos: texts("Ways to be allowed, as actions joined by +, such as iam:PassRole+ec2:RunInstances."),
    },
    judge: (resource: Resource<IdentityPolicyShape>, { boundaries, allowedCombos }) => {
        const allowed = new Set(allowedCombos.map((combo) => sorted(combo.toLowerCase().split("+"))));
        const paths = escalationPaths.filter(({ actions }) => !allowed.has(sorted(actions)));
        return judgeDocuments(resource, { boundaries }, ({ path, statements }) => {
            const open = new Map<string, Truth>();
            const isOpen = (action: string): Truth => {
                const known = open.get(action) ?? isAllowedWidely(action, statements);
                open.set(action, known);
                return known;
            };
            return judgePaths(paths, path, isOpen);
        });
    },
});

const sorted = (actions: readonly string[]): string => [...actions].sort().join("+");

/** However many paths wait for the same values, they wait in one verdict. */
function judgePaths(
    paths: readonly EscalationPath[],
    path: string,
    isOpen: (action: string) => Truth,
): readonly Verdict[] {
    const answers = paths.map((each) => ({ ...each, open: allOf(...each.actions.map(isOpen)) }));
    return [
        ...answers.flatMap(({ actions, gains, open }) =>
            check(
                open !== true,
                `\`${path}\` allows ${gains}: ${actions.join(" and ")} on resources that are not named.`,
            ),
        ),
        ...check(not(anyOf(...answers.map(({ open }) => open).filter(isUnknown))), ""),
    ];
}

/** Whether some statement allows an action on everything of its service, with no condition that limits it, and none denies it. */
function isAllowedWidely(action: string, statements: readonly Statement[]): Truth {
    const [service = ""] = action.split(":");
    const allows = statements.map((statement) =>
        allOf(
            hasEffect(statement, "Allow"),
            names(statement, action),
            anyOf(statement.excludedResources.length > 0, includesAllOf(service, statement.resources)),
            not(isNarrowedBy(statement, (key) => limitingKeys.test(key))),
        ),
    );
    const denies = statements.map((statement) =>
        allOf(
            hasEffect(statement, "Deny"),
            anyOf(...statement.actions.map((given) => (isUnknown(given) ? given : takesIn(given, action)))),
            anyOf(...statement.resources.map(isStar)),
            isUnknown(statement.conditions) ? statement.conditions : statement.conditions.length === 0,
        ),
    );
    return allOf(anyOf(...allows), not(anyOf(...denies)));
}

/** Every action of every service is for `iam-no-admin-star`. */
function names({ actions }: Statement, action: string): Truth {
    return anyOf(
        ...actions.map((given) => (isUnknown(given) ? given : !given.startsWith("*") && takesIn(given, action))),
    );
}
