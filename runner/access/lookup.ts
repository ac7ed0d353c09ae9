import { matches } from "./tags";
import {
    type Governance,
    type GovernedDatabase,
    type GovernedTable,
    type Grant,
    NOT_KNOWN,
    type OptIn,
    type TagExpression,
    type TagValues,
} from "./types";

/** A table that a tag expression reaches: whole, or only in the columns that match. */
export interface TagMatch {
    table: GovernedTable;
    /** Absent when all columns match. */
    columns?: string[];
}

/** Whether Lake Formation hands out the credentials for a table's data. */
export type Registration = "registered" | "hybrid" | "unregistered" | "notKnown" | "noData";

const lookups = new WeakMap<Governance, Lookup>();

/** The indexes over a governance, made once. */
export function lookupOf(governance: Governance): Lookup {
    const known = lookups.get(governance);
    if (known !== undefined) return known;
    const made = new Lookup(governance);
    lookups.set(governance, made);
    return made;
}

export class Lookup {
    private readonly grants: Map<string, Grant[]>;
    private readonly optIns: Map<string, OptIn[]>;
    private readonly tables: Map<string, GovernedTable[]>;
    private readonly inDatabase: Map<string, GovernedTable[]>;
    private readonly databases: Map<string, GovernedDatabase[]>;
    private readonly locations: Map<string, { hybrid: boolean }>;
    private readonly tagGroups = new Map<GovernedTable, { tags: TagValues; columns: string[] }[]>();
    private readonly tagMatches = new Map<string, TagMatch[]>();

    constructor(private readonly governance: Governance) {
        this.grants = groupBy(governance.grants, ({ principal }) => principal);
        this.optIns = groupBy(governance.optIns, ({ principal }) => principal);
        this.tables = groupBy(governance.tables, ({ database, name }) => `${database}.${name}`);
        this.inDatabase = groupBy(governance.tables, ({ database }) => database);
        this.databases = groupBy(governance.databases, ({ name }) => name);
        this.locations = new Map(governance.locations.map(({ path, hybrid }) => [path, { hybrid }]));
    }

    grantsTo(principal: string): readonly Grant[] {
        return this.grants.get(principal) ?? [];
    }

    optInsOf(principal: string): readonly OptIn[] {
        return this.optIns.get(principal) ?? [];
    }

    table(name: string): GovernedTable | undefined {
        return this.tables.get(name)?.[0];
    }

    database(name: string): GovernedDatabase | undefined {
        return this.databases.get(name)?.[0];
    }

    tablesIn(database: string): readonly GovernedTable[] {
        return this.inDatabase.get(database) ?? [];
    }

    databasesMatching(expression: TagExpression): GovernedDatabase[] {
        return this.governance.databases.filter(({ tags }) => matches(expression, tags));
    }

    tablesMatching(expression: TagExpression): readonly TagMatch[] {
        const key = JSON.stringify(expression);
        const known = this.tagMatches.get(key);
        if (known !== undefined) return known;
        const found = this.governance.tables.flatMap((table) => this.match(table, expression));
        this.tagMatches.set(key, found);
        return found;
    }

    /** Registering a path covers everything below it. */
    registrationOf({ location }: GovernedTable): Registration {
        if (location === undefined) return "noData";
        if (location === NOT_KNOWN) return "notKnown";
        for (let path = location; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("/"), 0))) {
            const found = this.locations.get(path);
            if (found !== undefined) return found.hybrid ? "hybrid" : "registered";
        }
        return this.locations.has(NOT_KNOWN) ? "notKnown" : "unregistered";
    }

    private match(table: GovernedTable, expression: TagExpression): TagMatch[] {
        const groups = this.groupsOf(table);
        const matching = groups.filter(({ tags }) => matches(expression, tags));
        if (matching.length === groups.length && groups.length > 0) return [{ table }];
        if (matching.length > 0) return [{ table, columns: matching.flatMap(({ columns }) => columns) }];
        if (!matches(expression, table.tags)) return [];
        return [groups.length === 0 ? { table } : { table, columns: [] }];
    }

    /** Columns that carry the same tags are judged together: most tables have one or two such groups. */
    private groupsOf(table: GovernedTable) {
        const known = this.tagGroups.get(table);
        if (known !== undefined) return known;
        const byTags = groupBy(table.columns, ({ tags }) => JSON.stringify(Object.entries(tags).sort()));
        const groups = [...byTags.values()].map((columns) => ({
            tags: columns[0]?.tags ?? {},
            columns: columns.map(({ name }) => name),
        }));
        this.tagGroups.set(table, groups);
        return groups;
    }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const key = keyOf(item);
        const same = groups.get(key);
        if (same === undefined) groups.set(key, [item]);
        else same.push(item);
    }
    return groups;
}
