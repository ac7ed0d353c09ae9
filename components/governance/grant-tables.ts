import { tables as lakeTables, views as lakeViews } from "../../schemas";
import { parseGlueType } from "../../schemas/glue-type";
import { schemaShape, type TableColumn } from "../catalog/table-columns";
import { hint } from "../support/nearest";
import { DEFAULT_DATABASE } from "./grant-target";
import type { GrantTableArgs } from "./grants-args";
import type { FilterColumn } from "./row-filter-problems";

/** What a grant has to know of a table. */
export interface KnownTable {
    readonly isView: boolean;
    /** Names of the columns, without partition keys. */
    readonly columns: ReadonlySet<string>;
    readonly partitionKeys: ReadonlySet<string>;
    /** Names of the columns with personal data, sorted. */
    readonly personal: readonly string[];
    /** Columns and partition keys, as row filters see them. */
    readonly filterColumns: readonly FilterColumn[];
}

/** The tables that grants may name. */
export interface KnownTables {
    /** The table, if there is one of that name in the database. */
    find(database: string, table: string): KnownTable | undefined;
    /** Names of the tables of a database, for messages. */
    names(database: string): string[];
}

/** The lake's own tables and views, which any database may hold, and those that the caller describes. */
export function knownTables(given: Readonly<Record<string, GrantTableArgs>>): KnownTables {
    const own = ownTables();
    const more = new Map(Object.entries(given).map(([name, table]) => [name, known(table)]));
    return {
        find: (database, table) => more.get(qualified(database, table)) ?? own.get(table),
        names: (database) => [...new Set([...own.keys(), ...namesIn(database, [...more.keys()])])].sort(),
    };
}

/** What is wrong with the caller's own tables: a database that has no name, or a type that there isn't. */
export function tableProblems(
    given: Readonly<Record<string, GrantTableArgs>>,
    databases: ReadonlySet<string>,
): string[] {
    return Object.entries(given).flatMap(([name, { columns, partitionKeys = [] }]) => {
        const database = name.includes(".") ? name.slice(0, name.indexOf(".")) : undefined;
        return [
            ...(database === undefined || databases.has(database)
                ? []
                : [
                      `tables has "${name}", and databases has no "${database}"${hint(database, databases)}: give the database that name.`,
                  ]),
            ...[...columns, ...partitionKeys].flatMap((column) => typeProblem(name, column)),
        ];
    });
}

function typeProblem(table: string, { name, type }: TableColumn): string[] {
    try {
        parseGlueType(type);
        return [];
    } catch (error) {
        return [`tables.${table}, column "${name}": ${error instanceof Error ? error.message : String(error)}.`];
    }
}

function qualified(database: string, table: string): string {
    return database === DEFAULT_DATABASE ? table : `${database}.${table}`;
}

function namesIn(database: string, names: readonly string[]): string[] {
    const prefix = `${database}.`;
    return database === DEFAULT_DATABASE
        ? names.filter((name) => !name.includes("."))
        : names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}

function ownTables(): Map<string, KnownTable> {
    const found = new Map<string, KnownTable>();
    for (const name of Object.keys(lakeTables)) {
        const shape = schemaShape(name);
        if (shape) found.set(name, known(shape));
    }
    for (const view of lakeViews) found.set(view.name, known({ columns: [...view.columns], isView: true }));
    return found;
}

function known({ columns, partitionKeys = [], isView = false }: GrantTableArgs): KnownTable {
    const all: TableColumn[] = [...columns, ...partitionKeys];
    const keys = new Set(partitionKeys.map(({ name }) => name));
    return {
        isView,
        columns: new Set(columns.map(({ name }) => name)),
        partitionKeys: keys,
        personal: columns
            .filter(({ personal }) => personal === true)
            .map(({ name }) => name)
            .sort(),
        filterColumns: all.map(({ name, type }) => ({ name, type, partitionKey: keys.has(name) })),
    };
}
