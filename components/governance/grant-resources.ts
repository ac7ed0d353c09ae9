import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { after } from "../support/arns";
import type { GrantStep, OptInTarget } from "./grant-steps";
import type { ColumnChoice, GrantTarget } from "./grant-target";

/** Where the names of a plan lead. */
export interface GrantScope {
    /** The component's own name. */
    readonly component: string;
    readonly accountId: pulumi.Input<string>;
    readonly principals: Readonly<Record<string, pulumi.Input<string>>>;
    readonly databases: Readonly<Record<string, pulumi.Input<string>>>;
    readonly locations: Readonly<Record<string, pulumi.Input<string>>>;
    /** The filters made so far, by the suffix of their step. */
    readonly filters: Readonly<Record<string, pulumi.Resource>>;
}

/** A step of permissions as the provider takes it. Nothing empty is sent: the provider would see a change in it. */
export function permissionResource(
    { suffix, principal, on, permissions, grantable }: Extract<GrantStep, { kind: "permissions" }>,
    scope: GrantScope,
): aws.lakeformation.PermissionsArgs {
    const filter = scope.filters[suffix];
    return {
        principal: named(scope.principals, principal),
        permissions: [...permissions],
        ...(grantable.length > 0 && { permissionsWithGrantOptions: [...grantable] }),
        ...grantedOn(on, scope, filter),
    };
}

/** A filter as the provider takes it. */
export function filterTable(
    on: Extract<GrantTarget, { kind: "cells" }>,
    scope: GrantScope,
): aws.types.input.lakeformation.DataCellsFilterTableData {
    return {
        databaseName: named(scope.databases, on.database),
        tableName: on.table,
        tableCatalogId: scope.accountId,
        name: filterName(on, scope),
        rowFilter: { filterExpression: on.rows },
        ...filteredColumns(on.columns),
    };
}

/** An opt-in as the provider takes it. */
export function optInResource(
    { principal, on }: { readonly principal: string; readonly on: OptInTarget },
    scope: GrantScope,
): aws.lakeformation.OptInArgs {
    const databaseName = named(scope.databases, on.database);
    const resources: Record<OptInTarget["kind"], aws.types.input.lakeformation.OptInResourceData> = {
        database: { database: { name: databaseName } },
        table: { table: { databaseName, ...(on.kind === "table" && { name: on.table }) } },
        allTables: { table: { databaseName, wildcard: true } },
    };
    return {
        principals: [{ dataLakePrincipalIdentifier: named(scope.principals, principal) }],
        resourceDatas: [resources[on.kind]],
    };
}

function grantedOn(
    on: GrantTarget,
    scope: GrantScope,
    filter: pulumi.Resource | undefined,
): Partial<aws.lakeformation.PermissionsArgs> {
    switch (on.kind) {
        case "database":
            return { database: { name: named(scope.databases, on.database) } };
        case "allTables":
            return { table: { databaseName: named(scope.databases, on.database), wildcard: true } };
        case "table": {
            const table = { databaseName: named(scope.databases, on.database), name: on.table };
            return on.columns ? { tableWithColumns: { ...table, ...grantedColumns(on.columns) } } : { table };
        }
        case "cells":
            return {
                dataCellsFilter: {
                    databaseName: named(scope.databases, on.database),
                    tableName: on.table,
                    tableCatalogId: scope.accountId,
                    // A filter takes the permissions on it along when it is replaced: they must be made anew then.
                    name: filter ? after(filter, filterName(on, scope)) : filterName(on, scope),
                },
            };
        case "location":
            return { dataLocation: { arn: named(scope.locations, on.location) } };
        case "tags":
            return {
                lfTagPolicy: {
                    resourceType: on.resource,
                    expressions: on.expression.map(({ key, values }) => ({ key, values: [...values] })),
                },
            };
    }
}

function grantedColumns(columns: ColumnChoice): {
    columnNames?: string[];
    wildcard?: boolean;
    excludedColumnNames?: string[];
} {
    return "only" in columns
        ? { columnNames: [...columns.only] }
        : { wildcard: true, excludedColumnNames: [...columns.except] };
}

function filteredColumns(
    columns: ColumnChoice,
): Pick<aws.types.input.lakeformation.DataCellsFilterTableData, "columnNames" | "columnWildcard"> {
    if ("only" in columns) return { columnNames: [...columns.only] };
    return { columnWildcard: columns.except.length === 0 ? {} : { excludedColumnNames: [...columns.except] } };
}

/** Unique among the filters of its table, also those of other LakeGrants. */
function filterName({ filter }: Extract<GrantTarget, { kind: "cells" }>, { component }: GrantScope): string {
    return `${component}-${filter}`;
}

function named(values: Readonly<Record<string, pulumi.Input<string>>>, name: string): pulumi.Input<string> {
    const value = values[name];
    if (value === undefined) throw new pulumi.RunError(`the plan names "${name}", which the arguments lack`);
    return value;
}
