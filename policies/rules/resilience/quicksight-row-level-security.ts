import type * as aws from "@pulumi/aws";
import { optInTag, optsIn } from "../../lib/opt-in";
import type { Properties } from "../../lib/properties";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";

type Shape = aws.quicksight.DataSetArgs;

export const quicksightRowLevelSecurity = manualRule({
    name: "quicksight-row-level-security",
    group: "resilience",
    description: "QuickSight data sets name who may use them, and those tagged sensitive show each reader their rows.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set rowLevelPermissionDataSet, or rowLevelPermissionTagConfiguration for embedded dashboards, and name users or groups in permissions.",
    url: "https://docs.aws.amazon.com/quicksight/latest/user/restrict-access-to-a-data-set-using-row-level-security.html",
    types: types.quickSightDataSet,
    settings: { tag: optInTag("data set") },
    requires: ({ props }: Resource<Shape>, { tag }) => [
        {
            kept: anyOf(
                not(optsIn(props.child("tags"), tag)),
                restrictsRows(props, "rowLevelPermissionDataSet"),
                restrictsRows(props, "rowLevelPermissionTagConfiguration"),
            ),
            otherwise:
                "rowLevelPermissionDataSet and rowLevelPermissionTagConfiguration are not set or DISABLED: every reader sees every row.",
        },
        ...props.each("permissions").map((permission) => ({
            kept: not(satisfies(permission.text("principal"), isEverybody, false)),
            otherwise: `${permission.pathTo("principal")} takes in everybody.`,
        })),
    ],
});

/** Rules take effect unless they are switched off. */
function restrictsRows(
    props: Properties<Shape>,
    property: "rowLevelPermissionDataSet" | "rowLevelPermissionTagConfiguration",
): Truth {
    const given = props.get(property);
    const status = props.child(property).text("status");
    return isUnknown(given) ? given : allOf(props.has(property), not(isOneOf(status, ["DISABLED"])));
}

/** A namespace stands for all of its users. */
function isEverybody(principal: string): boolean {
    return principal.includes("*") || /^arn:[^:]*:quicksight:[^:]*:[^:]*:namespace\//.test(principal);
}
