import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { text, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not, satisfies } from "../../lib/truth";

export const iamPermissionsBoundary = requirementRule({
    name: "iam-permissions-boundary",
    group: "identity",
    description: "Roles have the permissions boundary that is configured.",
    severity: "medium",
    anchors: {},
    remediationSteps: "Set permissionsBoundary to the ARN of the boundary.",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
    types: types.iamRole,
    settings: {
        boundaryArn: text("ARN of the policy that bounds every role; without one, the rule is idle."),
        pathPrefixes: texts("Paths of the roles to be judged, such as /app/; with none given, all are."),
    },
    requires: ({ props }: Resource<aws.iam.RoleArgs>, { boundaryArn, pathPrefixes }) => {
        const path = props.text("path") ?? providerDefaults.iamRole.path;
        const judged = satisfies(
            path,
            (known) =>
                pathPrefixes.length === 0 ||
                matchesAny(
                    known,
                    pathPrefixes.map((prefix) => `${prefix}*`),
                ),
            true,
        );
        return [
            {
                kept: anyOf(
                    not(allOf(boundaryArn !== "", judged)),
                    isOneOf(props.text("permissionsBoundary"), [boundaryArn]),
                ),
                otherwise: `permissionsBoundary is not ${boundaryArn}.`,
                remedy: { permissionsBoundary: boundaryArn },
            },
        ];
    },
});
