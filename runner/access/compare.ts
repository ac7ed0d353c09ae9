import { rowChanges, verbChanges } from "./changes";
import { type AccessChange, gain, loss } from "./difference";
import type { AccessMatrix, AccessRow, Administrator, LocationRow, MatrixTable } from "./matrix-types";
import { byText } from "./read";

/** Who gains and who loses what from one matrix to another; empty when nothing differs. */
export function compareMatrices(before: AccessMatrix, after: AccessMatrix): AccessChange[] {
    const changes = [
        ...tableChanges(before, after),
        ...databaseChanges(before, after),
        ...rightChanges(before.locations.map(locationRight), after.locations.map(locationRight)),
        ...rightChanges(before.administrators.map(officeRight), after.administrators.map(officeRight)),
    ];
    return changes.sort(
        (one, other) =>
            byText(one.principal, other.principal) ||
            byText(one.on ?? "", other.on ?? "") ||
            byText(one.kind, other.kind) ||
            byText(one.what, other.what),
    );
}

function tableChanges(before: AccessMatrix, after: AccessMatrix): AccessChange[] {
    const tablesBefore = tablesByName(before);
    const tablesAfter = tablesByName(after);
    const columnsOf = (table: MatrixTable | undefined) => table?.columns.join();
    const alike = new Set(
        [...tablesAfter]
            .filter(([on, table]) => columnsOf(tablesBefore.get(on)) === columnsOf(table))
            .map(([on]) => on),
    );
    return pairs(
        before.rows,
        after.rows,
        ({ principal, database, table }) => `${principal}\n${database}.${table}`,
    ).flatMap(([old, now]) => {
        const row = now ?? old;
        if (row === undefined) return [];
        const on = `${row.database}.${row.table}`;
        return rowChanges(
            old && { row: old, table: tablesBefore.get(on) ?? undeclared(old) },
            now && { row: now, table: tablesAfter.get(on) ?? undeclared(now) },
            alike.has(on),
        ).map((change) => ({ ...change, principal: row.principal, on }));
    });
}

function databaseChanges(before: AccessMatrix, after: AccessMatrix): AccessChange[] {
    return pairs(before.databases, after.databases, ({ principal, database }) => `${principal}\n${database}`).flatMap(
        ([old, now]) => {
            const row = now ?? old;
            if (row === undefined) return [];
            const changes = verbChanges(old ?? NO_VERBS, now ?? NO_VERBS, row.database);
            return changes.map((change) => ({ ...change, principal: row.principal, on: row.database }));
        },
    );
}

/** A right that is either there or not. */
interface Right {
    principal: string;
    gained: string;
    lost: string;
}

function locationRight({ principal, path }: LocationRow): Right {
    return {
        principal,
        gained: `may now create tables in s3://${path}`,
        lost: `may no longer create tables in s3://${path}`,
    };
}

function officeRight({ principal, readOnly }: Administrator): Right {
    const office = readOnly ? "a read-only administrator of the lake" : "an administrator of the lake";
    return { principal, gained: `becomes ${office}`, lost: `is no longer ${office}` };
}

function rightChanges(before: readonly Right[], after: readonly Right[]): AccessChange[] {
    return pairs(before, after, ({ principal, gained }) => `${principal}\n${gained}`).flatMap(([old, now]) => {
        if (old === undefined && now !== undefined) return [{ ...gain(now.gained), principal: now.principal }];
        if (now === undefined && old !== undefined) return [{ ...loss(old.lost), principal: old.principal }];
        return [];
    });
}

/** What stands under the same key on both sides; one of the two may be missing. */
function pairs<T>(
    before: readonly T[],
    after: readonly T[],
    keyOf: (item: T) => string,
): [T | undefined, T | undefined][] {
    const old = new Map(before.map((item) => [keyOf(item), item]));
    const now = new Map(after.map((item) => [keyOf(item), item]));
    return [...new Set([...old.keys(), ...now.keys()])].map((key) => [old.get(key), now.get(key)]);
}

function tablesByName({ tables }: AccessMatrix): Map<string, MatrixTable> {
    return new Map(tables.map((table) => [`${table.database}.${table.table}`, table]));
}

function undeclared({ database, table }: AccessRow): MatrixTable {
    return { database, table, declared: false, isView: false, columns: [], personal: [] };
}

const NO_VERBS = { verbs: [], grantable: [] };
