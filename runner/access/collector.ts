import type { Selection } from "./columns";
import type { Lookup, TagMatch } from "./lookup";
import { describeExpression } from "./tags";
import { ALL_COLUMNS } from "./targets";
import type { Governance, GovernedTable, Grant, Via } from "./types";

/** What grants add up to on one database or table. */
export interface Collected {
    verbs: Set<string>;
    grantable: Set<string>;
    via: Via[];
}

export interface CollectedTable extends Collected {
    database: string;
    name: string;
    /** Absent when the program doesn't declare the table. */
    declared?: GovernedTable;
    selections: Selection[];
}

/** What a grant and what an office give alike. */
type Granted = Pick<Grant, "name" | "urn" | "permissions" | "grantable">;

const WHOLE: Selection = { columns: ALL_COLUMNS, rows: "all" };

/** Gathers grants by the databases and tables that they reach. */
export class Collector {
    readonly databases = new Map<string, Collected>();
    /** By `database.table`. */
    readonly tables = new Map<string, CollectedTable>();
    readonly locations: string[] = [];

    constructor(private readonly lookup: Lookup) {}

    add(grant: Grant): void {
        const { on } = grant;
        switch (on.kind) {
            case "database":
                record(this.database(on.database), grant, "database");
                break;
            case "table": {
                const through = on.filter === undefined ? "table" : `data cells filter "${on.filter}"`;
                recordTable(this.table(on.database, on.table), grant, through, on);
                break;
            }
            case "allTables":
                this.addAllTables(on.database, grant);
                break;
            case "tagPolicy": {
                const through = describeExpression(on.expression);
                if (on.resource === "DATABASE") {
                    for (const { name } of this.lookup.databasesMatching(on.expression)) {
                        record(this.database(name), grant, through);
                    }
                } else {
                    for (const match of this.lookup.tablesMatching(on.expression))
                        this.addTagged(match, grant, through);
                }
                break;
            }
            case "location":
                this.locations.push(on.path);
                break;
            case "catalog":
            case "tag":
                // Rights to make databases and to use tags: they show nobody a table.
                break;
        }
    }

    /**
     * Administrators describe everything; reading data takes a grant, for them as for others.
     *
     * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/implicit-permissions.html
     */
    describeAll({ databases, tables }: Governance): void {
        const office = { name: "data lake administrator", permissions: ["DESCRIBE"], grantable: [] };
        for (const { name } of databases) record(this.database(name), office, "implied");
        for (const table of tables) record(this.declared(table), office, "implied");
    }

    /** Lists what IAM policies may open to everyone, without a verb: only they tell which. */
    openToIam({ databases, tables }: Governance): void {
        for (const { name, iamDecides } of databases) {
            if (iamDecides) this.database(name);
        }
        for (const table of tables) {
            if (table.iamDecides) this.declared(table);
        }
    }

    /** Whoever sees a table sees its database. */
    addDatabasesOfTables(): void {
        for (const { database } of this.tables.values()) this.database(database);
    }

    private addAllTables(database: string, grant: Grant): void {
        const tables = this.lookup.tablesIn(database);
        for (const table of tables) recordTable(this.declared(table), grant, "all tables", WHOLE);
        if (tables.length === 0) recordTable(this.table(database, "*"), grant, "all tables", WHOLE);
    }

    /**
     * A tag expression that reaches only some columns gives SELECT on those and DESCRIBE, whatever else it grants.
     *
     * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/TBAC-notes.html
     */
    private addTagged({ table, columns }: TagMatch, grant: Grant, through: string): void {
        if (columns === undefined) {
            recordTable(this.declared(table), grant, through, WHOLE);
            return;
        }
        const reads = (verbs: readonly string[]) => columns.length > 0 && verbs.includes("SELECT");
        const limited = {
            ...grant,
            permissions: reads(grant.permissions) ? ["DESCRIBE", "SELECT"] : ["DESCRIBE"],
            grantable: reads(grant.grantable) ? ["SELECT"] : [],
        };
        recordTable(this.declared(table), limited, through, { columns: { only: columns }, rows: "all" });
    }

    private database(name: string): Collected {
        const known = this.databases.get(name);
        if (known !== undefined) return known;
        const made = { verbs: new Set<string>(), grantable: new Set<string>(), via: [] };
        this.databases.set(name, made);
        return made;
    }

    private declared(table: GovernedTable): CollectedTable {
        return this.table(table.database, table.name);
    }

    private table(database: string, name: string): CollectedTable {
        const key = `${database}.${name}`;
        const known = this.tables.get(key);
        if (known !== undefined) return known;
        const made: CollectedTable = {
            database,
            name,
            declared: this.lookup.table(key),
            verbs: new Set(),
            grantable: new Set(),
            selections: [],
            via: [],
        };
        this.tables.set(key, made);
        return made;
    }
}

function recordTable(to: CollectedTable, grant: Granted, through: string, { columns, rows }: Selection): void {
    const reads = grant.permissions.includes("SELECT");
    record(to, grant, through, reads ? { columns, rows } : undefined);
    if (reads) to.selections.push({ columns, rows });
}

function record(to: Collected, grant: Granted, through: string, selection?: Selection): void {
    for (const verb of grant.permissions) to.verbs.add(verb);
    for (const verb of grant.grantable) to.grantable.add(verb);
    const { name, urn, permissions } = grant;
    to.via.push({ grant: name, ...(urn && { urn }), verbs: permissions, through, ...selection });
}
