import { Collector, united } from "./collector";
import { type Lookup, lookupOf } from "./lookup";
import { identitiesOf } from "./principals";
import { byText, distinct } from "./read";
import { tableAccessOf } from "./table-access";
import type { DatabaseAccess, Governance, PrincipalAccess } from "./types";

/** How much to tell beyond what is granted to the principal itself. */
export interface AccessOptions {
    /**
     * True to list what an administrator sees by that office, and what IAM policies may open to everyone. Default: true.
     * An overview of all principals leaves it out, since it would say the same on each of them.
     */
    implied?: boolean;
}

/**
 * What a principal may do, by Lake Formation's rules: the union of everything granted to it, by name, by LF-tags, by
 * data cells filters, and through the group of all principals of its account.
 *
 * @param principal identifier as grants have it: an ARN, an account, `IAM_ALLOWED_PRINCIPALS`
 */
export function accessOf(
    governance: Governance,
    principal: string,
    { implied = true }: AccessOptions = {},
): PrincipalAccess {
    const lookup = lookupOf(governance);
    const identities = identitiesOf(principal);
    const collector = new Collector(lookup);
    for (const grant of lookup.grantsTo(identities)) collector.add(grant);
    const administrator = administratorKind(governance, principal);
    if (implied) {
        if (administrator !== undefined) collector.describeAll(governance);
        collector.openToIam(governance);
    }
    collector.addDatabasesOfTables();
    return {
        principal,
        ...(administrator && { administrator }),
        databases: databaseAccessOf(collector, lookup),
        tables: tableAccessOf(collector, identities, lookup),
        locations: distinct(collector.locations),
        undetermined: governance.undetermined.filter((entry) => identities.includes(entry.principal ?? "")),
    };
}

function administratorKind({ admins, readOnlyAdmins }: Governance, principal: string): "full" | "readOnly" | undefined {
    if (admins.includes(principal)) return "full";
    return readOnlyAdmins.includes(principal) ? "readOnly" : undefined;
}

function databaseAccessOf({ databases }: Collector, lookup: Lookup): DatabaseAccess[] {
    const found = Array.from(databases, ([database, { given }]): DatabaseAccess => {
        return {
            database,
            verbs: united(given, "verbs"),
            grantable: united(given, "grantable"),
            decidedBy: lookup.database(database)?.iamDecides ? "iam" : "lakeFormation",
            via: given.map(({ via }) => via),
        };
    });
    return found.sort((one, other) => byText(one.database, other.database));
}
