import { expect } from "chai";
import { UNKNOWN } from "../../../runner";
import {
    type AccessResource,
    accessMatrix,
    accessOf,
    governanceOf,
    IAM_ALLOWED_PRINCIPALS,
    NOT_KNOWN,
} from "../../../runner/access";
import {
    ANALYST,
    CONTACTS_TABLE,
    database,
    ENGINEER,
    lake,
    permissions,
    registered,
    resource,
    role,
    settings,
    table,
} from "./support";

const read = permissions("read", ANALYST, ["SELECT"], { table: CONTACTS_TABLE });
const IAM_DEFAULT = [{ principal: IAM_ALLOWED_PRINCIPALS, permissions: ["ALL"] }];

/** The lake with some of its parts put in place of the usual ones. */
function lakeWith(...instead: AccessResource[]): AccessResource[] {
    const replaced = new Set(instead.map(({ type }) => type));
    return [...lake().filter(({ type }) => !replaced.has(type)), ...instead];
}

function contacts(resources: AccessResource[], principal = ANALYST) {
    return accessOf(governanceOf(resources), principal).tables.find(({ table: name }) => name === "contacts");
}

describe("who decides", () => {
    it("is Lake Formation where the location is registered and the defaults are off", () => {
        expect(contacts([...lake(), read])?.decidedBy).to.equal("lakeFormation");
    });

    it("is IAM where the account's defaults open new tables", () => {
        const open = settings({
            createTableDefaultPermissions: IAM_DEFAULT,
            createDatabaseDefaultPermissions: IAM_DEFAULT,
        });
        const resources = [...lakeWith(open), read];
        expect(contacts(resources)).to.deep.include({
            decidedBy: "iam",
            notes: ["IAM_ALLOWED_PRINCIPALS holds a grant on it: IAM policies decide."],
        });
        const stranger = accessOf(governanceOf(resources), ENGINEER);
        expect(stranger.tables.map((found) => [found.table, found.decidedBy, found.verbs])).to.deep.equal([
            ["agents", "iam", []],
            ["contacts", "iam", []],
        ]);
        expect(stranger.databases.map((found) => [found.database, found.decidedBy])).to.deep.equal([["lake", "iam"]]);
    });

    it("is up to the database where it states its own defaults", () => {
        const open = settings({ createTableDefaultPermissions: IAM_DEFAULT });
        const own = (permissionNames: string[]) =>
            database("lake", {
                createTableDefaultPermissions: [
                    {
                        permissions: permissionNames,
                        principal: { dataLakePrincipalIdentifier: IAM_ALLOWED_PRINCIPALS },
                    },
                ],
            });
        expect(contacts([...lakeWith(open, own([])), read])?.decidedBy).to.equal("lakeFormation");
        expect(contacts([...lakeWith(own(["ALL"])), read])?.decidedBy).to.equal("iam");
    });

    it("is IAM on a table that the group holds a grant on, and Lake Formation on the others", () => {
        const group = permissions("group", "IAMAllowedPrincipals", ["ALL"], { table: CONTACTS_TABLE });
        expect(contacts([...lake(), group, read])?.decidedBy).to.equal("iam");
        const rows = accessMatrix(governanceOf([...lake(), group])).rows;
        expect(rows.map((row) => [row.principal, row.table, row.decidedBy])).to.deep.equal([
            [IAM_ALLOWED_PRINCIPALS, "contacts", "iam"],
        ]);
    });

    it("is IAM on S3 for data whose location is not registered", () => {
        const found = contacts([...lakeWith(registered("elsewhere")), read]);
        expect(found).to.deep.include({
            decidedBy: "iam",
            notes: [
                "Its location s3://lake/lake/contacts is not registered in this program: the grants govern metadata, and IAM policies on S3 decide the data.",
            ],
        });
    });

    it("counts a location as registered by a prefix of whole path segments", () => {
        expect(contacts([...lakeWith(registered("lake/lake/contacts")), read])?.decidedBy).to.equal("lakeFormation");
        expect(contacts([...lakeWith(registered("lake/lake/cont")), read])?.decidedBy).to.equal("iam");
    });

    it("is not known where the location, or what is registered, is not known before the update", () => {
        const unplaced = table("lake", "contacts", ["a"], { storageDescriptor: { location: UNKNOWN, columns: [] } });
        expect(contacts([...lakeWith(unplaced), read])?.decidedBy).to.equal("notKnown");
        const unregistered = resource("lakeformation/resource", { arn: UNKNOWN });
        expect(contacts([...lakeWith(unregistered), read])?.decidedBy).to.equal("notKnown");
    });

    it("is Lake Formation on a hybrid location for principals that opted in, and IAM for the others", () => {
        const hybrid = registered("lake", { hybridAccessEnabled: true });
        const optIn = resource("lakeformation/optIn", {
            principals: [{ dataLakePrincipalIdentifier: ANALYST }],
            resourceDatas: [{ table: CONTACTS_TABLE }],
        });
        const group = permissions("group", IAM_ALLOWED_PRINCIPALS, ["ALL"], { table: CONTACTS_TABLE });
        const engineers = permissions("engineers", ENGINEER, ["SELECT"], { table: CONTACTS_TABLE });
        const resources = [...lakeWith(hybrid), optIn, group, read, engineers];
        expect(contacts(resources)?.decidedBy).to.equal("lakeFormation");
        const wholeDatabase = resource("lakeformation/optIn", {
            principals: [{ dataLakePrincipalIdentifier: ENGINEER }],
            resourceDatas: [{ database: { name: "lake" } }],
        });
        expect(contacts([...resources, wholeDatabase], ENGINEER)?.decidedBy).to.equal("iam");
        const allTables = resource("lakeformation/optIn", {
            principals: [{ dataLakePrincipalIdentifier: ENGINEER }],
            resourceDatas: [{ table: { databaseName: "lake", wildcard: true } }],
        });
        expect(contacts([...resources, allTables], ENGINEER)?.decidedBy).to.equal("lakeFormation");
        expect(contacts(resources, ENGINEER)).to.deep.include({
            decidedBy: "iam",
            notes: ["Its location is in hybrid access mode and this principal is not opted in: IAM policies decide."],
        });
    });
});

