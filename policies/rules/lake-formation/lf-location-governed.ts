import type * as aws from "@pulumi/aws";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isSet, not } from "../../lib/truth";

export const lfLocationGoverned = requirementRule({
    name: "lf-location-governed",
    group: "lake-formation",
    description: "Locations are registered under a role of their own, and Lake Formation alone decides about them.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set roleArn to a role for this location, and leave useServiceLinkedRole, hybridAccessEnabled and withPrivilegedAccess off.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/registration-role.html",
    types: types.lakeFormationResource,
    settings: { allowHybrid: flag("Accept hybrid access, in which IAM decides for whoever did not opt in.", false) },
    requires: ({ props }: Resource<aws.lakeformation.ResourceArgs>, { allowHybrid }): readonly Requirement[] => [
        {
            kept: isSet(props.get("roleArn")),
            otherwise: "roleArn is not set: the service-linked role can be neither narrowed nor audited by location.",
        },
        {
            kept: not(isOneOf(props.flag("useServiceLinkedRole"), [true])),
            otherwise: "useServiceLinkedRole is true: paths registered at once are lost from the role's policy.",
        },
        {
            kept: anyOf(allowHybrid, not(isOneOf(props.flag("hybridAccessEnabled"), [true]))),
            otherwise: "hybridAccessEnabled is true: IAM decides for every principal that did not opt in.",
            remedy: { hybridAccessEnabled: false },
        },
        {
            kept: not(isOneOf(props.flag("withPrivilegedAccess"), [true])),
            otherwise: "withPrivilegedAccess is true: whoever registered the location may read all of it.",
            remedy: { withPrivilegedAccess: false },
        },
    ],
});
