import { type Fields, fieldsOf, isUnknown, nameOf, namesOf, textOf } from "./read";
import { rowsOf } from "./rows";
import { expressionOf } from "./tags";
import { type AccessResource, type ColumnSelection, NOT_KNOWN, type TagExpression, type Target } from "./types";

/** What targets refer to by name. */
export interface Named {
    /** Data cells filters by `database.table.filter`. */
    filters: ReadonlyMap<string, CellsFilter>;
    /** Saved tag expressions. */
    expressions: ReadonlyMap<string, TagExpression>;
    /** Catalogs (accounts) of the program's databases; {@link NOT_KNOWN} for those that don't say. */
    catalogs: ReadonlySet<string>;
}

export type CellsFilter = Extract<Target, { kind: "table" }>;

/** A target, or why there is none: the end of a sentence that starts with the resource. */
export type Placed = { target: Target } | { problem: string };

export const ALL_COLUMNS: ColumnSelection = { except: [] };

/** Reads what a `Permissions` or a member of an opt-in's `resourceDatas` is on. */
export function targetOf(fields: Fields, named: Named): Placed {
    for (const [property, read] of Object.entries(READERS)) {
        const value = fields[property];
        if (value === undefined || value === false) continue;
        if (isUnknown(value)) return { problem: `is on a ${property} that is not known before the update` };
        const member = Array.isArray(value) ? value[0] : value;
        if (member !== undefined) {
            const part = fieldsOf(member) ?? {};
            return elsewhere(read(part, named), textOf(part.catalogId ?? fields.catalogId), named);
        }
    }
    return { problem: "names nothing that it is on" };
}

/** What is in the catalog of another account isn't what the program declares under the same name. */
function elsewhere(placed: Placed, catalog: string | undefined, { catalogs }: Named): Placed {
    if ("problem" in placed || catalog === undefined || catalog === NOT_KNOWN) return placed;
    if (catalogs.size === 0 || catalogs.has(NOT_KNOWN) || catalogs.has(catalog)) return placed;
    const { target } = placed;
    if ("database" in target) return { target: { ...target, database: `${catalog}:${target.database}` } };
    return target.kind === "tagPolicy" ? { problem: `is by LF-tags of another catalog, ${catalog}` } : placed;
}

const READERS: Record<string, (fields: Fields, named: Named) => Placed> = {
    catalogResource: () => ({ target: { kind: "catalog" } }),
    catalogs: () => ({ target: { kind: "catalog" } }),
    database: (fields) => withNames(fields, ["name"], ([database]) => ({ kind: "database", database })),
    table: (fields) =>
        fields.wildcard === true
            ? withNames(fields, ["databaseName"], ([database]) => ({ kind: "allTables", database }))
            : withNames(fields, ["databaseName", "name"], ([database, table]) => ({
                  kind: "table",
                  database,
                  table,
                  columns: ALL_COLUMNS,
                  rows: "all",
              })),
    tableWithColumns: (fields) =>
        withNames(fields, ["databaseName", "name"], ([database, table]) => ({
            kind: "table",
            database,
            table,
            columns: columnsIn(fields),
            rows: "all",
        })),
    dataCellsFilter: filterTarget,
    dataCellsFilters: filterTarget,
    lfTagPolicy: tagPolicyTarget,
    lfTagPolicies: tagPolicyTarget,
    dataLocation: locationTarget,
    dataLocations: locationTarget,
    lfTag: (fields) => ({
        target: { kind: "tag", key: nameOf(fields.key) ?? NOT_KNOWN, values: namesOf(fields.values).sort() },
    }),
};

