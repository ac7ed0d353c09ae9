import { expect } from "chai";
import {
    type AccessResource,
    accessOf,
    governanceOf,
    type PrincipalAccess,
    type TableAccess,
} from "../../../runner/access";
import { ANALYST, CONTACTS, CONTACTS_TABLE, cellsFilter, database, lake, permissions, table } from "./support";

function access(resources: AccessResource[], principal = ANALYST): PrincipalAccess {
    return accessOf(governanceOf(resources), principal);
}

function tableOf({ tables }: PrincipalAccess, name = "contacts"): TableAccess {
    const [found, ...others] = tables.filter(({ table }) => table === name);
    expect(others).to.deep.equal([]);
    if (found === undefined) throw new Error(`there is no access to ${name}`);
    return found;
}

function readable(found: TableAccess): string[] {
    return found.columns.map(({ name }) => name);
}

describe("access by named grants", () => {
    it("gives nothing to a principal without a grant", () => {
        expect(access(lake())).to.deep.include({ databases: [], tables: [], locations: [] });
    });

    it("gives every column and row, partition keys included, by SELECT on the table", () => {
        const found = tableOf(access([...lake(), permissions("read", ANALYST, ["SELECT"], { table: CONTACTS_TABLE })]));
        expect(readable(found)).to.deep.equal([...CONTACTS, "year"]);
        expect(found).to.deep.include({
            rows: "all",
            verbs: ["SELECT"],
            decidedBy: "lakeFormation",
            columnCount: 5,
            notes: [],
        });
        expect(found.via).to.deep.equal([
            { grant: "read", verbs: ["SELECT"], through: "table", columns: { except: [] }, rows: "all" },
        ]);
    });

    it("shows the table and no column by DESCRIBE", () => {
        const found = tableOf(
            access([...lake(), permissions("see", ANALYST, ["DESCRIBE"], { table: CONTACTS_TABLE })]),
        );
        expect(found).to.deep.include({ columns: [], rows: [], verbs: ["DESCRIBE"] });
    });

    it("gives the named columns only", () => {
        const on = { tableWithColumns: { ...CONTACTS_TABLE, columnNames: ["channel", "contact_id"] } };
        const found = tableOf(access([...lake(), permissions("some", ANALYST, ["SELECT"], on)]));
        expect(readable(found)).to.deep.equal(["contact_id", "channel"]);
    });

    it("gives all columns but those excluded", () => {
        const on = {
            tableWithColumns: {
                ...CONTACTS_TABLE,
                wildcard: true,
                excludedColumnNames: ["personal_phone", "personal_name"],
            },
        };
        const found = tableOf(access([...lake(), permissions("most", ANALYST, ["SELECT"], on)]));
        expect(readable(found)).to.deep.equal(["contact_id", "channel", "year"]);
    });

    it("gives every declared table of the database by the all-tables wildcard", () => {
        const on = { table: { databaseName: "lake", wildcard: true } };
        const found = access([...lake(), table("other", "t", ["a"]), permissions("all", ANALYST, ["SELECT"], on)]);
        expect(found.tables.map(({ table: name }) => name)).to.deep.equal(["agents", "contacts"]);
    });

    it("spells ALL out", () => {
        const found = access([
            ...lake(),
            permissions("own", ANALYST, ["ALL"], { table: CONTACTS_TABLE }),
            permissions("own-database", ANALYST, ["ALL"], { database: { name: "lake" } }),
        ]);
        expect(tableOf(found).verbs).to.deep.equal(["ALTER", "DELETE", "DESCRIBE", "DROP", "INSERT", "SELECT"]);
        expect(found.databases[0]?.verbs).to.deep.equal(["ALTER", "CREATE_TABLE", "DESCRIBE", "DROP"]);
    });

    it("shows a database by a grant on one of its tables, without a verb on it", () => {
        const found = access([...lake(), permissions("read", ANALYST, ["SELECT"], { table: CONTACTS_TABLE })]);
        expect(found.databases).to.deep.equal([
            { database: "lake", verbs: [], grantable: [], decidedBy: "lakeFormation", via: [] },
        ]);
    });

    it("shows a database and none of its tables by a grant on the database", () => {
        const found = access([
            ...lake(),
            database("empty"),
            permissions("d", ANALYST, ["DESCRIBE"], { database: { name: "lake" } }),
        ]);
        expect(found.databases.map(({ database: name }) => name)).to.deep.equal(["lake"]);
        expect(found.tables).to.deep.equal([]);
    });
});

describe("access by data cells filters", () => {
    const europe = cellsFilter({
        name: "europe",
        columnWildcard: {},
        rowFilter: { filterExpression: "region = 'eu'" },
    });
    const phones = cellsFilter({
        name: "phones",
        columnNames: ["personal_phone"],
        rowFilter: { filterExpression: "channel = 'VOICE'" },
    });
    const byFilter = (name: string, principal = ANALYST) =>
        permissions(name, principal, ["SELECT"], {
            dataCellsFilter: { databaseName: "lake", tableName: "contacts", name, tableCatalogId: "111122223333" },
        });

    it("limits every column to the filter's rows", () => {
        const found = tableOf(access([...lake(), europe, byFilter("europe")]));
        expect(found.rows).to.deep.equal(["region = 'eu'"]);
        expect(found.columns).to.have.length(5);
        for (const column of found.columns) expect(column.rows).to.deep.equal(["region = 'eu'"]);
    });

    it("joins filters by OR, column by column", () => {
        const found = tableOf(access([...lake(), europe, phones, byFilter("europe"), byFilter("phones")]));
        const rows = Object.fromEntries(found.columns.map((column) => [column.name, column.rows]));
        expect(rows.channel).to.deep.equal(["region = 'eu'"]);
        expect(rows.personal_phone).to.deep.equal(["channel = 'VOICE'", "region = 'eu'"]);
        expect(found.rows).to.deep.equal(["channel = 'VOICE'", "region = 'eu'"]);
    });

    it("takes the all-rows wildcard, and the expression true, for all rows", () => {
        for (const rowFilter of [{ allRowsWildcard: {} }, { filterExpression: "TRUE" }]) {
            const filter = cellsFilter({ name: "europe", columnNames: ["channel"], rowFilter });
            const found = tableOf(access([...lake(), filter, byFilter("europe")]));
            expect(found.columns).to.deep.equal([{ name: "channel", personal: false, rows: "all" }]);
        }
    });

    it("lists a grant by a filter that the program lacks, and gives nothing by it", () => {
        const found = access([...lake(), byFilter("missing")]);
        expect(found.tables).to.deep.equal([]);
        expect(found.undetermined.map(({ reason }) => reason)).to.deep.equal([
            'missing is by the data cells filter "missing" on lake.contacts, which the program doesn\'t declare.',
        ]);
    });

    it("reaches every principal of the account that the group of its principals is granted", () => {
        const everyone = byFilter("europe", "111122223333:IAMPrincipals");
        expect(tableOf(access([...lake(), europe, everyone])).columns).to.have.length(5);
        const other = accessOf(governanceOf([...lake(), europe, everyone]), "arn:aws:iam::444455556666:role/analyst");
        expect(other.tables).to.deep.equal([]);
    });
});
