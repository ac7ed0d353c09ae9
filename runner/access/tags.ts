import { byText, fieldsOf, listOf, nameOf, namesOf } from "./read";
import { type AccessResource, NOT_KNOWN, type TagExpression, type TagValues } from "./types";

/** LF-tags by what they are attached to. Columns are by `database.table` first. */
export interface TagAssignments {
    databases: Map<string, TagValues>;
    tables: Map<string, TagValues>;
    columns: Map<string, Map<string, TagValues>>;
    /** Column lists that say what to leave out; they need the table's columns to mean anything. */
    allColumnsBut: Map<string, { except: string[]; tags: TagValues }[]>;
}

/**
 * Reads what `ResourceLfTag` and `ResourceLfTags` attach.
 *
 * @param onUnplaced told of each attachment whose object or tag is not known
 */
export function tagAssignmentsOf(
    resources: readonly AccessResource[],
    onUnplaced: (resource: AccessResource) => void,
): TagAssignments {
    const found: TagAssignments = {
        databases: new Map(),
        tables: new Map(),
        columns: new Map(),
        allColumnsBut: new Map(),
    };
    for (const resource of resources) {
        const tags = tagsIn(resource);
        if (!attach(resource, tags, found) || Object.values(tags).includes(NOT_KNOWN) || NOT_KNOWN in tags) {
            onUnplaced(resource);
        }
    }
    return found;
}

function tagsIn({ inputs }: AccessResource): TagValues {
    const entries = [...listOf(inputs.lfTags), ...(inputs.lfTag === undefined ? [] : [inputs.lfTag])];
    const tags: TagValues = {};
    for (const entry of entries) {
        const fields = fieldsOf(entry);
        const key = fields ? nameOf(fields.key) : NOT_KNOWN;
        const value = fields ? nameOf(fields.value) : NOT_KNOWN;
        if (key !== undefined && value !== undefined) tags[key] = value;
    }
    return tags;
}

function attach({ inputs }: AccessResource, tags: TagValues, found: TagAssignments): boolean {
    const database = fieldsOf(inputs.database);
    const table = fieldsOf(inputs.table);
    const columns = fieldsOf(inputs.tableWithColumns);
    if (database !== undefined) {
        return add(found.databases, nameOf(database.name), tags);
    }
    if (table !== undefined) {
        const name = table.wildcard === true ? "*" : nameOf(table.name);
        return add(found.tables, qualified(nameOf(table.databaseName), name), tags);
    }
    const name = columns && qualified(nameOf(columns.databaseName), nameOf(columns.name));
    if (columns === undefined || name === undefined) {
        return false;
    }
    const named = namesOf(columns.columnNames);
    if (named.length > 0) {
        const ofTable = found.columns.get(name) ?? new Map<string, TagValues>();
        found.columns.set(name, ofTable);
        return named.map((column) => add(ofTable, column, tags)).every((known) => known);
    }
    const wildcard = fieldsOf(columns.columnWildcard) ?? columns;
    const ofTable = found.allColumnsBut.get(name) ?? [];
    found.allColumnsBut.set(name, [...ofTable, { except: namesOf(wildcard.excludedColumnNames), tags }]);
    return true;
}

function add(to: Map<string, TagValues>, key: string | undefined, tags: TagValues): boolean {
    if (key === undefined || key.includes(NOT_KNOWN)) {
        return false;
    }
    to.set(key, { ...to.get(key), ...tags });
    return true;
}

function qualified(database: string | undefined, table: string | undefined): string | undefined {
    return database === undefined || table === undefined ? undefined : `${database}.${table}`;
}

/** Reads the clauses of a tag expression; `keyName` and `valuesName` differ between resources. */
export function expressionOf(clauses: unknown, keyName = "key", valuesName = "values"): TagExpression {
    return listOf(clauses)
        .map((clause) => {
            const fields = fieldsOf(clause) ?? {};
            return { key: nameOf(fields[keyName]) ?? NOT_KNOWN, values: namesOf(fields[valuesName]).sort() };
        })
        .sort((one, other) => byText(one.key, other.key));
}

/**
 * Whether tags satisfy an expression: every key, by any of its values. An empty expression matches nothing.
 *
 * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/managing-tag-expressions.html
 */
export function matches(expression: TagExpression, tags: TagValues): boolean {
    return (
        expression.length > 0 &&
        expression.every(({ key, values }) => {
            const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
            return value !== undefined && (values.includes(value) || values.includes("*"));
        })
    );
}

/** The expression in words: `domain=contact AND sensitivity=(internal OR public)`. */
export function describeExpression(expression: TagExpression): string {
    return expression
        .map(({ key, values }) => `${key}=${values.length === 1 ? values[0] : `(${values.join(" OR ")})`}`)
        .join(" AND ");
}
