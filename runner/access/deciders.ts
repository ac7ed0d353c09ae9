import type { Lookup } from "./lookup";
import { matches } from "./tags";
import { type Decider, type GovernedTable, IAM_ALLOWED_PRINCIPALS, type OptIn } from "./types";

/** Who decides on a table's data, and why it isn't Lake Formation alone. */
export interface Decision {
    decidedBy: Decider;
    note?: string;
}

const GOVERNED: Decision = { decidedBy: "lakeFormation" };

/**
 * Whether Lake Formation's grants decide on a table for a principal.
 *
 * Sources: https://docs.aws.amazon.com/lake-formation/latest/dg/metadata-permissions.html,
 * https://docs.aws.amazon.com/lake-formation/latest/dg/hybrid-access-mode.html
 */
export function decisionOn(table: GovernedTable | undefined, identities: readonly string[], lookup: Lookup): Decision {
    if (identities.includes(IAM_ALLOWED_PRINCIPALS)) return { decidedBy: "iam", note: "IAM policies decide." };
    if (table === undefined) return { ...GOVERNED, note: "The program doesn't declare this table." };
    const registration = lookup.registrationOf(table);
    if (registration === "hybrid") {
        if (identities.some((identity) => lookup.optInsOf(identity).some((optIn) => includes(optIn, table)))) {
            return GOVERNED;
        }
        return {
            decidedBy: "iam",
            note: "Its location is in hybrid access mode and this principal is not opted in: IAM policies decide.",
        };
    }
    if (table.iamDecides) {
        return { decidedBy: "iam", note: `${IAM_ALLOWED_PRINCIPALS} holds a grant on it: IAM policies decide.` };
    }
    if (registration === "unregistered") {
        return {
            decidedBy: "iam",
            note: `Its location s3://${table.location} is not registered in this program: the grants govern metadata, and IAM policies on S3 decide the data.`,
        };
    }
    if (registration === "notKnown") {
        return {
            decidedBy: "notKnown",
            note: "Whether its location is registered is not known before the update.",
        };
    }
    return GOVERNED;
}

/**
 * An opt-in to a database says nothing of its tables: they are opted in by name, all together, or by LF-tags.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/notes-hybrid.html
 */
function includes({ on }: OptIn, table: GovernedTable): boolean {
    switch (on.kind) {
        case "catalog":
            return true;
        case "allTables":
            return on.database === table.database;
        case "table":
            return on.database === table.database && on.table === table.name;
        case "tagPolicy":
            return matches(on.expression, table.tags);
        default:
            return false;
    }
}