describe("administrators", () => {
    const administrators = settings({ admins: [role("admin")], readOnlyAdmins: [role("auditor")] });

    it("describe everything and read nothing without a grant, read-only ones alike", () => {
        for (const [name, kind] of [
            ["admin", "full"],
            ["auditor", "readOnly"],
        ] as const) {
            const found = accessOf(governanceOf(lakeWith(administrators)), role(name));
            expect(found.administrator).to.equal(kind);
            expect(found.tables.map(({ verbs, columns }) => [verbs, columns])).to.deep.equal([
                [["DESCRIBE"], []],
                [["DESCRIBE"], []],
            ]);
        }
    });

    it("read by a grant as others do", () => {
        const own = permissions("own", role("admin"), ["SELECT"], { table: CONTACTS_TABLE });
        expect(contacts([...lakeWith(administrators), own], role("admin"))?.columns).to.have.length(5);
    });

    it("are told once in the matrix, not on every table", () => {
        const matrix = accessMatrix(governanceOf(lakeWith(administrators)));
        expect(matrix.rows).to.deep.equal([]);
        expect(matrix.administrators).to.deep.equal([
            { principal: role("admin"), readOnly: false },
            { principal: role("auditor"), readOnly: true },
        ]);
    });
});

describe("other principals", () => {
    it("keeps a grant to an account with the account: its roles need grants of their own", () => {
        const shared = permissions("shared", "111122223333", ["SELECT"], { table: CONTACTS_TABLE });
        expect(contacts([...lake(), shared], "111122223333")?.columns).to.have.length(5);
        expect(contacts([...lake(), shared])).to.equal(undefined);
    });

    it("doesn't take a table in another account's catalog for the program's own of that name", () => {
        const other = { table: { ...CONTACTS_TABLE, catalogId: "444455556666" } };
        const own = { table: { ...CONTACTS_TABLE, catalogId: "111122223333" } };
        const tablesBy = (on: Record<string, unknown>) => {
            const resources = [...lakeWith(database("lake", { catalogId: "111122223333" }))];
            const access = accessOf(governanceOf([...resources, permissions("p", ANALYST, ["SELECT"], on)]), ANALYST);
            return access.tables.map((found) => [found.database, found.table, found.declared]);
        };
        expect(tablesBy(other)).to.deep.equal([["444455556666:lake", "contacts", false]]);
        expect(tablesBy(own)).to.deep.equal([["lake", "contacts", true]]);
        const byTags = { catalogId: "444455556666", resourceType: "TABLE", expressions: [{ key: "a", values: ["*"] }] };
        const tagged = permissions("by-tags", ANALYST, ["SELECT"], { lfTagPolicy: byTags });
        const { undetermined } = governanceOf([database("lake", { catalogId: "111122223333" }), tagged]);
        expect(undetermined.map(({ reason }) => reason)).to.deep.equal([
            "by-tags is by LF-tags of another catalog, 444455556666.",
        ]);
    });

    it("lists a principal that is not known before the update under that name", () => {
        const unknown = permissions("later", UNKNOWN, ["SELECT"], { table: CONTACTS_TABLE });
        const { rows } = accessMatrix(governanceOf([...lake(), unknown]));
        expect(rows.map(({ principal, table: name }) => [principal, name])).to.deep.equal([[NOT_KNOWN, "contacts"]]);
    });

    it("lists grants on what is not known before the update, with the principal", () => {
        const unknown = permissions("later", ANALYST, ["SELECT"], { table: { databaseName: "lake", name: UNKNOWN } });
        const expected = [
            {
                resource: "later",
                principal: ANALYST,
                reason: "later is on a name that is not known before the update.",
            },
        ];
        expect(accessOf(governanceOf([...lake(), unknown]), ANALYST).undetermined).to.deep.equal(expected);
        expect(accessMatrix(governanceOf([...lake(), unknown])).undetermined).to.deep.equal(expected);
    });

    it("lists defaults that are not known before the update", () => {
        const { undetermined } = governanceOf([settings({ createTableDefaultPermissions: UNKNOWN })]);
        expect(undetermined.map(({ reason }) => reason)).to.deep.equal([
            "settings has defaults that are not known before the update: IAM policies may decide on new databases and tables.",
        ]);
    });

    it("calls no table governed whose location may be in hybrid mode", () => {
        const hybrid = registered("lake", { hybridAccessEnabled: UNKNOWN });
        expect(contacts([...lakeWith(hybrid), read])?.decidedBy).to.equal("iam");
    });

    it("lets no row through by a row filter that is not known before the update", () => {
        const filter = resource("lakeformation/dataCellsFilter", {
            tableData: {
                databaseName: "lake",
                tableName: "contacts",
                name: "later",
                columnWildcard: {},
                rowFilter: { filterExpression: UNKNOWN },
            },
        });
        const grant = permissions("by-filter", ANALYST, ["SELECT"], {
            dataCellsFilter: { databaseName: "lake", tableName: "contacts", name: "later" },
        });
        expect(contacts([...lake(), filter, grant])?.rows).to.deep.equal([NOT_KNOWN]);
    });
});

