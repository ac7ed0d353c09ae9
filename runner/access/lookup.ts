import { Selections } from "./columns";
import { groupBy } from "./group-by";
import { byText } from "./read";
import { TagIndex } from "./tag-index";
import { type Governance, type GovernedDatabase, type GovernedTable, type Grant, NOT_KNOWN, type OptIn } from "./types";

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
    private readonly registrations = new Map<GovernedTable, Registration>();
    private readonly lists = new Map<string, string[]>();
    readonly selections = new Selections();
    readonly tags: TagIndex;

    constructor(governance: Governance) {
        this.tags = new TagIndex(governance, this.selections);
        this.grants = groupBy(governance.grants, ({ principal }) => principal);
        this.optIns = groupBy(governance.optIns, ({ principal }) => principal);
        this.tables = groupBy(governance.tables, ({ database, name }) => `${database}.${name}`);
        this.inDatabase = groupBy(governance.tables, ({ database }) => database);
        this.databases = groupBy(governance.databases, ({ name }) => name);
        this.locations = new Map(governance.locations.map(({ path, hybrid }) => [path, { hybrid }]));
    }

    /** Grants to any of the identities, in an order that doesn't depend on that of the program. */
    grantsTo(identities: readonly string[]): Grant[] {
        return identities.flatMap((identity) => this.grants.get(identity) ?? []).sort(byGrant);
    }

    /** The one object for a list of these words, so that equal lists can be told without reading them. */
    list(words: string[]): string[] {
        const key = words.join();
        const known = this.lists.get(key);
        if (known !== undefined) return known;
        this.lists.set(key, words);
        return words;
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

    registrationOf(table: GovernedTable): Registration {
        const known = this.registrations.get(table);
        if (known !== undefined) return known;
        const found = this.registrationAt(table.location);
        this.registrations.set(table, found);
        return found;
    }

    /** Registering a path covers everything below it. */
    private registrationAt(location: string | undefined): Registration {
        if (location === undefined) return "noData";
        if (location === NOT_KNOWN) return "notKnown";
        for (let path = location; path !== ""; path = path.slice(0, Math.max(path.lastIndexOf("/"), 0))) {
            const found = this.locations.get(path);
            if (found !== undefined) return found.hybrid ? "hybrid" : "registered";
        }
        return this.locations.has(NOT_KNOWN) ? "notKnown" : "unregistered";
    }
}

function byGrant(one: Grant, other: Grant): number {
    return byText(one.name, other.name) || byText(JSON.stringify(one), JSON.stringify(other));
}
