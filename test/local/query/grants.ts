import type { Catalog } from "../../../local/query/catalog";
import { type AccessResource, type Governance, governanceOf } from "../../../runner/access";

export const ACCOUNT = "111122223333";
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/`;
export const ANALYST = `${ROLE}analyst`;
export const ADMIN = `${ROLE}lake-admin`;

let made = 0;
const resource = (kind: string, inputs: Record<string, unknown>): AccessResource => ({
    type: `aws:lakeformation/${kind}:${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
    name: `${kind}-${++made}`,
    inputs,
});

export const permissions = (principal: string, names: readonly string[], on: Record<string, unknown>): AccessResource =>
    resource("permissions", { principal, permissions: names, ...on });

/** Where a grant is on a whole table. */
export const onTable = (name: string): Record<string, unknown> => ({ table: { databaseName: "lake", name } });

/** SELECT and DESCRIBE on a whole table. */
export const reads = (principal: string, table: string): AccessResource =>
    permissions(principal, ["DESCRIBE", "SELECT"], onTable(table));

/** SELECT on some columns, or all but some. */
export const readsColumns = (
    principal: string,
    table: string,
    columns: { columnNames: string[] } | { wildcard: true; excludedColumnNames: string[] },
): AccessResource =>
    permissions(principal, ["SELECT"], { tableWithColumns: { databaseName: "lake", name: table, ...columns } });

/** SELECT on the rows that an expression admits, and on all columns or some of them. */
export function readsRows(
    principal: string,
    table: string,
    filterExpression: string,
    columnNames?: readonly string[],
): AccessResource[] {
    const name = `filter-${++made}`;
    const on = { databaseName: "lake", tableName: table, tableCatalogId: ACCOUNT, name };
    return [
        resource("dataCellsFilter", {
            tableData: {
                ...on,
                rowFilter: { filterExpression },
                ...(columnNames === undefined ? { columnWildcard: {} } : { columnNames }),
            },
        }),
        permissions(principal, ["SELECT"], { dataCellsFilter: on }),
    ];
}

/** What a program with these grants governs: the whole catalogue, at a registered location, with nothing left to IAM. */
export function governed(
    catalog: Catalog,
    ...grants: readonly (AccessResource | readonly AccessResource[])[]
): Governance {
    return governanceOf([
        resource("dataLakeSettings", {
            admins: [ADMIN],
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
        }),
        resource("resource", { arn: "arn:aws:s3:::lake", roleArn: `${ROLE}registration` }),
        ...catalogResources(catalog),
        ...grants.flat(),
    ]);
}

/** The catalogue as a program declares it. */
export function catalogResources(catalog: Catalog): AccessResource[] {
    return catalog.databases.flatMap((database) => [
        { type: "aws:glue/catalogDatabase:CatalogDatabase", name: database.name, inputs: { name: database.name } },
        ...database.tables.map((table) => ({
            type: "aws:glue/catalogTable:CatalogTable",
            name: table.name,
            inputs: {
                databaseName: database.name,
                name: table.name,
                tableType: table.view === undefined ? "EXTERNAL_TABLE" : "VIRTUAL_VIEW",
                partitionKeys: table.partitionKeys,
                storageDescriptor: { columns: table.columns, location: table.location },
            },
        })),
    ]);
}

/** An LF-tag on a table, or on some of its columns. */
export const tagged = (table: string, key: string, value: string, columnNames?: readonly string[]): AccessResource =>
    resource("resourceLfTag", {
        lfTag: { key, value },
        ...(columnNames === undefined
            ? onTable(table)
            : { tableWithColumns: { databaseName: "lake", name: table, columnNames } }),
    });

/** SELECT on all that carries one of an LF-tag's values. */
export const tagPolicy = (principal: string, key: string, values: readonly string[]): AccessResource =>
    permissions(principal, ["SELECT"], { lfTagPolicy: { resourceType: "TABLE", expressions: [{ key, values }] } });
