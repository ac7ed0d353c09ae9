import { hint } from "../support/nearest";
import { columnsOfGrant, onlySelects, personalProblem, taggedPersonalProblem } from "./grant-columns";
import { type PermissionScope, permissionsOf, readsData } from "./grant-permissions";
import type { KnownTable, KnownTables } from "./grant-tables";
import { type ColumnChoice, DEFAULT_DATABASE, type GrantEntry, type GrantTarget } from "./grant-target";
import { type LakeGrantArgs, TaggedResource } from "./grants-args";
import { parseRowFilter } from "./row-filter";
import { rowFilterProblems } from "./row-filter-problems";
import { expressionOf } from "./tag-expression";
import { reachesPersonal } from "./tag-values";

/** The names that a grant may use. */
export interface GrantNames {
    readonly principals: ReadonlySet<string>;
    readonly databases: ReadonlySet<string>;
    readonly locations: ReadonlySet<string>;
    readonly tables: KnownTables;
    /** Values of each declared LF-tag. */
    readonly tags: Readonly<Record<string, readonly string[]>>;
}

/** What a grant wishes, resource by resource, or why it can't be. */
export interface WishedGrant {
    readonly entries: readonly GrantEntry[];
    readonly problems: readonly string[];
}

/** Spells a grant out. Problems say the property, its value and a good one; the caller adds the grant's key. */
export function wishOf(key: string, grant: LakeGrantArgs, names: GrantNames): WishedGrant {
    const references = referenceProblems(grant, names);
    const shape = shapeProblems(grant);
    // What a grant is on can be told only of one that names one place, in a database that there is.
    const findable = shape.length === 0 && (grant.database === undefined || names.databases.has(grant.database));
    const wishes = findable ? targetsOf(key, grant, names) : [];
    const problems = [...references, ...shape, ...new Set(wishes.flatMap((wish) => wish.problems))];
    return { entries: problems.length > 0 ? [] : wishes.flatMap(({ entry }) => entry ?? []), problems };
}

interface Wish {
    readonly entry?: GrantEntry;
    readonly problems: readonly string[];
}

function targetsOf(key: string, grant: LakeGrantArgs, names: GrantNames): Wish[] {
    const database = grant.database ?? DEFAULT_DATABASE;
    if (grant.dataLocation !== undefined) {
        return [wish(key, grant, { kind: "location", location: grant.dataLocation }, ["DATA_LOCATION_ACCESS"], [])];
    }
    if (grant.tags !== undefined) return [tagged(key, grant, grant.tags, names)];
    if (grant.onDatabase === true) {
        const { permissions, problems } = permissionsOf(grant, "database");
        return [wish(key, grant, { kind: "database", database }, permissions, problems)];
    }
    if (grant.allTables === true) {
        const { permissions, problems } = permissionsOf(grant, "table");
        const personal =
            readsData(permissions) && grant.includePersonalColumns !== true
                ? [personalProblem(permissions, "the personal columns of every table, those of tomorrow too")]
                : [];
        return [wish(key, grant, { kind: "allTables", database }, permissions, [...problems, ...personal])];
    }
    return [...new Set(grant.tables ?? [grant.table ?? ""])].map((table) =>
        onTable(key, grant, database, table, names),
    );
}

function onTable(key: string, grant: LakeGrantArgs, database: string, name: string, { tables }: GrantNames): Wish {
    const table = tables.find(database, name);
    if (!table) return { problems: [unknownTable(grant, database, name, tables)] };
    const scope: PermissionScope = table.isView ? "view" : "table";
    const { permissions, problems } = permissionsOf(grant, scope);
    if (problems.length > 0) return { problems };
    const columns = columnsOfGrant(grant, name, table, permissions);
    if (grant.rows !== undefined) {
        const choice = columns.choice ?? { except: [] };
        const on: GrantTarget = {
            kind: "cells",
            database,
            table: name,
            columns: choice,
            rows: grant.rows,
            filter: key,
        };
        const rowProblems = rowsProblems(grant.rows, name, table, permissions);
        return wish(key, grant, on, ["SELECT"], [...columns.problems, ...rowProblems, ...passOn(grant, choice, name)]);
    }
    const on: GrantTarget = {
        kind: "table",
        database,
        table: name,
        ...(columns.choice && { columns: columns.choice }),
    };
    // Whoever has a part of the columns can't be granted DESCRIBE, which SELECT implies.
    const granted = columns.choice ? ["SELECT"] : permissions;
    return wish(key, grant, on, granted, [...columns.problems, ...passOn(grant, columns.choice, name)]);
}

