import { expect } from "chai";
import * as fc from "fast-check";
import { compileGrants, type GrantPlan } from "../../../components/governance/grant-plan";
import { type GrantStep, stepId } from "../../../components/governance/grant-steps";
import type { ColumnChoice } from "../../../components/governance/grant-target";
import type { GrantAccess, LakeGrantArgs, LakeGrantsArgs } from "../../../components/governance/grants-args";
import { ANALYST, ENGINEER, LAKE } from "./grants-fixture";

const principals = ["analysts", "engineers", "partner"];
const lake: Omit<LakeGrantsArgs, "grants"> = {
    ...LAKE,
    principals: { analysts: ANALYST, engineers: ENGINEER, partner: "444455556666" },
};
const compile = (grants: Record<string, LakeGrantArgs>): GrantPlan => compileGrants({ ...lake, grants });

/** A grant that is well formed by itself; several may still be at odds with each other. */
const anyGrant: fc.Arbitrary<LakeGrantArgs> = fc
    .tuple(fc.constantFrom(...principals), fc.boolean(), anyPlace())
    .map(([principal, grantOption, place]) => ({
        principal,
        ...place,
        // A choice of columns can't be passed on, and personal columns are such a choice.
        ...(grantOption && (place.includePersonalColumns || place.onDatabase) && !place.columns && { grantOption }),
    }));

function anyPlace(): fc.Arbitrary<Omit<LakeGrantArgs, "principal">> {
    const access = fc.constantFrom<GrantAccess>("read", "write", "own");
    const optIn = fc.boolean();
    const whole = { includePersonalColumns: fc.constant(true), optIn };
    const permissions = (...all: string[]) => fc.uniqueArray(fc.constantFrom(...all), { minLength: 1 });
    const ofTables = permissions("ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT");
    const table = fc.constantFrom("notes", "contact_records", "quarantined_records");
    const columns = fc.uniqueArray(fc.constantFrom("id", "author", "stars"), { minLength: 1 });
    return fc.oneof(
        fc.record({ access, table, ...whole }),
        fc.record({ permissions: ofTables, table, ...whole }),
        fc.record({ access, tables: fc.uniqueArray(table, { minLength: 1 }), ...whole }),
        fc.record({ access: fc.constant<GrantAccess>("read"), table, optIn }),
        fc.record({ access: fc.constant<GrantAccess>("read"), table: fc.constant("notes"), columns, optIn }),
        fc.record({
            access: fc.constant<GrantAccess>("read"),
            table: fc.constant("notes"),
            rows: fc.integer({ min: 0, max: 3 }).map((stars) => `stars > ${stars}`),
            optIn,
        }),
        fc.record({ access, table: fc.constant("orders"), database: fc.constant("sales"), ...whole }),
        // Not opted in: an opt-in to all tables is one to the database too, and a plan can't tell whose wish that was.
        fc.record({ access, allTables: fc.constant(true), includePersonalColumns: fc.constant(true) }),
        fc.record({ access: fc.constant<GrantAccess>("write"), onDatabase: fc.constant(true), optIn }),
        fc.record({ permissions: permissions("ALTER", "CREATE_TABLE", "DESCRIBE"), onDatabase: fc.constant(true) }),
        fc.record({
            access,
            tags: fc.constantFrom<Record<string, string[]>>(
                { sensitivity: ["internal"] },
                { domain: ["agents"], sensitivity: ["internal"] },
            ),
        }),
        fc.record({ dataLocation: fc.constant("curated") }),
    );
}

/** Grants that stand beside each other: each is taken if it is not at odds with those before. */
const anyGrants = fc.array(anyGrant, { maxLength: 12 }).map((grants) => {
    const taken: Record<string, LakeGrantArgs> = {};
    for (const [index, grant] of grants.entries()) {
        const more = { ...taken, [`grant-${index}`]: grant };
        if (compile(more).problems.length === 0) Object.assign(taken, more);
    }
    return taken;
});

describe("compileGrants, whatever the grants,", () => {
    it("makes the same plan in whichever order they are written", () => {
        fc.assert(
            fc.property(anyGrants, fc.infiniteStream(fc.nat()), (grants, order) => {
                const shuffled = Object.entries(grants)
                    .map((entry) => ({ entry, at: order.next().value }))
                    .sort((left, right) => left.at - right.at)
                    .map(({ entry }) => entry);
                expect(compile(Object.fromEntries(shuffled))).to.deep.equal(compile(grants));
            }),
        );
    });

    it("tells the same problems in whichever order they are written", () => {
        fc.assert(
            fc.property(fc.array(anyGrant, { maxLength: 6 }), (grants) => {
                const entries = grants.map((grant, index) => [`grant-${index}`, grant] as const);
                const reversed = Object.fromEntries([...entries].reverse());
                expect(compile(reversed).problems).to.deep.equal(compile(Object.fromEntries(entries)).problems);
            }),
        );
    });

    it("makes the same plan of what a plan grants", () => {
        fc.assert(
            fc.property(anyGrants, (grants) => {
                const plan = compile(grants);
                expect(compile(grantsOf(plan))).to.deep.equal(plan);
            }),
        );
    });

    it("grants what they say and nothing besides, but for the sight of a database", () => {
        fc.assert(
            fc.property(anyGrants, (grants) => {
                const said = new Map<string, Set<string>>();
                for (const [key, grant] of Object.entries(grants)) {
                    for (const [resource, permissions] of naively(key, grant)) {
                        const name = `${grant.principal} ${resource}`;
                        said.set(name, new Set([...(said.get(name) ?? []), ...permissions]));
                    }
                }
                const planned = new Map<string, Set<string>>();
                for (const step of compile(grants).steps) {
                    if (step.kind !== "permissions") continue;
                    const name = `${step.principal} ${resourceOf(step)}`;
                    expect(planned.has(name), `${name} is granted once`).to.equal(false);
                    planned.set(name, new Set(step.permissions));
                }
                expect(planned).to.deep.equal(said);
            }),
        );
    });

    it("gives every child another name", () => {
        fc.assert(
            fc.property(anyGrants, (grants) => {
                const names = compile(grants).steps.map(({ kind, suffix }) => `${kind} ${suffix}`);
                expect(new Set(names).size).to.equal(names.length);
            }),
        );
    });
});