describe("views and links", () => {
    const view = (sql: string) =>
        resource("glue/catalogTable", {
            databaseName: "lake",
            name: "latest",
            tableType: "VIRTUAL_VIEW",
            storageDescriptor: { columns: [{ name: "contact_id", type: "string" }] },
            viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify({ originalSql: sql, catalog: "awsdatacatalog", schema: "lake" })).toString("base64")} */`,
        });
    const readView = permissions("read-view", ANALYST, ["SELECT"], { table: { databaseName: "lake", name: "latest" } });
    const notesOn = (...resources: AccessResource[]) =>
        accessOf(governanceOf([...lake(), readView, ...resources]), ANALYST).tables.find(
            ({ table: name }) => name === "latest",
        )?.notes;

    it("says what a view's base tables lack", () => {
        const sql = 'WITH newest AS (SELECT * FROM "lake"."contacts") SELECT contact_id FROM newest, agents';
        expect(notesOn(view(sql))).to.deep.equal([
            "The view reads lake.agents, on which this principal has no SELECT.",
            "The view reads lake.contacts, on which this principal has no SELECT.",
        ]);
    });

    it("says which columns of a base table the view reads and the principal can't", () => {
        const some = { tableWithColumns: { ...CONTACTS_TABLE, columnNames: ["contact_id", "channel"] } };
        const partly = permissions("some", ANALYST, ["SELECT"], some);
        const missing = (columns: string) => [
            `The view reads what this principal can't read of lake.contacts: ${columns}.`,
        ];
        const named = "SELECT contact_id, c.personal_phone FROM contacts c -- personal_name";
        expect(notesOn(view(named), partly)).to.deep.equal(missing("personal_phone"));
        expect(notesOn(view("SELECT * FROM contacts"), partly)).to.deep.equal(
            missing("personal_phone, personal_name, year"),
        );
        expect(notesOn(view("SELECT contact_id, count(*) FROM contacts"), partly)).to.deep.equal([]);
        expect(notesOn(view(named), read)).to.deep.equal([]);
    });

    it("says that a view shows the rows of its base that the principal sees, through other views as well", () => {
        const filter = resource("lakeformation/dataCellsFilter", {
            tableData: {
                databaseName: "lake",
                tableName: "contacts",
                name: "voice",
                columnWildcard: {},
                rowFilter: { filterExpression: "channel = 'VOICE'" },
            },
        });
        const voice = permissions("voice", ANALYST, ["SELECT"], {
            dataCellsFilter: { databaseName: "lake", tableName: "contacts", name: "voice" },
        });
        const outer = resource("glue/catalogTable", {
            databaseName: "lake",
            name: "outer",
            tableType: "VIRTUAL_VIEW",
            viewOriginalText: "SELECT contact_id FROM latest",
        });
        const readOuter = permissions("outer", ANALYST, ["SELECT"], { table: { databaseName: "lake", name: "outer" } });
        const governance = governanceOf([
            ...[...lake(), filter, voice, readView, outer, readOuter],
            view("SELECT contact_id FROM contacts"),
        ]);
        const notes = accessOf(governance, ANALYST).tables.flatMap(({ table: name, notes: said }) =>
            said.map((note) => `${name}: ${note}`),
        );
        const note = "The view shows what this principal sees of lake.contacts: rows where channel = 'VOICE'.";
        expect(notes).to.deep.equal([`latest: ${note}`, `outer: ${note}`]);
    });

    it("says that a link needs a grant on what it points to", () => {
        const link = table("lake", "latest", ["a"], { targetTable: { databaseName: "far", name: "contacts" } });
        expect(notesOn(link)).to.deep.equal(["It is a link to far.contacts: reading takes a grant there."]);
    });

    it("says that a table is not declared, and lists the columns that the grant names", () => {
        const on = { tableWithColumns: { databaseName: "far", name: "orders", columnNames: ["b", "a"] } };
        const found = accessOf(governanceOf([...lake(), permissions("far", ANALYST, ["SELECT"], on)]), ANALYST)
            .tables[0];
        expect(found).to.deep.include({
            declared: false,
            notes: ["The program doesn't declare this table."],
            columnCount: 0,
        });
        expect(found?.columns.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    });

    it("shows a grant on all tables of a database whose tables it doesn't know", () => {
        const on = { table: { databaseName: "far", wildcard: true } };
        const { rows } = accessMatrix(governanceOf([...lake(), permissions("far", ANALYST, ["SELECT"], on)]));
        expect(rows.map((row) => [row.database, row.table, row.cells])).to.deep.equal([
            ["far", "*", [{ columns: { except: [] }, rows: "all" }]],
        ]);
    });

    it("shows a struct as not readable when a field of it is left out", () => {
        const on = { tableWithColumns: { ...CONTACTS_TABLE, wildcard: true, excludedColumnNames: ["channel.kind"] } };
        const found = contacts([...lake(), permissions("p", ANALYST, ["SELECT"], on)]);
        expect(found?.columns.map(({ name }) => name)).not.to.include("channel");
        expect(found?.notes).to.deep.equal([
            "The column channel is granted in part (channel.kind): it is shown as not readable.",
        ]);
    });
});
