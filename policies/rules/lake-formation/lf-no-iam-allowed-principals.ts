import { isIamAllowedPrincipals } from "../../lib/lake-principals";
import type { Properties } from "../../lib/properties";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { anyOf, not } from "../../lib/truth";

/** Databases and catalogues name a principal by an object around it, settings by its text alone. */
interface DefaultPermission {
    readonly principal?: { readonly dataLakePrincipalIdentifier?: string };
}

interface Shape {
    readonly createDatabaseDefaultPermissions?: readonly DefaultPermission[];
    readonly createTableDefaultPermissions?: readonly DefaultPermission[];
    readonly principal?: string;
}

export const lfNoIamAllowedPrincipals = requirementRule({
    name: "lf-no-iam-allowed-principals",
    group: "lake-formation",
    description: "Neither defaults nor grants leave databases and tables to whomever IAM lets in.",
    severity: "high",
    anchors: {},
    remediationSteps:
        "Set createDatabaseDefaultPermissions and createTableDefaultPermissions to empty lists, and grant to named principals; databases and tables that exist already keep their grant until it is revoked.",
    url: "https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html",
    types: [
        ...types.lakeFormationDataLakeSettings,
        ...types.lakeFormationPermissions,
        ...types.catalogDatabase,
        ...types.glueCatalog,
    ],
    requires: ({ props }: Resource<Shape>): readonly Requirement[] => [
        namesNobody(props, "createDatabaseDefaultPermissions"),
        namesNobody(props, "createTableDefaultPermissions"),
        {
            kept: not(isIamAllowedPrincipals(props.text("principal"))),
            otherwise: "principal is IAM_ALLOWED_PRINCIPALS: IAM alone decides about what is granted.",
        },
    ],
});

function namesNobody(
    props: Properties<Shape>,
    property: "createDatabaseDefaultPermissions" | "createTableDefaultPermissions",
): Requirement {
    const everybody = props.each(property).map((permission) => {
        const named = permission.get("principal");
        return typeof named === "object" && named !== null
            ? isIamAllowedPrincipals(permission.child("principal").text("dataLakePrincipalIdentifier"))
            : isIamAllowedPrincipals(permission.text("principal"));
    });
    return {
        kept: not(anyOf(...everybody)),
        otherwise: `${property} names IAM_ALLOWED_PRINCIPALS: what is created next is left to IAM.`,
        remedy: { [property]: [] },
    };
}
