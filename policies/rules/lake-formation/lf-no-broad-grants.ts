import type * as aws from "@pulumi/aws";
import { matchesPrincipal } from "../../lib/lake-principals";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const lfNoBroadGrants = resourceRule({
    name: "lf-no-broad-grants",
    group: "lake-formation",
    description: "Grants name their permissions and tables, and can't be passed on.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "List the permissions instead of ALL or SUPER, name the tables instead of wildcard, and leave out permissionsWithGrantOptions.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/lf-permissions-reference.html",
    types: types.lakeFormationPermissions,
    settings: {
        adminPatterns: texts(
            "Principals, with * as wildcard, that may hold every table of a database, or grant what they hold.",
        ),
    },
    judge: ({ props }: Resource<aws.lakeformation.PermissionsArgs>, { adminPatterns }) => {
        const admin = matchesPrincipal(props.text("principal"), adminPatterns);
        const permissions = props.texts("permissions");
        const passedOn = props.texts("permissionsWithGrantOptions");
        const everything = anyOf(...[...permissions, ...passedOn].map((each) => isOneOf(each, ["ALL", "SUPER"])));
        const wildcard = isOneOf(props.child("table").flag("wildcard"), [true]);
        return [
            ...check(
                not(everything),
                "permissions holds ALL: it grants dropping as well, and reads back as something else.",
            ),
            ...check(
                anyOf(admin, allOf(...passedOn.map(() => false))),
                "permissionsWithGrantOptions is not empty: the grantee can grant to others.",
            ),
            ...check(
                anyOf(admin, not(wildcard)),
                "table.wildcard grants every table of the database, those to come included.",
            ),
        ];
    },
});
