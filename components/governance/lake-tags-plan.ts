import { tables as lakeTables, views as lakeViews, personalColumns, type TableSchema } from "../../schemas";
import { tablesRead } from "../query/sql-check";
import { hint } from "../support/nearest";
import type { LakeTagsArgs, TableTagsArgs } from "./lake-tags-args";
import { tagProblems } from "./tag-expression";
import { declarationProblems, declaredTags, Sensitivity } from "./tag-values";

/** One LF-tag on one object. */
export interface TagStep {
    /** The end of the child's name. */
    readonly suffix: string;
    /** The table; absent for the database itself. */
    readonly table?: string;
    /** The column; absent for the table itself. */
    readonly column?: string;
    readonly key: string;
    readonly value: string;
}

/** What LF-tags come to, decided from the arguments alone. */
export interface TagPlan {
    /** Values of each tag, sorted. */
    readonly declared: Readonly<Record<string, readonly string[]>>;
    /** Columns first, the database last: so no column stands for a moment with the milder value of what holds it. */
    readonly steps: readonly TagStep[];
    readonly problems: readonly string[];
}

/** Decides which LF-tag is attached to what. */
export function planTags(args: LakeTagsArgs): TagPlan {
    const declared = declaredTags(args.lfTags ?? {});
    const schemas = args.schemas ?? [];
    const problems = [
        ...declarationProblems(args.lfTags ?? {}),
        ...schemaProblems(schemas),
        ...schemas
            .filter((schema) => Object.hasOwn(args.tables ?? {}, schema))
            .map((schema) => `tables.${schema} is in schemas as well: what one says, the other can't.`),
    ];
    const tables: Record<string, TableTagsArgs> = {
        ...Object.fromEntries(schemas.map((schema) => [schema, tagsOfSchema(schema)])),
        ...args.tables,
    };
    problems.push(...attachProblems("database", args.database ?? {}, declared));
    for (const [table, { lfTags = {}, columns = {} }] of Object.entries(args.tables ?? {})) {
        problems.push(...attachProblems(`tables.${table}.lfTags`, lfTags, declared));
        for (const [column, its] of Object.entries(columns)) {
            problems.push(...attachProblems(`tables.${table}.columns.${column}`, its, declared));
        }
    }
    return { declared, steps: problems.length > 0 ? [] : stepsOf(args.database ?? {}, tables), problems };
}

/** What a table or a view of the lake says of itself. A view's columns can't be tagged one by one, so it is one thing. */
function tagsOfSchema(name: string): TableTagsArgs {
    const table = Object.hasOwn(lakeTables, name) ? lakeTables[name] : undefined;
    const domain = domainsOf(name);
    const common: Record<string, string> = domain.length === 1 && domain[0] !== undefined ? { domain: domain[0] } : {};
    if (!table) {
        const personal = lakeViews
            .find((view) => view.name === name)
            ?.columns.some((column) => column.personal === true);
        return { lfTags: { ...common, sensitivity: personal ? Sensitivity.Personal : Sensitivity.Internal } };
    }
    return {
        lfTags: { ...common, sensitivity: Sensitivity.Internal },
        columns: Object.fromEntries(
            personalColumns(table).map((column) => [column, { sensitivity: Sensitivity.Personal }]),
        ),
    };
}

/** The domains of what a table or a view is about: a view is about what it reads, unless it says itself. */
function domainsOf(name: string): string[] {
    const table: TableSchema | undefined = Object.hasOwn(lakeTables, name) ? lakeTables[name] : undefined;
    if (table) return [table.domain];
    const view = lakeViews.find((one) => one.name === name);
    if (!view) return [];
    return view.domain === undefined ? [...new Set(tablesRead(view.sql).flatMap(domainsOf))] : [view.domain];
}

function stepsOf(
    database: Readonly<Record<string, string>>,
    tables: Readonly<Record<string, TableTagsArgs>>,
): TagStep[] {
    const onColumns: TagStep[] = [];
    const onTables: TagStep[] = [];
    for (const [table, { lfTags = {}, columns = {} }] of inOrder(tables)) {
        for (const [column, its] of inOrder(columns)) {
            for (const [key, value] of inOrder(its)) {
                onColumns.push({ suffix: `${table}--${column}--${key}`, table, column, key, value });
            }
        }
        for (const [key, value] of inOrder(lfTags)) onTables.push({ suffix: `${table}--${key}`, table, key, value });
    }
    const onDatabase = inOrder(database).map(([key, value]) => ({ suffix: `on-database--${key}`, key, value }));
    return [...onColumns, ...onTables, ...onDatabase];
}

function attachProblems(
    property: string,
    lfTags: Readonly<Record<string, string>>,
    declared: Readonly<Record<string, readonly string[]>>,
): string[] {
    return Object.entries(lfTags).flatMap(([key, value]) => tagProblems(property, key, [value], declared));
}

function schemaProblems(schemas: readonly string[]): string[] {
    const known = [...Object.keys(lakeTables), ...lakeViews.map(({ name }) => name)];
    return schemas
        .filter((schema) => !known.includes(schema))
        .map((schema) => `schemas holds "${schema}"${hint(schema, known)}: it takes ${known.join(", ")}.`);
}

function inOrder<T>(values: Readonly<Record<string, T>>): [string, T][] {
    return Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1));
}
