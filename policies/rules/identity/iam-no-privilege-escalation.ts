import { type EscalationPath, escalationPaths } from "../../lib/facts/escalation-paths";
import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    judgeDocuments,
} from "../../lib/identity-policies";
import { hasEffect, type Statement } from "../../lib/policy-document";
import { coversAllOf, isStar, takesIn } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy } from "../../lib/scoping-conditions";
import { texts } from "../../lib/settings";
import { allHold, allOf, anyOf, isUnknown, not, type Truth } from "../../lib/truth";
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
        const paths =
            allowed.size === 0
                ? escalationPaths
                : escalationPaths.filter(({ actions }) => !allowed.has(sorted(actions)));
        return judgeDocuments(resource, { boundaries }, ({ path, statements }) =>
            judgePaths(paths, path, openActions(statements)),
        );
    },
});

const sorted = (actions: readonly string[]): string => [...actions].sort().join("+");

/** However many paths wait for the same values, they wait in one verdict. */
function judgePaths(
    paths: readonly EscalationPath[],
    path: string,
    open: ReadonlyMap<string, Truth>,
): readonly Verdict[] {
    const walkable = open.size === 0 ? [] : paths.filter(({ actions }) => actions.every((action) => open.has(action)));
    const answers = walkable.map((each) => ({
        ...each,
        gained: allOf(...each.actions.map((one) => open.get(one) ?? false)),
    }));
    return [
        ...answers.flatMap(({ actions, gains, gained }) =>
            check(
                gained !== true,
                `\`${path}\` allows ${gains}: ${actions.join(" and ")} on resources that are not named.`,
            ),
        ),
        ...check(not(anyOf(...answers.map(({ gained }) => gained).filter(isUnknown))), ""),
    ];
}

/**
 * The actions of known paths that some statement allows, or may allow, on everything of their service, with no condition
 * that limits them and none that denies them.
 */
function openActions(statements: readonly Statement[]): ReadonlyMap<string, Truth> {
    const open = new Map<string, Truth>();
    for (const statement of statements) {
        const allows = hasEffect(statement, "Allow");
        for (const [action, named] of allows === false ? [] : pathActionsIn(statement)) {
            const [service = ""] = action.split(":");
            const wide = allHold(
                () => allOf(allows, named),
                () => coversAllOf(service, statement),
                () => not(isLimited(statement)),
            );
            if (wide !== false) {
                open.set(action, anyOf(open.get(action) ?? false, wide));
            }
        }
    }
    return new Map([...open].map(([action, allowed]) => [action, allOf(allowed, not(isDenied(action, statements)))]));
}

const pathActions: ReadonlySet<string> = new Set(escalationPaths.flatMap(({ actions }) => actions));

/** An action that is not known yet may be any; every action of every service is for `iam-no-admin-star`. */
function pathActionsIn({ actions }: Statement): ReadonlyMap<string, Truth> {
    const found = new Map<string, Truth>();
    for (const given of actions) {
        for (const action of isUnknown(given) ? pathActions : matches(given.toLowerCase())) {
            found.set(action, anyOf(found.get(action) ?? false, isUnknown(given) ? given : true));
        }
    }
    return found;
}

function matches(given: string): readonly string[] {
    if (!/[*?]/.test(given)) {
        return pathActions.has(given) ? [given] : [];
    }
    return given.startsWith("*") ? [] : [...pathActions].filter((action) => takesIn(given, action));
}

function isLimited(statement: Statement): Truth {
    return isNarrowedBy(statement, (key) => limitingKeys.test(key));
}

function isDenied(action: string, statements: readonly Statement[]): Truth {
    const denials = statements.filter((statement) => hasEffect(statement, "Deny") !== false);
    return anyOf(
        ...denials.map((statement) =>
            allOf(
                hasEffect(statement, "Deny"),
                anyOf(...statement.actions.map((given) => (isUnknown(given) ? given : takesIn(given, action)))),
                anyOf(...statement.resources.map(isStar)),
                isUnknown(statement.conditions) ? statement.conditions : statement.conditions.length === 0,
            ),
        ),
    );
}
