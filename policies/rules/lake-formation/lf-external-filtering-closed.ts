import type * as aws from "@pulumi/aws";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, not } from "../../lib/truth";

export const lfExternalFilteringClosed = requirementRule({
    name: "lf-external-filtering-closed",
    group: "lake-formation",
    description:
        "Engines outside AWS get no unfiltered data, and filter themselves only for listed accounts and sessions.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Leave allowFullTableExternalDataAccess off; with allowExternalDataFiltering on, name accounts in externalDataFilteringAllowLists and tags in authorizedSessionTagValueLists.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/application-integration.html",
    types: types.lakeFormationDataLakeSettings,
    settings: { allowedAccounts: texts("Accounts whose engines may filter data themselves.") },
    requires: (
        { props }: Resource<aws.lakeformation.DataLakeSettingsArgs>,
        { allowedAccounts },
    ): readonly Requirement[] => {
        const closed = not(isOneOf(props.flag("allowExternalDataFiltering"), [true]));
        const accounts = props.texts("externalDataFilteringAllowLists");
        const listed = accounts.map((account) => isOneOf(account, allowedAccounts));
        return [
            {
                kept: not(isOneOf(props.flag("allowFullTableExternalDataAccess"), [true])),
                otherwise: "allowFullTableExternalDataAccess is true: outside engines read whole tables unfiltered.",
                remedy: { allowFullTableExternalDataAccess: false },
            },
            {
                kept: anyOf(closed, allOf(accounts.length > 0, ...listed)),
                otherwise:
                    "allowExternalDataFiltering is true for accounts in externalDataFilteringAllowLists that are not allowed.",
                remedy: { allowExternalDataFiltering: false },
            },
            {
                kept: anyOf(closed, props.texts("authorizedSessionTagValueLists").length > 0),
                otherwise:
                    "allowExternalDataFiltering is true without authorizedSessionTagValueLists: any session of those accounts may filter.",
            },
        ];
    },
});