/** What a grant says, read as plainly as it can be: resources and their permissions. */
function naively(key: string, grant: LakeGrantArgs): [string, string[]][] {
    const database = grant.database ?? "";
    if (grant.dataLocation) return [[`location ${grant.dataLocation}`, ["DATA_LOCATION_ACCESS"]]];
    const write = grant.access === "write" || grant.access === "own";
    const own = grant.access === "own";
    const ofTable = grant.permissions ?? [
        ...["SELECT", "DESCRIBE", ...(write ? ["INSERT", "DELETE"] : []), ...(own ? ["ALTER", "DROP"] : [])],
    ];
    if (grant.tags) return [[`tags ${JSON.stringify(grant.tags)}`, ofTable]];
    if (grant.onDatabase) {
        return [
            [`database ${database}`, grant.permissions ?? ["DESCRIBE", ...(write ? ["CREATE_TABLE", "ALTER"] : [])]],
        ];
    }
    if (grant.allTables) return [[`tables ${database}`, ofTable]];
    const seen: [string, string[]][] = grant.principal === "partner" ? [] : [[`database ${database}`, ["DESCRIBE"]]];
    if (grant.rows) return [...seen, [`rows ${key}`, ["SELECT"]]];
    const names = grant.tables ?? [grant.table ?? ""];
    const part = grant.columns !== undefined || !grant.includePersonalColumns;
    return [
        ...seen,
        ...names.map((name): [string, string[]] => [`table ${database} ${name}`, part ? ["SELECT"] : ofTable]),
    ];
}

function resourceOf({ on }: Extract<GrantStep, { kind: "permissions" }>): string {
    switch (on.kind) {
        case "location":
            return `location ${on.location}`;
        case "tags":
            return `tags ${JSON.stringify(Object.fromEntries(on.expression.map(({ key, values }) => [key, values])))}`;
        case "database":
            return `database ${on.database}`;
        case "allTables":
            return `tables ${on.database}`;
        case "cells":
            return `rows ${on.filter}`;
        case "table":
            return `table ${on.database} ${on.table}`;
    }
}

/** The grants that a plan comes to, in explicit permissions. */
function grantsOf({ steps }: GrantPlan): Record<string, LakeGrantArgs> {
    const optedIn = new Set(steps.flatMap((step) => (step.kind === "optIn" ? step.after : [])));
    const found: Record<string, LakeGrantArgs> = {};
    for (const step of steps) {
        if (step.kind !== "permissions") continue;
        const optIn = optedIn.has(stepId(step));
        const kept = step.permissions.filter((permission) => !step.grantable.includes(permission));
        const both: [string, readonly string[], boolean][] = [
            ["kept", kept, false],
            ["passed-on", step.grantable, true],
        ];
        for (const [name, permissions, grantOption] of both) {
            if (permissions.length === 0) continue;
            const key = keyOf(step) ?? `${step.suffix.replaceAll("--", "-")}-${name}`;
            found[key] = {
                principal: step.principal,
                ...(grantOption && { grantOption }),
                ...(optIn && { optIn }),
                ...placeOf(step, permissions),
            };
        }
    }
    return found;
}

function keyOf({ on }: GrantStep): string | undefined {
    if (on.kind === "cells") return on.filter;
    return on.kind === "tags" ? on.grant : undefined;
}

function placeOf(
    { on }: Extract<GrantStep, { kind: "permissions" }>,
    permissions: readonly string[],
): Omit<LakeGrantArgs, "principal"> {
    if (on.kind === "location") return { dataLocation: on.location };
    const given = { permissions: [...permissions] };
    if (on.kind === "tags") {
        const tags = Object.fromEntries(on.expression.map(({ key, values }) => [key, [...values]]));
        return { ...given, tags, taggedResource: on.resource };
    }
    const inDatabase = { ...given, ...(on.database !== "" && { database: on.database }) };
    if (on.kind === "database") return { ...inDatabase, onDatabase: true };
    const everything = { ...inDatabase, includePersonalColumns: true };
    if (on.kind === "allTables") return { ...everything, allTables: true };
    const columns = on.columns === undefined ? {} : columnsArgs(on.columns);
    return { ...everything, table: on.table, ...columns, ...(on.kind === "cells" && { rows: on.rows }) };
}

function columnsArgs(columns: ColumnChoice): Pick<LakeGrantArgs, "columns" | "excludedColumns"> {
    if ("only" in columns) return { columns: [...columns.only] };
    return columns.except.length === 0 ? {} : { excludedColumns: [...columns.except] };
}