/** Reads `aws.lakeformation.DataCellsFilter`s by `database.table.filter`. */
export function cellsFiltersOf(resources: readonly AccessResource[]): Map<string, CellsFilter> {
    const filters = new Map<string, CellsFilter>();
    for (const { inputs } of resources) {
        const data = fieldsOf(inputs.tableData) ?? {};
        const [database, table, filter] = [nameOf(data.databaseName), nameOf(data.tableName), textOf(data.name)];
        if (database === undefined || table === undefined || filter === undefined) continue;
        const { allRowsWildcard, filterExpression } = fieldsOf(data.rowFilter) ?? {};
        const allRows = allRowsWildcard !== undefined && !isUnknown(allRowsWildcard);
        const rows = allRows ? "all" : rowsOf(textOf(filterExpression) ?? NOT_KNOWN);
        filters.set(filterKey(database, table, filter), {
            kind: "table",
            database,
            table,
            columns: columnsIn(data),
            rows,
            filter,
        });
    }
    return filters;
}

function filterKey(database: string, table: string, filter: string): string {
    return `${database}.${table}.${filter}`;
}

/** Names left out are read wherever they may stand: in the wildcard, or beside it. An unknown list admits no column. */
function columnsIn(fields: Fields): ColumnSelection {
    const wildcard = fieldsOf(fields.columnWildcard);
    const excluded = namesOf((wildcard ?? fields).excludedColumnNames);
    if (excluded.includes(NOT_KNOWN)) return { only: [NOT_KNOWN] };
    if (wildcard !== undefined || fields.wildcard === true || excluded.length > 0) return { except: excluded.sort() };
    return { only: namesOf(fields.columnNames).sort() };
}

function filterTarget(fields: Fields, { filters }: Named): Placed {
    const [database, table, filter] = [nameOf(fields.databaseName), nameOf(fields.tableName), textOf(fields.name)];
    if (database === undefined || table === undefined || filter === undefined) {
        return { problem: "names no data cells filter" };
    }
    if ([database, table, filter].includes(NOT_KNOWN)) {
        return { problem: "is by a data cells filter that is not known before the update" };
    }
    const found = filters.get(filterKey(database, table, filter));
    if (found !== undefined) return { target: found };
    return {
        problem: `is by the data cells filter "${filter}" on ${database}.${table}, which the program doesn't declare`,
    };
}

function tagPolicyTarget(fields: Fields, { expressions }: Named): Placed {
    const resource = textOf(fields.resourceType);
    if (resource !== "DATABASE" && resource !== "TABLE") {
        return {
            problem: `is by LF-tags on resources of type "${resource ?? ""}", and Lake Formation has DATABASE and TABLE`,
        };
    }
    const saved = textOf(fields.expressionName);
    const expression = saved === undefined ? expressionOf(fields.expressions) : expressions.get(saved);
    if (expression === undefined) {
        return { problem: `is by the LF-tag expression "${saved}", which the program doesn't declare` };
    }
    if (expression.some(({ key, values }) => key === NOT_KNOWN || values.includes(NOT_KNOWN))) {
        return { problem: "is by LF-tags that are not known before the update" };
    }
    return { target: { kind: "tagPolicy", resource, expression } };
}

function locationTarget(fields: Fields): Placed {
    return { target: { kind: "location", path: bucketPath(textOf(fields.arn ?? fields.resourceArn) ?? NOT_KNOWN) } };
}

/** `bucket/prefix` of an S3 ARN or an `s3://` address, with no slash at the end. */
export function bucketPath(address: string): string {
    return address.replace(/^arn:[^:]+:s3:::|^s3[an]?:\/\//, "").replace(/\/+$/, "");
}

function withNames<const P extends string[]>(
    fields: Fields,
    properties: P,
    build: (names: { [I in keyof P]: string }) => Target,
): Placed {
    const names: string[] = [];
    for (const property of properties) {
        const name = nameOf(fields[property]);
        if (name === undefined) return { problem: `gives no ${property}` };
        if (name === NOT_KNOWN) return { problem: `is on a ${property} that is not known before the update` };
        names.push(name);
    }
    return { target: build(names as { [I in keyof P]: string }) };
}
