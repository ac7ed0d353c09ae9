import { takesNoResource } from "../../lib/actions-without-resources";
import { matchesAny } from "../../lib/glob";
import {
    type IdentityPolicyShape,
    identityPolicyTypes,
    identitySettings,
    refuseStatements,
} from "../../lib/identity-policies";
import type { Statement } from "../../lib/policy-document";
import { coversEverything, isEveryAction } from "../../lib/policy-patterns";
import { type Resource, resourceRule } from "../../lib/rule";
import { isNarrowedBy } from "../../lib/scoping-conditions";
import { texts } from "../../lib/settings";
import { allHold, anyOf, isUnknown, not, type Truth } from "../../lib/truth";

/** Global keys that tell resources apart: by tag, Region, account or organisation. */
const globalKeys =
    /^aws:(?:resourcetag\/|requesttag\/|requestedregion$|resourceaccount$|resourceorgid$|resourceorgpaths$)/;

export const iamNoResourceStar = resourceRule({
    name: "iam-no-resource-star",
    group: "identity",
    description: "IAM policies name the resources of every action that takes resources.",
    severity: "medium",
    anchors: { checkov: ["CKV_AWS_290", "CKV_AWS_355"], cdkNag: ["AwsSolutions-IAM5"] },
    remediationSteps:
        "Name ARNs in Resource, or add a condition on tags, the Region, the account or a key of the service's own.",
    url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    types: identityPolicyTypes,
    settings: {
        ...identitySettings,
        extraUnrestrictable: texts(
            "Actions to be allowed on every resource, with * as wildcard, beside those that AWS lists as taking none.",
        ),
    },
    judge: (resource: Resource<IdentityPolicyShape>, { boundaries, extraUnrestrictable }) => {
        const needsResource = (action: string) =>
            !isEveryAction(action) && !takesNoResource(action) && !matchesAny(action, extraUnrestrictable);
        return refuseStatements(
            resource,
            { boundaries },
            {
                offends: (statement) =>
                    allHold(
                        () => coversEverything(statement),
                        () => anyOf(...statement.actions.map((each) => (isUnknown(each) ? each : needsResource(each)))),
                        () => not(isNarrowed(statement)),
                    ),
                message: ({ actions }) => {
                    const wide = actions.filter((action) => !isUnknown(action) && needsResource(action));
                    return `allows ${wide.join(", ")} on every resource: name ARNs, or add a condition.`;
                },
            },
        );
    },
});

/** Keys of a service itself, such as `cloudwatch:namespace` or `kms:ViaService`, say which of its resources are meant. */
function isNarrowed(statement: Statement): Truth {
    return isNarrowedBy(statement, (key) => globalKeys.test(key) || !key.startsWith("aws:"));
}
