import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../problems";
import { compileGrants } from "./grant-plan";
import { filterTable, type GrantScope, optInResource, permissionResource } from "./grant-resources";
import { type GrantStep, stepId } from "./grant-steps";
import { DEFAULT_DATABASE } from "./grant-target";
import { type GranteeContext, granteeProblems } from "./grantee-checks";
import type { LakeGrantsArgs } from "./grants-args";

/**
 * Who may read and write what: Lake Formation's permissions as a map that reads like a sentence. What can't work is refused
 * before anything is made.
 *
 * Lake Formation must know the tables and the administrators first: give `dependsOn` the LakeSettings, the tables and the
 * registered locations. While a grant is changed its principal is without it for some seconds, because Lake Formation
 * would let the removal of the old take from the new.
 */
export class LakeGrants extends pulumi.ComponentResource {
    /** ARN or account of each grantee, by its name. */
    readonly grantees: pulumi.Output<Record<string, string>>;
    /** The permissions, by the end of their names: principal and resource, as in `analysts--contact_records`. */
    readonly permissions: Record<string, aws.lakeformation.Permissions>;
    /** The data cells filters, by the end of their names: grant and table. */
    readonly filters: Record<string, aws.lakeformation.DataCellsFilter>;

    constructor(name: string, args: LakeGrantsArgs, opts?: pulumi.ComponentResourceOptions) {
        const { steps, problems } = compileGrants(args);
        refuse("LakeGrants", name, problems);
        super("lakefront:index:LakeGrants", name, args, opts);
        const accountId = pulumi.output(args.accountId ?? aws.getCallerIdentityOutput({}, { parent: this }).accountId);
        const principals = checkedPrincipals(name, args, steps, accountId);
        this.permissions = {};
        this.filters = {};
        const scope: GrantScope = {
            component: name,
            accountId,
            principals,
            databases: { ...args.databases, [DEFAULT_DATABASE]: args.databaseName },
            locations: args.locations ?? {},
            filters: this.filters,
        };
        const made = new Map<string, pulumi.Resource>();
        for (const step of steps) made.set(stepId(step), create(step, scope, this, dependencies(step, made, opts)));
        this.grantees = granteesOf(name, principals);
        this.registerOutputs({ grantees: this.grantees, permissions: this.permissions, filters: this.filters });
    }
}

function create(
    step: GrantStep,
    scope: GrantScope,
    grants: LakeGrants,
    dependsOn: pulumi.CustomResourceOptions["dependsOn"],
): pulumi.Resource {
    const childName = `${scope.component}-${step.suffix}`;
    // A new permission that is made first goes with the old one when that is revoked, and nobody notices.
    const opts = { parent: grants, deleteBeforeReplace: true, dependsOn };
    switch (step.kind) {
        case "filter": {
            const filter = new aws.lakeformation.DataCellsFilter(
                childName,
                { tableData: filterTable(step.on, scope) },
                opts,
            );
            grants.filters[step.suffix] = filter;
            return filter;
        }
        case "permissions": {
            const permissions = new aws.lakeformation.Permissions(childName, permissionResource(step, scope), opts);
            grants.permissions[step.suffix] = permissions;
            return permissions;
        }
        case "optIn":
            return new aws.lakeformation.OptIn(childName, optInResource(step, scope), opts);
    }
}

/** What the step waits for; the first of a lane, what the whole component waits for. */
function dependencies(
    { after, behind }: GrantStep,
    made: ReadonlyMap<string, pulumi.Resource>,
    opts: pulumi.ComponentResourceOptions | undefined,
): pulumi.CustomResourceOptions["dependsOn"] {
    const ids = new Set([...(behind === undefined ? [] : [behind]), ...after]);
    return ids.size === 0 ? opts?.dependsOn : [...ids].flatMap((id) => made.get(id) ?? []);
}

/** Each principal that is granted something, checked as soon as it is known. */
function checkedPrincipals(
    name: string,
    { principals, admins, crossAccountVersion }: LakeGrantsArgs,
    steps: readonly GrantStep[],
    accountId: pulumi.Output<string>,
): Record<string, pulumi.Output<string>> {
    const own = new Map<string, GrantStep[]>();
    for (const step of steps) {
        const itsSteps = own.get(step.principal) ?? [];
        own.set(step.principal, itsSteps);
        itsSteps.push(step);
    }
    const known = pulumi.all([pulumi.output(admins ?? []), accountId]);
    return Object.fromEntries(
        [...own].map(([principalName, itsSteps]) => [
            principalName,
            pulumi.all([principals[principalName] ?? "", known]).apply(([principal, [adminArns, account]]) => {
                const context: GranteeContext = {
                    admins: adminArns,
                    accountId: account,
                    crossAccountVersion: crossAccountVersion ?? 4,
                    steps: itsSteps,
                };
                refuse("LakeGrants", name, granteeProblems(principalName, principal, context));
                return principal;
            }),
        ]),
    );
}

/** The grantees, refused when two names turn out to be of one principal: their grants would take from each other. */
function granteesOf(
    name: string,
    principals: Record<string, pulumi.Output<string>>,
): pulumi.Output<Record<string, string>> {
    return pulumi.all(principals).apply((grantees) => {
        const names = new Map<string, string>();
        const problems: string[] = [];
        for (const [principalName, principal] of Object.entries(grantees)) {
            const other = names.get(principal);
            names.set(principal, principalName);
            if (other !== undefined) {
                problems.push(
                    `principals.${principalName} is "${principal}", and so is principals.${other}: give it one name.`,
                );
            }
        }
        refuse("LakeGrants", name, problems);
        return grantees;
    });
}
