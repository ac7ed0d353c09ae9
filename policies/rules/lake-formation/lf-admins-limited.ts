import type * as aws from "@pulumi/aws";
import { matchesPrincipal } from "../../lib/lake-principals";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, isUnknown, not, satisfies, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const rootOrUser = /:iam::\d{12}:(?:root$|user\/)/;

export const lfAdminsLimited = resourceRule({
    name: "lf-admins-limited",
    group: "lake-formation",
    description: "Lake Formation has a few administrators, all of them roles.",
    severity: "high",
    anchors: {},
    remediationSteps: "Name one to three roles in admins; whoever only looks belongs in readOnlyAdmins.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/implicit-permissions.html",
    types: types.lakeFormationDataLakeSettings,
    settings: {
        maxAdmins: integer("The most administrators.", 3, { minimum: 1, maximum: 30 }),
        adminPatterns: texts("ARNs that may administrate, with * as wildcard; with none given, any role may."),
    },
    judge: ({ props }: Resource<aws.lakeformation.DataLakeSettingsArgs>, { maxAdmins, adminPatterns }) => {
        const list = props.get("admins");
        const admins = props.texts("admins");
        const counted = isUnknown(list) ? new Unknown(["admins"]) : admins.length <= maxAdmins;
        return [
            ...check(
                admins.length > 0,
                "admins is empty: nobody can grant or revoke, and the next deployment is refused.",
            ),
            ...check(counted, `admins holds more than ${maxAdmins}.`),
            ...check(
                allOf(...admins.map((admin) => not(satisfies(admin, (arn) => rootOrUser.test(arn), false)))),
                "admins holds a user or the account's root: name roles.",
            ),
            ...(adminPatterns.length === 0
                ? []
                : check(
                      allOf(...admins.map((admin) => matchesPrincipal(admin, adminPatterns))),
                      "admins holds one that is none of the expected.",
                  )),
        ];
    },
});
