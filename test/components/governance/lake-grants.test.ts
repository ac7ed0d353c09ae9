import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { LakeDatabase } from "../../../components/catalog/lake-database";
import type { LakeGrantsArgs } from "../../../components/governance/grants-args";
import { LakeGrants } from "../../../components/governance/lake-grants";
import { evaluateProgram, type TestOptions } from "../../support/evaluate";
import { expectGolden, requestsOf } from "./golden";
import { ACCOUNT, ANALYST, ENGINEER, lakeGrants, type SomeGrants } from "./grants-fixture";

const read = { access: "read" } as const;
const PERMISSIONS = "aws:lakeformation/permissions:Permissions";
const FILTER = "aws:lakeformation/dataCellsFilter:DataCellsFilter";

function evaluateGrants(grants: SomeGrants, more: Partial<LakeGrantsArgs> = {}, options: TestOptions = {}) {
    return evaluateProgram(() => void new LakeGrants("lake", lakeGrants(grants, more)), options);
}

describe("LakeGrants", () => {
    const kinds: [string, SomeGrants, Partial<LakeGrantsArgs>?][] = [
        ["database", { one: { access: "own", onDatabase: true } }],
        ["database-of-another-name", { one: { access: "write", onDatabase: true, database: "sales" } }],
        ["table", { one: { ...read, table: "notes", includePersonalColumns: true } }],
        ["table-write", { one: { access: "write", table: "notes", includePersonalColumns: true } }],
        ["view", { one: { ...read, table: "recent" } }],
        ["all-tables", { one: { ...read, allTables: true, includePersonalColumns: true } }],
        ["columns", { one: { ...read, table: "notes", columns: ["id", "stars"] } }],
        ["all-but-personal-columns", { one: { ...read, table: "notes" } }],
        ["rows", { one: { ...read, table: "notes", rows: "region = 'eu'", includePersonalColumns: true } }],
        ["rows-and-columns", { one: { ...read, table: "notes", rows: "stars > 3", columns: ["id"] } }],
        ["rows-but-no-personal-columns", { one: { ...read, table: "notes", rows: "stars > 3" } }],
        ["location", { one: { dataLocation: "curated" } }],
        ["tags-of-tables", { one: { ...read, tags: { sensitivity: ["internal"], domain: ["contacts", "agents"] } } }],
        ["tags-of-databases", { one: { ...read, tags: { domain: ["agents"] }, taggedResource: "DATABASE" } }],
        ["grant-option", { one: { ...read, table: "recent", grantOption: true } }],
        ["opt-in", { one: { ...read, table: "notes", optIn: true } }],
        ["opt-in-to-all-tables", { one: { ...read, allTables: true, includePersonalColumns: true, optIn: true } }],
        ["another-account", { one: { ...read, table: "recent" } }, { principals: { analysts: "444455556666" } }],
        [
            "explicit-permissions",
            { one: { permissions: ["SELECT", "ALTER"], ...{ table: "notes", includePersonalColumns: true } } },
        ],
    ];
    for (const [kind, grants, more] of kinds) {
        it(`requests for ${kind.replaceAll("-", " ")} what its golden file says`, async () => {
            const { registrations } = await evaluateGrants(grants, more);
            expectGolden(kind, requestsOf(registrations));
        });
    }

    const several: SomeGrants = {
        one: { ...read, tables: ["notes", "contact_records"], optIn: true },
        two: { ...read, table: "agent_events", rows: "instance_id = 'a'", principal: "engineers" },
        three: { access: "write", onDatabase: true, principal: "engineers" },
    };

    it("requests the same in whichever order grants, principals and tables are written", async () => {
        const backwards = <T>(map: Record<string, T>) => Object.fromEntries(Object.entries(map).reverse());
        const forwards = await evaluateGrants(several);
        const args = lakeGrants(several);
        const swapped = await evaluateGrants(backwards(several), {
            principals: backwards(args.principals),
            tables: backwards(args.tables ?? {}),
        });
        expect(requestsOf(swapped.registrations)).to.deep.equal(requestsOf(forwards.registrations));
    });

    it("sends nothing empty, which the provider would see as a change on every deployment", async () => {
        const { registrations } = await evaluateGrants(several);
        for (const { inputs, custom } of registrations) {
            if (custom) expect(JSON.stringify(inputs)).to.not.match(/\[\]|""|null/);
        }
    });

    it("removes before it replaces, since a new grant would go with the old one", async () => {
        const { childrenOf, one } = await evaluateGrants(several);
        const children = childrenOf(one("lakefront:index:LakeGrants").urn);
        expect(children).to.not.be.empty;
        expect(children.every(({ deleteBeforeReplace }) => deleteBeforeReplace)).to.equal(true);
    });

    it("makes the grant on a filter anew when the filter is replaced", async () => {
        const { one, byType } = await evaluateGrants(several);
        const onFilter = byType(PERMISSIONS).find(({ inputs }) => inputs.dataCellsFilter !== undefined);
        expect(onFilter?.propertyDependencies.dataCellsFilter).to.include(one(FILTER).urn);
    });

    it("names filters after component and grant, so that two components can filter one table", async () => {
        const { one } = await evaluateGrants({ two: several.two ?? {} });
        expect(one(FILTER).inputs.tableData).to.include({ name: "lake-two", tableCatalogId: ACCOUNT });
    });

    it("waits for what it depends on, and each grant for the one before it", async () => {
        const { byType, one } = await evaluateProgram(() => {
            const settings = new aws.lakeformation.DataLakeSettings("settings", {});
            new LakeGrants("lake", lakeGrants(several), { dependsOn: [settings] });
        });
        const [first, ...others] = byType(PERMISSIONS);
        expect(first?.dependencies).to.deep.equal([one("aws:lakeformation/dataLakeSettings:DataLakeSettings").urn]);
        expect(others.every(({ dependencies }) => dependencies.length > 0)).to.equal(true);
    });

    it("makes as many grants at a time as it is told to", async () => {
        const { byType } = await evaluateGrants(several, { maxParallelGrants: 2 });
        const first = byType(PERMISSIONS).filter(({ dependencies }) => dependencies.length === 0);
        expect(first).to.have.length(2);
    });

    it("makes grants wait for their database", async () => {
        const { one, named } = await evaluateProgram(() => {
            const { databaseName } = new LakeDatabase("lake");
            new LakeGrants("grants", lakeGrants({ one: { ...read, table: "recent" } }, { databaseName }));
        });
        expect(named("grants-analysts--recent").propertyDependencies.table).to.deep.equal([
            one("aws:glue/catalogDatabase:CatalogDatabase").urn,
        ]);
    });

    it("takes principals, administrators and the account as they become known", async () => {
        const { byType, one } = await evaluateProgram(() => {
            const role = new aws.iam.Role("analyst", { assumeRolePolicy: "{}" });
            const { accountId: _, ...args } = lakeGrants({ one: { ...read, table: "notes", rows: "stars > 3" } });
            new LakeGrants("lake", { ...args, principals: { analysts: role.arn }, admins: [pulumi.output(ENGINEER)] });
        });
        const role = one("aws:iam/role:Role");
        for (const { inputs, propertyDependencies } of byType(PERMISSIONS)) {
            expect(inputs.principal).to.equal(role.outputs.arn);
            expect(propertyDependencies.principal).to.include(role.urn);
        }
        expect(one(FILTER).inputs.tableData)
            .to.have.property("tableCatalogId")
            .that.matches(/^\d{12}$/);
    });

    it("says in a preview all that is known then", async () => {
        const { byType } = await evaluateGrants(several, {}, { preview: true });
        const onFilter = byType(PERMISSIONS).find(({ inputs }) => inputs.dataCellsFilter !== undefined);
        expect(onFilter?.inputs).to.deep.equal({
            principal: ENGINEER,
            permissions: ["SELECT"],
            dataCellsFilter: {
                databaseName: "acme",
                name: "lake-two",
                tableCatalogId: ACCOUNT,
                tableName: "agent_events",
            },
        });
    });

    it("gives the grantees by name, and its children by what they are for", async () => {
        const { outputs } = await evaluateProgram(() => {
            const grants = new LakeGrants("lake", lakeGrants(several));
            return {
                grantees: grants.grantees,
                permissions: Object.keys(grants.permissions),
                filters: Object.keys(grants.filters),
            };
        });
        expect(outputs).to.deep.equal({
            grantees: { analysts: ANALYST, engineers: ENGINEER },
            permissions: [
                "analysts--contact_records",
                "analysts--notes",
                "analysts--on-database",
                "engineers--on-database",
                "two--agent_events-rows",
            ],
            filters: ["two--agent_events-rows"],
        });
    });
});
