import { readableColumns, type Selection } from "./columns";
import { decisionOn } from "./deciders";
import { type Lookup, lookupOf, type TagMatch } from "./lookup";
import { identitiesOf } from "./principals";
import { distinct } from "./read";
import { eitherRows } from "./rows";
import { describeExpression } from "./tags";
import { ALL_COLUMNS } from "./targets";
import {
    type ColumnAccess,
    type DatabaseAccess,
    type Governance,
    type GovernedTable,
    type Grant,
    IAM_ALLOWED_PRINCIPALS,
    type PrincipalAccess,
    type RowCondition,
    type TableAccess,
    type Via,
} from "./types";

/** How much to tell beyond what is granted to the principal itself. */
export interface AccessOptions {
    /**
     * True to list what an administrator sees by that office, and what IAM policies may open to everyone. Default: true.
     * An overview of all principals leaves it out, since it would say the same on each of them.
     */
    implied?: boolean;
}

/**
 * What a principal may do, by Lake Formation's rules: the union of everything granted to it, by name, by LF-tags, by
 * data cells filters, and through the group of all principals of its account.
 *
 * @param principal identifier as grants have it: an ARN, an account, `IAM_ALLOWED_PRINCIPALS`
 */
export function accessOf(
    governance: Governance,
    principal: string,
    { implied = true }: AccessOptions = {},
): PrincipalAccess {
    const lookup = lookupOf(governance);
    const identities = identitiesOf(principal);
    const collected = new Collector(lookup);
    for (const identity of identities) {
        for (const grant of lookup.grantsTo(identity)) collected.add(grant);
    }
    const administrator = administratorKind(governance, principal);
    if (implied) {
        if (administrator !== undefined) collected.describeAll(governance);
        collected.openToIam(governance);
    }
    return {
        principal,
        ...(administrator && { administrator }),
        databases: collected.databaseAccess(),
        tables: collected.tableAccess(identities),
        locations: distinct(collected.locations),
        undetermined: governance.undetermined.filter((entry) => identities.includes(entry.principal ?? "")),
    };
}

function administratorKind({ admins, readOnlyAdmins }: Governance, principal: string): "full" | "readOnly" | undefined {
    if (admins.includes(principal)) return "full";
    return readOnlyAdmins.includes(principal) ? "readOnly" : undefined;
}

interface Collected {
    verbs: Set<string>;
    grantable: Set<string>;
    via: Via[];
}

interface CollectedTable extends Collected {
    database: string;
    name: string;
    /** Absent when the program doesn't declare the table. */
    declared?: GovernedTable;
    selections: Selection[];
}

/** Gathers grants by database and table. */
class Collector {
    readonly locations: string[] = [];
    private readonly databases = new Map<string, Collected>();
    private readonly tables = new Map<string, CollectedTable>();

    constructor(private readonly lookup: Lookup) {}

