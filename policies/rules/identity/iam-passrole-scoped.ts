import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    refuseStatements,
} from "../../lib/identity-policies";
import type { Statement } from "../../lib/policy-document";
import { coversAllOf, takesIn } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { allHold, allOf, anyOf, isUnknown, not, type Truth } from "../../lib/truth";

export const iamPassroleScoped = resourceRule({
    name: "iam-passrole-scoped",
    group: "identity",
    description: "Who may pass roles to services may pass named roles to named services.",
    severity: "high",
    anchors: { trivy: ["AWS-0342"] },
    remediationSteps: "Name the roles in Resource, and add a condition StringEquals on iam:PassedToService.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    types: identityPolicyTypes,
    settings: identitySettings,
    judge: (resource: Resource<IdentityPolicyShape>, settings) =>
        refuseStatements(
            resource,
            settings,
            {
                offends: (statement) =>
                    allHold(
                        () => passesRoles(statement),
                        () => coversAllOf("iam", statement),
                    ),
                message: () => "allows iam:PassRole on every role: name the roles.",
            },
            {
                offends: (statement) =>
                    allHold(
                        () => passesRoles(statement),
                        () => not(namesServices(statement)),
                    ),
                message: () => "allows iam:PassRole to every service: add a condition on iam:PassedToService.",
            },
        ),
});

/** Every action of every service is for `iam-no-admin-star` and `iam-no-service-wildcard`. */
function passesRoles({ actions }: Statement): Truth {
    return anyOf(
        ...actions.map((action) =>
            isUnknown(action) ? action : action.toLowerCase().startsWith("iam:") && takesIn(action, "iam:passrole"),
        ),
    );
}

/** The key is there whenever a role is passed, so that `…IfExists` holds as well. */
function namesServices({ conditions }: Statement): Truth {
    if (isUnknown(conditions)) {
        return conditions;
    }
    const holding = conditions.filter(
        ({ operator, key }) =>
            key === "iam:passedtoservice" &&
            /^(?:For(?:Any|All)Values?:)?String(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/.test(operator),
    );
    return anyOf(
        ...holding.map(({ values }) =>
            allOf(...values.map((value) => (isUnknown(value) ? value : !/^[*?]*$/.test(value)))),
        ),
    );
}
