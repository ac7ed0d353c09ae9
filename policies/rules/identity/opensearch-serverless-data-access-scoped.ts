import type * as aws from "@pulumi/aws";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import { takesIn } from "../../lib/policy-patterns";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, isUnknown, not, type Unknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

/** One grant of a data access policy; a policy is a list of them. */
interface AccessShape {
    readonly Rules?: readonly { readonly Permission?: readonly string[] }[];
    readonly Principal?: readonly string[];
}

export const opensearchServerlessDataAccessScoped = resourceRule({
    name: "opensearch-serverless-data-access-scoped",
    group: "identity",
    description:
        "Data access policies of OpenSearch Serverless list permissions, and name roles rather than an account.",
    severity: "high",
    anchors: {},
    remediationSteps: "List the permissions, such as aoss:ReadDocument, and name roles in Principal.",
    url: "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html",
    types: types.opensearchServerlessAccessPolicy,
    judge: ({ props }: Resource<aws.opensearch.ServerlessAccessPolicyArgs>) => {
        const policy = parseDocuments<AccessShape>(props.get("policy"), "policy");
        if (policy === undefined) {
            return [];
        }
        if (policy instanceof Malformed) {
            return check(false, `policy can't be judged as a data access policy: ${policy.reason}.`);
        }
        return isUnknown(policy) ? check(policy, "") : policy.flatMap(judgeAccess);
    },
});

function judgeAccess(access: Properties<AccessShape>): readonly Verdict[] {
    const rules = access
        .each("Rules")
        .flatMap((rule) =>
            check(
                not(anyOf(...rule.texts("Permission").map(isEveryPermission))),
                `${rule.pathTo("Permission")} holds aoss:*: list the permissions.`,
            ),
        );
    const principals = access.texts("Principal").map(isAccount);
    return [
        ...rules,
        ...check(not(anyOf(...principals)), `${access.pathTo("Principal")} holds a whole account: name roles.`),
    ];
}

function isEveryPermission(permission: string | Unknown) {
    return isUnknown(permission) ? permission : takesIn(permission, "aoss:*");
}

function isAccount(principal: string | Unknown) {
    return isUnknown(principal) ? principal : /^(?:\*|\d{12})$|:root$/.test(principal);
}
