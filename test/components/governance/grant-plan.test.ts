import { expect } from "chai";
import { stepId } from "../../../components/governance/grant-steps";
import { GrantAccess, TaggedResource } from "../../../components/governance/grants-args";
import { contactRecords, personalColumns } from "../../../schemas";
import { granted, planOf, stepNamed } from "./grants-fixture";

describe("compileGrants", () => {
    describe("spells out", () => {
        const onTable = { table: "notes", includePersonalColumns: true };
        const words: [string, Parameters<typeof granted>[0][string], string][] = [
            ["read on a table", { ...onTable, access: GrantAccess.Read }, "analysts--notes: DESCRIBE,SELECT"],
            [
                "write on a table",
                { ...onTable, access: GrantAccess.Write },
                "analysts--notes: DELETE,DESCRIBE,INSERT,SELECT",
            ],
            [
                "own on a table",
                { ...onTable, access: GrantAccess.Own },
                "analysts--notes: ALTER,DELETE,DESCRIBE,DROP,INSERT,SELECT",
            ],
            ["read on a view", { table: "recent", access: GrantAccess.Read }, "analysts--recent: DESCRIBE,SELECT"],
            ["own on a view", { table: "recent", access: GrantAccess.Own }, "analysts--recent: DESCRIBE,DROP,SELECT"],
            ["read on a database", { onDatabase: true, access: GrantAccess.Read }, "analysts--on-database: DESCRIBE"],
            [
                "write on a database",
                { onDatabase: true, access: GrantAccess.Write },
                "analysts--on-database: ALTER,CREATE_TABLE,DESCRIBE",
            ],
            [
                "own on a database",
                { onDatabase: true, access: GrantAccess.Own },
                "analysts--on-database: ALTER,CREATE_TABLE,DESCRIBE,DROP",
            ],
            [
                "read on all tables",
                { allTables: true, access: GrantAccess.Read, includePersonalColumns: true },
                "analysts--all-tables: DESCRIBE,SELECT",
            ],
            [
                "read by tags of tables",
                { tags: { sensitivity: ["internal"] }, access: GrantAccess.Read },
                "one: DESCRIBE,SELECT",
            ],
            [
                "write by tags of databases",
                { tags: { domain: ["agents"] }, taggedResource: TaggedResource.Database, access: GrantAccess.Write },
                "one: ALTER,CREATE_TABLE,DESCRIBE",
            ],
            ["a location", { dataLocation: "curated" }, "analysts--at-location--curated: DATA_LOCATION_ACCESS"],
            [
                "permissions, sorted and each once",
                { onDatabase: true, permissions: ["DROP", "ALTER", "DROP"] },
                "analysts--on-database: ALTER,DROP",
            ],
        ];
        for (const [what, grant, expected] of words) {
            it(what, () => expect(granted({ one: grant })).to.include(expected));
        }
    });

    it("lets whoever reads a named table find its database, once for each principal and database", () => {
        expect(
            granted({
                one: { access: "read", table: "recent" },
                two: { access: "read", table: "orders", database: "sales" },
                three: { access: "read", table: "notes", rows: "stars > 3" },
            }),
        ).to.deep.equal([
            "analysts--in-sales--on-database: DESCRIBE",
            "analysts--in-sales--orders: DESCRIBE,SELECT",
            "analysts--on-database: DESCRIBE",
            "analysts--recent: DESCRIBE,SELECT",
            "three--notes-rows: SELECT",
        ]);
    });

    it("adds no sight of the database to a grant on all its tables, which includes it", () => {
        expect(granted({ one: { access: "read", allTables: true, includePersonalColumns: true } })).to.deep.equal([
            "analysts--all-tables: DESCRIBE,SELECT",
        ]);
    });

    it("shares with other accounts and organizations what is named and no database besides", () => {
        const partner = { principals: { partner: "444455556666" } };
        expect(granted({ one: { principal: "partner", access: "read", table: "recent" } }, partner)).to.deep.equal([
            "partner--recent: DESCRIBE,SELECT",
        ]);
    });

    it("puts the sight of a database and a grant on it into one entry", () => {
        const grants = {
            one: { access: "read", table: "recent" },
            two: { access: "write", onDatabase: true },
        } as const;
        expect(granted(grants)).to.deep.equal([
            "analysts--on-database: ALTER,CREATE_TABLE,DESCRIBE",
            "analysts--recent: DESCRIBE,SELECT",
        ]);
        expect(granted({ one: grants.one })[0]).to.equal("analysts--on-database: DESCRIBE");
    });

    it("puts two grants of different permissions on one table into one entry", () => {
        const plan = planOf({
            one: { permissions: ["SELECT"], table: "notes", includePersonalColumns: true },
            two: { permissions: ["INSERT"], table: "notes", includePersonalColumns: true, grantOption: true },
        });
        const { permissions, grantable } = stepNamed(plan, "permissions", "analysts--notes");
        expect({ permissions, grantable }).to.deep.equal({ permissions: ["INSERT", "SELECT"], grantable: ["INSERT"] });
    });

    it("names entries by principal and resource, so that renaming a grant changes nothing", () => {
        const grant = { access: "read", tables: ["notes", "recent"] } as const;
        expect(planOf({ before: { ...grant, tables: [...grant.tables] } })).to.deep.equal(
            planOf({ "after-all": { ...grant, tables: [...grant.tables] } }),
        );
    });

    describe("columns", () => {
        const choiceOf = (grant: Parameters<typeof granted>[0][string]) => {
            const { on } = stepNamed(planOf({ one: grant }), "permissions", "analysts--notes");
            return on.kind === "table" ? on.columns : undefined;
        };

        it("leave personal ones out unless they are asked for", () => {
            expect(choiceOf({ access: "read", table: "notes" })).to.deep.equal({ except: ["author"] });
            expect(choiceOf({ access: "read", table: "notes", includePersonalColumns: true })).to.equal(undefined);
        });

        it("of the lake's own tables are personal as their schemas say", () => {
            const plan = planOf({ one: { access: "read", table: "contact_records" } });
            const { on, permissions } = stepNamed(plan, "permissions", "analysts--contact_records");
            expect(on).to.deep.include({ columns: { except: personalColumns(contactRecords).sort() } });
            expect(permissions, "DESCRIBE can't stand beside a choice of columns").to.deep.equal(["SELECT"]);
        });

        it("that are left out by name are left out beside the personal ones", () => {
            expect(choiceOf({ access: "read", table: "notes", excludedColumns: ["stars"] })).to.deep.equal({
                except: ["author", "stars"],
            });
        });

        it("that are named are granted, personal or not, sorted", () => {
            expect(choiceOf({ access: "read", table: "notes", columns: ["id", "author", "id"] })).to.deep.equal({
                only: ["author", "id"],
            });
        });

        it("are all granted where the grant reads none of them", () => {
            expect(choiceOf({ permissions: ["ALTER", "DESCRIBE"], table: "notes" })).to.equal(undefined);
        });
    });

    describe("rows", () => {
        it("become a filter, with the columns, and a grant of SELECT on it", () => {
            const plan = planOf({ one: { access: "read", table: "notes", rows: "stars > 3", grantOption: false } });
            const on = {
                kind: "cells",
                database: "",
                table: "notes",
                columns: { except: ["author"] },
                rows: "stars > 3",
                filter: "one",
            };
            const filter = stepNamed(plan, "filter", "one--notes-rows");
            const grant = stepNamed(plan, "permissions", "one--notes-rows");
            expect(filter.on).to.deep.equal(on);
            expect(grant).to.deep.include({ on, permissions: ["SELECT"], after: [stepId(filter)] });
        });

        it("of several tables become a filter for each", () => {
            expect(
                granted({
                    one: { access: "read", tables: ["contact_records", "agent_events"], rows: "instance_id = 'a'" },
                }),
            ).to.include.members(["one--agent_events-rows: SELECT", "one--contact_records-rows: SELECT"]);
        });

        it("may be chosen twice of one table, and beside some of its columns", () => {
            expect(
                granted({
                    one: { access: "read", table: "notes", rows: "stars > 3" },
                    two: { access: "read", table: "notes", rows: "region = 'eu'", includePersonalColumns: true },
                    three: { access: "read", table: "notes", columns: ["id"] },
                }),
            ).to.include.members(["one--notes-rows: SELECT", "two--notes-rows: SELECT", "analysts--notes: SELECT"]);
        });
    });

    describe("opt-ins", () => {
        it("come after their grants, once for each principal and table", () => {
            const plan = planOf({
                one: { access: "read", table: "notes", rows: "stars > 3", optIn: true },
                two: { access: "read", table: "notes", rows: "stars < 1", optIn: true },
            });
            expect(plan.steps.filter(({ kind }) => kind === "optIn")).to.have.length(1);
            expect(stepNamed(plan, "optIn", "analysts--notes").after).to.deep.equal([
                "permissions:one--notes-rows",
                "permissions:two--notes-rows",
            ]);
        });

        it("to all tables come with one to their database", () => {
            const plan = planOf({
                one: { access: "read", allTables: true, includePersonalColumns: true, optIn: true },
            });
            expect(stepNamed(plan, "optIn", "analysts--on-database").on.kind).to.equal("database");
            expect(stepNamed(plan, "optIn", "analysts--all-tables").on.kind).to.equal("allTables");
        });
    });

    describe("lanes", () => {
        const tables = Object.fromEntries(
            Array.from({ length: 40 }, (_, index) => [`t${index}`, { columns: [{ name: "id", type: "string" }] }]),
        );
        const read = (names: readonly string[]) => ({
            one: { access: "read" as const, tables: [...names], optIn: true },
        });
        const names = Object.keys(tables);

        it("make each step but the first of a lane wait for one other", () => {
            for (const maxParallelGrants of [1, 4]) {
                const { steps } = planOf(read(names), { tables, maxParallelGrants });
                expect(steps.filter(({ behind }) => behind === undefined)).to.have.length(maxParallelGrants);
            }
        });

        it("never wait for what comes later", () => {
            const { steps } = planOf(read(names), { tables, maxParallelGrants: 4 });
            const done = new Set<string>();
            for (const step of steps) {
                const before = [...step.after, ...(step.behind === undefined ? [] : [step.behind])];
                expect(
                    before.every((id) => done.has(id)),
                    stepId(step),
                ).to.equal(true);
                done.add(stepId(step));
            }
        });

        it("keep every other grant when one is added", () => {
            const laneOf = (some: readonly string[]) => {
                const { steps } = planOf(read(some), { tables, maxParallelGrants: 4 });
                const lanes = new Map<string, number>();
                for (const step of steps.filter(({ kind }) => kind === "permissions")) {
                    const { behind } = step;
                    lanes.set(stepId(step), (behind !== undefined && lanes.get(behind)) || lanes.size + 1);
                }
                return lanes;
            };
            const [before, after] = [laneOf(names.slice(1)), laneOf(names)];
            const together = (lanes: Map<string, number>) => (left: string, right: string) =>
                lanes.get(left) === lanes.get(right);
            const ids = [...before.keys()];
            for (const left of ids) {
                for (const right of ids) expect(together(after)(left, right)).to.equal(together(before)(left, right));
            }
        });
    });
});
