import { fieldsOf, listOf, nameOf, settled, textOf } from "./read";
import type { TagAssignments } from "./tags";
import { bucketPath } from "./targets";
import {
    type AccessResource,
    type GovernedColumn,
    type GovernedDatabase,
    type GovernedTable,
    NOT_KNOWN,
    type TagValues,
    type ViewRead,
} from "./types";
import { sourcesOf } from "./view-sql";

/** Reads `aws.glue.CatalogDatabase`s. */
export function databasesOf(resources: readonly AccessResource[], tags: TagAssignments): GovernedDatabase[] {
    return resources.map((resource) => {
        const name = nameOf(settled(resource, "name")) ?? NOT_KNOWN;
        return { name, tags: { ...tags.databases.get(name) }, iamDecides: false };
    });
}

/**
 * Reads `aws.glue.CatalogTable`s. LF-tags are inherited from database to table to column, and overridden by key.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/tag-based-access-control.html
 */
export function tablesOf(
    resources: readonly AccessResource[],
    databases: readonly GovernedDatabase[],
    tags: TagAssignments,
): GovernedTable[] {
    const tagsOfDatabase = new Map(databases.map((database) => [database.name, database.tags]));
    const tables = resources.map((resource) => tableOf(resource, tagsOfDatabase, tags));
    const columnsByTable = new Map(tables.map(({ database, name, columns }) => [`${database}.${name}`, columns]));
    return tables.map((table, index) => {
        const definition = textOf(resources[index]?.inputs.viewOriginalText);
        return table.isView && definition !== undefined
            ? { ...table, reads: readsOf(definition, table.database, columnsByTable) }
            : table;
    });
}

function tableOf(
    resource: AccessResource,
    tagsOfDatabase: ReadonlyMap<string, Record<string, string>>,
    assigned: TagAssignments,
): GovernedTable {
    const { inputs } = resource;
    const database = nameOf(inputs.databaseName) ?? NOT_KNOWN;
    const name = nameOf(settled(resource, "name")) ?? NOT_KNOWN;
    const tags = {
        ...tagsOfDatabase.get(database),
        ...assigned.tables.get(`${database}.*`),
        ...assigned.tables.get(`${database}.${name}`),
    };
    const storage = fieldsOf(inputs.storageDescriptor) ?? {};
    const isView = textOf(inputs.tableType) === "VIRTUAL_VIEW";
    const target = fieldsOf(inputs.targetTable);
    const location = isView || target ? undefined : textOf(storage.location);
    return {
        database,
        name,
        columns: [...columnsOf(storage.columns), ...columnsOf(inputs.partitionKeys)].map((column) => ({
            ...column,
            tags: columnTags(column.name, `${database}.${name}`, tags, assigned),
        })),
        tags,
        location: location === undefined || location === NOT_KNOWN ? location : bucketPath(location),
        iamDecides: false,
        isView,
        reads: [],
        link: target && `${nameOf(target.databaseName) ?? NOT_KNOWN}.${nameOf(target.name) ?? NOT_KNOWN}`,
    };
}

function readsOf(
    definition: string,
    database: string,
    columnsByTable: ReadonlyMap<string, readonly GovernedColumn[]>,
): ViewRead[] {
    const { tables, mayRead } = sourcesOf(definition, database);
    return tables.flatMap((table) => {
        const columns = columnsByTable.get(table);
        return columns ? [{ table, columns: columns.map(({ name }) => name).filter(mayRead) }] : [];
    });
}

function columnsOf(columns: unknown): Omit<GovernedColumn, "tags">[] {
    return listOf(columns).map((column) => {
        const fields = fieldsOf(column) ?? {};
        return {
            name: nameOf(fields.name) ?? NOT_KNOWN,
            type: textOf(fields.type) ?? "string",
            personal: textOf(fieldsOf(fields.parameters)?.personal)?.toLowerCase() === "true",
        };
    });
}

/** A column without a value of its own shares its table's tags. */
function columnTags(column: string, table: string, inherited: TagValues, assigned: TagAssignments): TagValues {
    const own = [
        ...(assigned.allColumnsBut.get(table) ?? [])
            .filter(({ except }) => !except.includes(column))
            .map(({ tags }) => tags),
        ...(assigned.columns.get(table)?.has(column) ? [assigned.columns.get(table)?.get(column)] : []),
    ];
    return own.length === 0 ? inherited : Object.assign({}, inherited, ...own);
}
