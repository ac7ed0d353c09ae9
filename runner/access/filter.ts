import type { AccessFilter } from "./matrix-types";
import { principalName } from "./principals";

/** Tests for what a filter lets through. Names of the catalogue don't tell upper from lower case. */
export interface FilterTests {
    principal(principal: string): boolean;
    table(database: string, table: string): boolean;
    /** Rights on a database belong to every table in it. */
    database(database: string): boolean;
}

export function testsOf(filter: AccessFilter): FilterTests {
    const principal = filter.principal === undefined ? undefined : glob(filter.principal);
    const parts = filter.table?.toLowerCase().split(".") ?? [];
    const table = parts.length === 0 ? undefined : glob(parts.at(-1) ?? "");
    const database = parts.length < 2 ? undefined : glob(parts.slice(0, -1).join("."));
    const takesDatabase = (name: string) => database?.test(name) ?? true;
    return {
        principal: (id) => principal === undefined || principal.test(id) || principal.test(principalName(id)),
        table: (itsDatabase, name) => takesDatabase(itsDatabase) && (table?.test(name) ?? true),
        database: takesDatabase,
    };
}

function glob(pattern: string): RegExp {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`);
}
