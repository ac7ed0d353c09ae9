import type * as aws from "@pulumi/aws";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";

export const lfCrossAccountVersion = requirementRule({
    name: "lf-cross-account-version",
    group: "lake-formation",
    description:
        "Lake Formation's settings state a version of sharing between accounts that can share by tag and role.",
    severity: "low",
    anchors: {},
    remediationSteps: 'Set parameters.CROSS_ACCOUNT_VERSION to "4": left out, a later write may take it back to 1.',
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/optimize-ram.html",
    types: types.lakeFormationDataLakeSettings,
    settings: { min: integer("The least version.", 3, { minimum: 1, maximum: 4 }) },
    requires: ({ props }: Resource<aws.lakeformation.DataLakeSettingsArgs>, { min }): readonly Requirement[] => {
        const version = props.child("parameters").text("CROSS_ACCOUNT_VERSION");
        return [
            {
                kept: satisfies(version, (stated) => Number(stated) >= min, false),
                otherwise: `parameters.CROSS_ACCOUNT_VERSION is not ${min} or later.`,
                remedy: { "parameters.CROSS_ACCOUNT_VERSION": String(Math.max(min, 4)) },
            },
        ];
    },
});