function rowsProblems(rows: string, name: string, table: KnownTable, permissions: readonly string[]): string[] {
    if (table.isView) return [`says rows of "${name}", a view, whose rows can't be filtered: filter its tables.`];
    if (!onlySelects(permissions)) {
        return [
            `says rows with ${permissions.join(", ")}: a choice of rows goes with reading only, so give access: "read".`,
        ];
    }
    const problems = rowFilterProblems(rows, table.filterColumns);
    if (problems.length > 0) return problems.map((problem) => `rows of "${name}" is "${rows}": it ${problem}.`);
    const filter = parseRowFilter(rows);
    if (filter.kind !== "constant") return [];
    return [`rows is "${rows}": ${filter.value ? "leave it out to grant every row" : "it grants nothing"}.`];
}

function passOn(grant: LakeGrantArgs, columns: ColumnChoice | undefined, name: string): string[] {
    const chosen = columns !== undefined && ("only" in columns || columns.except.length > 0);
    return grant.grantOption === true && chosen
        ? [
              `says grantOption on a choice of the columns of "${name}", which can't be passed on: leave it out, or grant every column with includePersonalColumns.`,
          ]
        : [];
}

function tagged(key: string, grant: LakeGrantArgs, tags: Record<string, string[]>, names: GrantNames): Wish {
    const resource = grant.taggedResource ?? TaggedResource.Table;
    const { permissions, problems } = permissionsOf(grant, resource === TaggedResource.Database ? "database" : "table");
    const { expression, problems: tagProblems } = expressionOf(tags, names.tags);
    const personal =
        readsData(permissions) && grant.includePersonalColumns !== true && reachesPersonal(expression)
            ? [taggedPersonalProblem(permissions)]
            : [];
    return wish(key, grant, { kind: "tags", resource, expression, grant: key }, permissions, [
        ...problems,
        ...(tagProblems.length > 0 ? tagProblems : personal),
    ]);
}

function wish(
    key: string,
    grant: LakeGrantArgs,
    on: GrantTarget,
    permissions: readonly string[],
    problems: readonly string[],
): Wish {
    if (problems.length > 0) return { problems };
    const { principal, grantOption = false, optIn = false } = grant;
    return { entry: { key, principal, on, permissions, grantable: grantOption ? permissions : [], optIn }, problems };
}

function unknownTable(grant: LakeGrantArgs, database: string, name: string, tables: KnownTables): string {
    const property = grant.tables === undefined ? `table is "${name}"` : `tables holds "${name}"`;
    const known = tables.names(database);
    const where = database === DEFAULT_DATABASE ? "" : ` in the database "${database}"`;
    return `${property}, which is no table or view known${where}${hint(name, known)}: known are ${known.join(", ")}; describe others in the component's tables.`;
}

function referenceProblems(grant: LakeGrantArgs, names: GrantNames): string[] {
    const check = (property: string, name: string | undefined, known: ReadonlySet<string>, where: string) =>
        name === undefined || known.has(name)
            ? []
            : [
                  `${property} is "${name}"${hint(name, known)}: it takes a name from ${where} (${[...known].sort().join(", ") || "none yet"}).`,
              ];
    return [
        ...check("principal", grant.principal, names.principals, "principals"),
        ...check("database", grant.database, names.databases, "databases"),
        ...check("dataLocation", grant.dataLocation, names.locations, "locations"),
    ];
}

const WHAT_IT_DOES = ["access", "permissions"];
const ON_TABLES = [
    ...WHAT_IT_DOES,
    "database",
    "columns",
    "excludedColumns",
    "includePersonalColumns",
    "rows",
    "optIn",
];

/** Where a grant may be, as the names of its properties, and what else each goes with. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
    table: ON_TABLES,
    tables: ON_TABLES,
    allTables: [...WHAT_IT_DOES, "database", "includePersonalColumns", "optIn"],
    onDatabase: [...WHAT_IT_DOES, "database", "optIn"],
    tags: [...WHAT_IT_DOES, "taggedResource", "includePersonalColumns"],
    dataLocation: [],
};

function shapeProblems(grant: LakeGrantArgs): string[] {
    const given = Object.entries(grant)
        .filter(([, value]) => value !== undefined && value !== false)
        .map(([property]) => property);
    const places = given.filter((property) => Object.hasOwn(PLACES, property));
    const [place, other] = places;
    if (place === undefined) {
        return [`names nothing to grant: give one of ${Object.keys(PLACES).join(", ")}.`];
    }
    if (other !== undefined) return [`says both ${place} and ${other}: make two grants of it.`];
    const fitting = ["principal", "grantOption", place, ...(PLACES[place] ?? [])];
    const strays = given.filter((property) => !fitting.includes(property));
    return [
        ...(grant.tables?.length === 0 ? ["tables is empty: name some, or set allTables to true."] : []),
        ...strays.map((stray) => `says ${stray}, which has no meaning with ${place}: leave it out.`),
    ];
}