    add(grant: Grant): void {
        const { on } = grant;
        switch (on.kind) {
            case "database":
                this.onDatabase(on.database, grant, "database");
                break;
            case "table": {
                const through = on.filter === undefined ? "table" : `data cells filter "${on.filter}"`;
                this.onTable(this.named(on.database, on.table), grant, through, on);
                break;
            }
            case "allTables":
                for (const table of this.lookup.tablesIn(on.database)) {
                    this.onTable(this.declared(table), grant, "all tables", WHOLE);
                }
                if (this.lookup.tablesIn(on.database).length === 0) {
                    this.onTable(this.named(on.database, "*"), grant, "all tables", WHOLE);
                }
                break;
            case "tagPolicy": {
                const through = describeExpression(on.expression);
                if (on.resource === "DATABASE") {
                    for (const { name } of this.lookup.databasesMatching(on.expression)) {
                        this.onDatabase(name, grant, through);
                    }
                } else {
                    for (const match of this.lookup.tablesMatching(on.expression)) this.onTagged(match, grant, through);
                }
                break;
            }
            case "location":
                this.locations.push(on.path);
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
        for (const { name } of databases) this.onDatabase(name, office, "implied");
        for (const table of tables) this.onTable(this.declared(table), office, "implied", NOTHING);
    }

    /** Lists what everyone may come by, without a verb: only IAM policies tell. */
    openToIam({ databases, tables }: Governance): void {
        for (const { name, iamDecides } of databases) {
            if (iamDecides) this.databaseNamed(name);
        }
        for (const table of tables) {
            if (table.iamDecides) this.declared(table);
        }
    }

    databaseAccess(): DatabaseAccess[] {
        for (const { database } of this.tables.values()) this.databaseNamed(database);
        return [...this.databases]
            .map(([database, { verbs, grantable, via }]) => ({
                database,
                verbs: distinct(verbs),
                grantable: distinct(grantable),
                decidedBy: this.lookup.database(database)?.iamDecides ? ("iam" as const) : ("lakeFormation" as const),
                via: sortedVia(via),
            }))
            .sort((one, other) => compare(one.database, other.database));
    }

    tableAccess(identities: readonly string[]): TableAccess[] {
        return [...this.tables.values()]
            .map((table) => this.accessTo(table, identities))
            .sort((one, other) => compare(one.database, other.database) || compare(one.table, other.table));
    }

    /**
     * A tag expression that reaches only some columns gives SELECT on those and DESCRIBE, whatever else it grants.
     *
     * Source: https://docs.aws.amazon.com/lake-formation/latest/dg/TBAC-notes.html
     */
    private onTagged({ table, columns }: TagMatch, grant: Grant, through: string): void {
        if (columns === undefined) {
            this.onTable(this.declared(table), grant, through, WHOLE);
            return;
        }
        const reads = columns.length > 0 && grant.permissions.includes("SELECT");
        const passesOn = columns.length > 0 && grant.grantable.includes("SELECT");
        const limited = {
            ...grant,
            permissions: reads ? ["DESCRIBE", "SELECT"] : ["DESCRIBE"],
            grantable: passesOn ? ["SELECT"] : [],
        };
        this.onTable(this.declared(table), limited, through, { columns: { only: columns }, rows: "all" });
    }

    private onDatabase(name: string, grant: Granted, through: string): void {
        record(this.databaseNamed(name), grant, { through });
    }

    private onTable(table: CollectedTable, grant: Granted, through: string, { columns, rows }: Selection): void {
        const reads = grant.permissions.includes("SELECT");
        record(table, grant, reads ? { through, columns, rows } : { through });
        if (reads) table.selections.push({ columns, rows });
    }

    private accessTo(table: CollectedTable, identities: readonly string[]): TableAccess {
        const { database, name, declared, selections } = table;
        const readable = declared ? readableColumns(declared, selections) : namedColumns(selections);
        const everyone = identities.includes(IAM_ALLOWED_PRINCIPALS);
        const { decidedBy, note } = declared
            ? decisionOn(declared, identities, this.lookup)
            : { decidedBy: "lakeFormation" as const, note: "The program doesn't declare this table." };
        return {
            database,
            table: name,
            isView: declared?.isView ?? false,
            declared: declared !== undefined,
            verbs: distinct(table.verbs),
            grantable: distinct(table.grantable),
            columns: readable.columns,
            columnCount: declared?.columns.length ?? 0,
            rows: readable.rows,
            decidedBy: everyone ? "iam" : decidedBy,
            notes: [
                ...(note === undefined ? [] : [note]),
                ...readable.notes,
                ...(declared && selections.length > 0 ? this.notesOnBase(declared) : []),
            ],
            via: sortedVia(table.via),
        };
    }

    /** Views run with the rights of whoever asks, and links only point: what is behind has to be readable as well. */
    private notesOnBase({ reads, link }: GovernedTable): string[] {
        const missing = reads.filter((name) => (this.tables.get(name)?.selections.length ?? 0) === 0);
        const partly = reads.filter((name) => this.leavesOut(name));
        return [
            ...missing.map((name) => `The view reads ${name}, on which this principal has no SELECT.`),
            ...partly.map((name) => `The view reads ${name}, of which this principal can't read every column.`),
            ...(link === undefined ? [] : [`It is a link to ${link}: reading takes a grant there.`]),
        ];
    }

    private leavesOut(name: string): boolean {
        const table = this.tables.get(name);
        if (table?.declared === undefined || table.selections.length === 0) return false;
        return readableColumns(table.declared, table.selections).columns.length < table.declared.columns.length;
    }

    private databaseNamed(name: string): Collected {
        const known = this.databases.get(name);
        if (known !== undefined) return known;
        const made = { verbs: new Set<string>(), grantable: new Set<string>(), via: [] };
        this.databases.set(name, made);
        return made;
    }

    private declared(table: GovernedTable): CollectedTable {
        return this.named(table.database, table.name, table);
    }

    private named(database: string, name: string, declared?: GovernedTable): CollectedTable {
        const key = `${database}.${name}`;
        const known = this.tables.get(key);
        if (known !== undefined) return known;
        const made: CollectedTable = {
            database,
            name,
            declared: declared ?? this.lookup.table(key),
            verbs: new Set(),
            grantable: new Set(),
            selections: [],
            via: [],
        };
        this.tables.set(key, made);
        return made;
    }
}

type Granted = Pick<Grant, "name" | "urn" | "permissions" | "grantable">;

const WHOLE: Selection = { columns: ALL_COLUMNS, rows: "all" };
const NOTHING: Selection = { columns: { only: [] }, rows: [] };

function record(to: Collected, grant: Granted, how: Pick<Via, "through" | "columns" | "rows">): void {
    for (const verb of grant.permissions) to.verbs.add(verb);
    for (const verb of grant.grantable) to.grantable.add(verb);
    to.via.push({ grant: grant.name, ...(grant.urn && { urn: grant.urn }), verbs: grant.permissions, ...how });
}

/** Of a table that the program doesn't declare, the columns that grants name are all that is known. */
function namedColumns(selections: readonly Selection[]): {
    columns: ColumnAccess[];
    rows: RowCondition;
    notes: string[];
} {
    const byName = new Map<string, RowCondition>();
    let all: RowCondition = [];
    for (const { columns, rows } of selections) {
        all = eitherRows(all, rows);
        for (const name of "only" in columns ? columns.only : []) byName.set(name, eitherRows(byName.get(name), rows));
    }
    return {
        columns: [...byName]
            .sort(([one], [other]) => compare(one, other))
            .map(([name, rows]) => ({ name, personal: false, rows })),
        rows: all,
        notes: [],
    };
}

function sortedVia(via: readonly Via[]): Via[] {
    return [...via].sort((one, other) => compare(one.grant, other.grant) || compare(one.through, other.through));
}

function compare(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}
