import type { Selection } from "./columns";
import type { Lookup } from "./lookup";
import { describeExpression } from "./tags";
import { ALL_COLUMNS } from "./targets";
import type { Governance, GovernedTable, Grant, Target, Via } from "./types";

/** What one grant gives on whatever it reaches; shared between the tables that it reaches alike. */
export interface Given {
    verbs: string[];
    grantable: string[];
    via: Via;
}

/** What grants add up to on one database or table. */
export interface Collected {
    given: Given[];
}

export interface CollectedTable extends Collected {
    database: string;
    name: string;
    /** Absent when the program doesn't declare the table. */
    declared?: GovernedTable;
    selections: Selection[];
}

type TableTarget = Extract<Target, { kind: "table" }>;
type TagTarget = Extract<Target, { kind: "tagPolicy" }>;

/** Gathers grants by the databases and tables that they reach. */
export class Collector {
    readonly databases = new Map<string, Collected>();
    /** By declaration; tables that the program doesn't declare are by `database.table`. */
    readonly tables = new Map<GovernedTable | string, CollectedTable>();
    readonly locations: string[] = [];

    constructor(private readonly lookup: Lookup) {}

    add(grant: Grant): void {
        const { on } = grant;
        switch (on.kind) {
            case "database":
                this.database(on.database).given.push(this.given(grant, "database"));
                break;
            case "table":
                this.addTable(grant, on);
                break;
            case "allTables":
                this.addAllTables(grant, on.database);
                break;
            case "tagPolicy":
                if (on.resource === "DATABASE") this.addTaggedDatabases(grant, on);
                else this.addTaggedTables(grant, on);
                break;
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
        const verbs = this.lookup.list(["DESCRIBE"]);
        const via = { grant: "data lake administrator", verbs, through: "implied" };
        const office = { verbs, grantable: this.lookup.list([]), via };
        for (const { name } of databases) this.database(name).given.push(office);
        for (const table of tables) this.declared(table).given.push(office);
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

    private addTable(grant: Grant, { database, table, columns, rows, filter }: TableTarget): void {
        const through = filter === undefined ? "table" : `data cells filter "${filter}"`;
        give(this.named(database, table), this.given(grant, through), this.lookup.selections.of(columns, rows));
    }

    private addAllTables(grant: Grant, database: string): void {
        const { whole } = this.lookup.selections;
        const given = this.given(grant, "all tables");
        const tables = this.lookup.tablesIn(database);
        for (const table of tables) give(this.declared(table), given, whole);
        if (tables.length === 0) give(this.named(database, "*"), given, whole);
    }

    private addTaggedDatabases(grant: Grant, { expression }: TagTarget): void {
        const given = this.given(grant, describeExpression(expression));
        for (const { name } of this.lookup.tags.databasesMatching(expression)) this.database(name).given.push(given);
    }

    /**
     * A tag expression that reaches only some columns gives SELECT on those and DESCRIBE, whatever else it grants.
     *
     * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/TBAC-notes.html
     */
    private addTaggedTables(grant: Grant, { expression }: TagTarget): void {
        const through = describeExpression(expression);
        const selects = (verbs: readonly string[]) => verbs.filter((verb) => verb === "SELECT");
        const whole = this.given(grant, through);
        const some = this.given(grant, through, ["DESCRIBE", ...selects(grant.permissions)], selects(grant.grantable));
        const none = this.given(grant, through, ["DESCRIBE"], []);
        for (const { table, selection, inPart } of this.lookup.tags.tablesMatching(expression)) {
            const given = selection === undefined ? none : inPart ? some : whole;
            give(this.declared(table), given, selection);
        }
    }

    private given(
        { name, urn, on, ...grant }: Grant,
        through: string,
        permissions = grant.permissions,
        grantable = grant.grantable,
    ): Given {
        const verbs = this.lookup.list(permissions);
        const selection = verbs.includes("SELECT") ? this.selectionBy(on) : undefined;
        const via = { grant: name, ...(urn && { urn }), verbs, through, ...selection };
        return { verbs, grantable: this.lookup.list(grantable), via };
    }

    /** The columns and rows that a grant names; what a tag expression reaches differs from table to table. */
    private selectionBy(on: Target): Pick<Via, "columns" | "rows"> | undefined {
        if (on.kind === "table") return { columns: on.columns, rows: on.rows };
        return on.kind === "allTables" ? { columns: ALL_COLUMNS, rows: "all" } : undefined;
    }

    private database(name: string): Collected {
        const known = this.databases.get(name);
        if (known !== undefined) return known;
        const made = { given: [] };
        this.databases.set(name, made);
        return made;
    }

    private named(database: string, name: string): CollectedTable {
        const key = `${database}.${name}`;
        const declared = this.lookup.table(key);
        return declared ? this.declared(declared) : this.tableAt(key, { database, name });
    }

    private declared(table: GovernedTable): CollectedTable {
        return this.tableAt(table, table);
    }

    private tableAt(
        key: GovernedTable | string,
        { database, name }: { database: string; name: string },
    ): CollectedTable {
        const known = this.tables.get(key);
        if (known !== undefined) return known;
        const made: CollectedTable = { database, name, given: [], selections: [] };
        if (typeof key !== "string") made.declared = key;
        this.tables.set(key, made);
        return made;
    }
}

function give(table: CollectedTable, given: Given, selection: Selection | undefined): void {
    table.given.push(given);
    if (selection !== undefined && given.verbs.includes("SELECT")) table.selections.push(selection);
}

/** What all grants together allow of one kind, sorted. Most often they all allow the same. */
export function united(given: readonly Given[], kind: "verbs" | "grantable"): string[] {
    const [first = NONE, ...others] = new Set(given.map((each) => each[kind]));
    return others.length === 0 ? first : [...new Set([first, ...others].flat())].sort();
}

const NONE: string[] = [];
