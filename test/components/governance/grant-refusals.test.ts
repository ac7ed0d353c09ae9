import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { LakeGrantsArgs } from "../../../components/governance/grants-args";
import { LakeGrants } from "../../../components/governance/lake-grants";
import { refusalOf } from "../refusal";
import { ANALYST, lakeGrants, planOf, type SomeGrants } from "./grants-fixture";

const read = { access: "read" } as const;
const KNOWN =
    "known are agent_events, agent_events_distinct, agent_events_distinct_deidentified, agent_status_intervals, contact_records, contact_records_latest, contact_records_latest_deidentified, notes, quarantined_records, recent; describe others in the component's tables.";
const EVERYTHING = { table: "notes", includePersonalColumns: true } as const;

describe("compileGrants refuses", () => {
    const single: [string, SomeGrants[string], string][] = [
        [
            "a principal that is not named",
            { ...read, principal: "analyst", table: "notes" },
            'principal is "analyst" (did you mean "analysts"?): it takes a name from principals (analysts, engineers).',
        ],
        [
            "a database that is not named",
            { ...read, database: "sale", table: "orders" },
            'database is "sale" (did you mean "sales"?): it takes a name from databases (sales).',
        ],
        [
            "a location that is not registered",
            { dataLocation: "raw" },
            'dataLocation is "raw": it takes a name from locations (curated).',
        ],
        [
            "an unknown table",
            { ...read, table: "note" },
            `table is "note", which is no table or view known (did you mean "notes"?): ${KNOWN}`,
        ],
        [
            "an unknown one of several tables",
            { ...read, tables: ["notes", "contact_record"] },
            `tables holds "contact_record", which is no table or view known (did you mean "contact_records"?): ${KNOWN}`,
        ],
        [
            "no resource",
            read,
            "names nothing to grant: give one of table, tables, allTables, onDatabase, tags, dataLocation.",
        ],
        [
            "two resources",
            { ...read, table: "notes", allTables: true },
            "says both table and allTables: make two grants of it.",
        ],
        ["no tables", { ...read, tables: [] }, "tables is empty: name some, or set allTables to true."],
        [
            "neither word nor permissions",
            { table: "notes" },
            'says neither access nor permissions: give one of them, for example access: "read".',
        ],
        [
            "both word and permissions",
            { ...read, permissions: ["SELECT"], table: "notes" },
            'says both access and permissions: give one of them, for example access: "read".',
        ],
        [
            "no permissions",
            { permissions: [], table: "notes" },
            'permissions is empty: name some, or give access: "read".',
        ],
        [
            "ALL",
            { ...EVERYTHING, permissions: ["ALL"] },
            'permissions holds "ALL", which grows with the service: give access: "own", or name them, for example ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT.',
        ],
        [
            "an unknown permission",
            { ...EVERYTHING, permissions: ["SELCT"] },
            'permissions holds "SELCT" (did you mean "SELECT"?): a table takes ALTER, DELETE, DESCRIBE, DROP, INSERT, SELECT.',
        ],
        [
            "a table's permission on a database",
            { onDatabase: true, permissions: ["SELECT"] },
            'permissions holds "SELECT": a database takes ALTER, CREATE_TABLE, DESCRIBE, DROP.',
        ],
        [
            "writing a view",
            { access: "write", table: "recent" },
            'access is "write" on a view, which nobody writes: it takes read or own.',
        ],
        [
            "inserting into a view",
            { permissions: ["INSERT"], table: "recent" },
            'permissions holds "INSERT": a view takes DESCRIBE, DROP, SELECT.',
        ],
        [
            "an unknown column",
            { ...read, table: "notes", columns: ["ids"] },
            'columns holds "ids", which "notes" lacks (did you mean "id"?).',
        ],
        [
            "an unknown column to leave out",
            { ...read, table: "notes", excludedColumns: ["autor"] },
            'excludedColumns holds "autor", which "notes" lacks (did you mean "author"?).',
        ],
        [
            "a partition key as a column",
            { ...read, table: "notes", columns: ["region"] },
            'columns holds "region", a partition key of "notes", which can\'t be filtered: leave it out.',
        ],
        [
            "no columns",
            { ...read, table: "notes", columns: [] },
            'columns is empty: leave it out, or name columns of "notes".',
        ],
        [
            "no columns to leave out",
            { ...read, table: "notes", excludedColumns: [] },
            'excludedColumns is empty: leave it out, or name columns of "notes".',
        ],
        [
            "columns both ways",
            { ...read, table: "notes", columns: ["id"], excludedColumns: ["stars"] },
            "says both columns and excludedColumns: give those to read, or those to leave out.",
        ],
        [
            "every column left out",
            { ...read, table: "notes", excludedColumns: ["id", "stars"] },
            'leaves out every column of "notes": name those to read in columns.',
        ],
        [
            "writing some columns",
            { access: "write", table: "notes", columns: ["id"] },
            'says columns with DELETE, DESCRIBE, INSERT, SELECT: a choice of columns goes with reading only, so give access: "read".',
        ],
        [
            "writing all but some columns",
            { permissions: ["DROP", "SELECT"], table: "notes", excludedColumns: ["stars"] },
            'says excludedColumns with DROP, SELECT: a choice of columns goes with reading only, so give access: "read".',
        ],
        [
            "writing without the personal columns",
            { access: "write", table: "notes" },
            'gives DELETE, DESCRIBE, INSERT, SELECT and with it the personal columns of "notes" (author), which can be left out of reading one table only: set includePersonalColumns to true, or give access: "read" by table.',
        ],
        [
            "reading all tables without the personal columns",
            { ...read, allTables: true },
            'gives DESCRIBE, SELECT and with it the personal columns of every table, those of tomorrow too, which can be left out of reading one table only: set includePersonalColumns to true, or give access: "read" by table.',
        ],
        [
            "columns of a view",
            { ...read, table: "recent", columns: ["id"] },
            'chooses columns of "recent", a view, whose columns can\'t be granted one by one: grant a view that shows fewer.',
        ],
        [
            "a view of personal columns",
            { ...read, table: "contact_records_latest" },
            "gives the personal columns of \"contact_records_latest\" (additional_cc_addresses, additional_to_addresses, agent_username and 10 more), and a view's columns can't be left out: grant a view without them, such as contact_records_latest_deidentified, or set includePersonalColumns to true.",
        ],
        [
            "passing on some columns",
            { ...read, table: "notes", columns: ["id"], grantOption: true },
            'says grantOption on a choice of the columns of "notes", which can\'t be passed on: leave it out, or grant every column with includePersonalColumns.',
        ],
        [
            "rows of a view",
            { ...read, table: "recent", rows: "id = 'a'" },
            'says rows of "recent", a view, whose rows can\'t be filtered: filter its tables.',
        ],
        [
            "rows of all tables",
            { ...read, allTables: true, rows: "id = 'a'" },
            "says rows, which has no meaning with allTables: leave it out.",
        ],
        [
            "rows of a database",
            { ...read, onDatabase: true, rows: "id = 'a'" },
            "says rows, which has no meaning with onDatabase: leave it out.",
        ],
        [
            "writing some rows",
            { ...EVERYTHING, access: "write", rows: "id = 'a'" },
            'says rows with DELETE, DESCRIBE, INSERT, SELECT: a choice of rows goes with reading only, so give access: "read".',
        ],
        [
            "rows by an unknown column",
            { ...read, table: "notes", rows: "idd = 'a'" },
            'rows of "notes" is "idd = \'a\'": it names the column "idd", which the table lacks (did you mean "id"?).',
        ],
        [
            "rows that can't be read",
            { ...read, table: "notes", rows: "id =" },
            'rows of "notes" is "id =": it can\'t be read: expected a value at character 5, found the end.',
        ],
        [
            "a condition that every row fulfils",
            { ...read, table: "notes", rows: "TRUE" },
            'rows is "TRUE": leave it out to grant every row.',
        ],
        [
            "a condition that no row fulfils",
            { ...read, table: "notes", rows: "false" },
            'rows is "false": it grants nothing.',
        ],
        [
            "an unknown tag",
            { ...read, tags: { sensitivty: ["internal"] } },
            'tags names "sensitivty" (did you mean "sensitivity"?), which is not declared: declared are domain, sensitivity.',
        ],
        [
            "an unknown value of a tag",
            { ...read, tags: { sensitivity: ["intern"] } },
            'tags.sensitivity holds "intern" (did you mean "internal"?), which is not declared: declared are internal, personal.',
        ],
        [
            "a tag without values",
            { ...read, tags: { sensitivity: [] } },
            "tags.sensitivity is empty: name one of its values, internal, personal.",
        ],
        ["no tags", { ...read, tags: {} }, 'tags is empty: name one, for example { sensitivity: ["internal"] }.'],
        [
            "opting in by tags",
            { ...read, tags: { domain: ["agents"] }, optIn: true },
            "says optIn, which has no meaning with tags: leave it out.",
        ],
        [
            "a word with a location",
            { ...read, dataLocation: "curated" },
            "says access, which has no meaning with dataLocation: leave it out.",
        ],
    ];
    for (const [what, grant, problem] of single) {
        it(what, () =>
            expect(planOf({ one: grant })).to.deep.equal({ steps: [], problems: [`grants.one ${problem}`] }),
        );
    }

    const pairs: [string, SomeGrants, string][] = [
        [
            "the same permission on the same table",
            { one: { ...read, table: "recent" }, two: { access: "own", tables: ["recent"] } },
            'grants "one" and "two" both give DESCRIBE, SELECT to "analysts" on "recent": put it into one of them.',
        ],
        [
            "the same permission on the same database",
            { one: { access: "write", onDatabase: true }, two: { permissions: ["ALTER"], onDatabase: true } },
            'grants "one" and "two" both give ALTER to "analysts" on the database: put it into one of them.',
        ],
        [
            "the same permission on a table of another database",
            {
                one: { ...read, table: "orders", database: "sales" },
                two: { ...read, table: "orders", database: "sales" },
            },
            'grants "one" and "two" both give DESCRIBE, SELECT to "analysts" on "sales.orders": put it into one of them.',
        ],
        [
            "some columns beside all",
            { one: { ...read, ...EVERYTHING }, two: { ...read, table: "notes", columns: ["id"] } },
            'grants "one" and "two" are both for "analysts" on "notes": put them into one grant.',
        ],
        [
            "some columns beside others",
            { one: { ...read, table: "notes", columns: ["stars"] }, two: { ...read, table: "notes", columns: ["id"] } },
            'grants "one" and "two" are both for "analysts" on "notes": put them into one grant.',
        ],
        [
            "some columns beside changing the table",
            { one: { permissions: ["ALTER"], table: "notes" }, two: { ...read, table: "notes" } },
            'grants "one" and "two" are both for "analysts" on "notes": put them into one grant.',
        ],
        [
            "some rows beside all",
            { one: { ...read, ...EVERYTHING }, two: { ...read, table: "notes", rows: "stars > 3" } },
            'grants "one" and "two": the first gives "analysts" DESCRIBE, SELECT on all of "notes", beside which the second\'s choice of rows has no effect: leave one out.',
        ],
        [
            "the same rows twice",
            {
                one: { ...read, table: "notes", rows: "stars > 3" },
                two: { ...read, table: "notes", rows: "stars > 3" },
            },
            'grants "one" and "two" are both for "analysts" on "notes": put them into one grant.',
        ],
        [
            "a table beside all tables",
            { one: { ...read, allTables: true, includePersonalColumns: true }, two: { ...read, table: "recent" } },
            'grants "one" and "two" both give DESCRIBE, SELECT to "analysts" on "recent", the first on all tables: leave the second out, or name tables in the first.',
        ],
        [
            "some columns beside all tables",
            { one: { permissions: ["DESCRIBE"], allTables: true }, two: { ...read, table: "notes" } },
            'grants "one" and "two": the first gives "analysts" DESCRIBE on all tables, beside which the second\'s choice of "notes" has no effect: leave one out.',
        ],
        [
            "some rows beside all tables",
            {
                one: { ...read, allTables: true, includePersonalColumns: true },
                two: { ...read, table: "notes", rows: "stars > 3" },
            },
            'grants "one" and "two": the first gives "analysts" DESCRIBE, SELECT on all tables, beside which the second\'s choice of "notes" has no effect: leave one out.',
        ],
        [
            "a location twice",
            { one: { dataLocation: "curated" }, two: { dataLocation: "curated" } },
            'grants "one" and "two" are both for "analysts" on the location "curated": put them into one grant.',
        ],
        [
            "the same tags twice",
            {
                one: { ...read, tags: { sensitivity: ["personal", "internal"] } },
                two: { permissions: ["DROP"], tags: { sensitivity: ["internal", "personal"] } },
            },
            'grants "one" and "two" are both for "analysts" on what is tagged sensitivity=internal|personal: put them into one grant.',
        ],
    ];
    for (const [what, grants, problem] of pairs) {
        it(`${what}, whichever is written first`, () => {
            const swapped = Object.fromEntries(Object.entries(grants).reverse());
            for (const either of [grants, swapped]) expect(planOf(either).problems).to.deep.equal([problem]);
        });
    }

    it("takes what stands beside each other well", () => {
        const fine: SomeGrants[] = [
            { one: { permissions: ["DESCRIBE"], allTables: true }, two: { ...read, table: "recent" } },
            { one: { permissions: ["DESCRIBE"], table: "notes" }, two: { ...read, table: "notes", rows: "stars > 3" } },
            { one: { ...read, table: "recent" }, two: { ...read, table: "recent", principal: "engineers" } },
            { one: { ...read, tags: { domain: ["agents"] } }, two: { ...read, tags: { domain: ["contacts"] } } },
        ];
        for (const grants of fine) expect(planOf(grants).problems).to.deep.equal([]);
    });

    it("more than 100 choices of rows of one table for one principal", () => {
        const grants = Object.fromEntries(
            Array.from({ length: 101 }, (_, index) => [
                `g${index}`,
                { ...read, table: "notes", rows: `stars = ${index}` },
            ]),
        );
        expect(planOf(grants).problems).to.deep.equal([
            '"analysts" has 101 grants of rows on "notes": Lake Formation takes 100 for each principal and table, so join conditions with OR.',
        ]);
    });

    const ROLE = "arn:aws:iam::111122223333:role/analyst";
    const component: [string, Partial<LakeGrantsArgs>, string][] = [
        [
            "a key that can't be part of a name",
            { principals: { analysts: ANALYST, "An Analyst": "111122223334" } },
            'principals has the name "An Analyst": it takes lower-case words joined by "-" or "_", for example "analysts-read-contacts".',
        ],
        [
            "no lanes",
            { maxParallelGrants: 0 },
            "maxParallelGrants is 0: it takes a whole number from 1 to 100, for example 1.",
        ],
        [
            "a version of sharing that there isn't",
            { crossAccountVersion: 9 },
            "crossAccountVersion is 9: it takes a whole number from 1 to 4, for example 1.",
        ],
        [
            "two names of one principal",
            { principals: { analysts: ROLE, readers: ROLE } },
            `principals.readers is "${ROLE}", and so is principals.analysts: give it one name.`,
        ],
        [
            "a second name of the database",
            { databases: { sales: "acme_sales", lake: "acme" } },
            'databases.lake is "acme", and so is databaseName: give it one name.',
        ],
        [
            "two names of one location",
            { locations: { curated: "arn:aws:s3:::a", other: "arn:aws:s3:::a" } },
            'locations.other is "arn:aws:s3:::a", and so is locations.curated: give it one name.',
        ],
        [
            "a table of a database without a name",
            { tables: { "sale.orders": { columns: [] } } },
            'tables has "sale.orders", and databases has no "sale" (did you mean "sales"?): give the database that name.',
        ],
        [
            "a column of a type that there isn't",
            { tables: { recent: { columns: [{ name: "id", type: "text" }] } } },
            "tables.recent, column \"id\": 'text' is not a Glue type: expected a type at character 5.",
        ],
        [
            "everyone whom IAM lets in",
            { principals: { analysts: "IAM_ALLOWED_PRINCIPALS" } },
            'principals.analysts is "IAM_ALLOWED_PRINCIPALS", which is everyone whom IAM lets in, for whom Lake Formation decides nothing: name the roles that shall read.',
        ],
    ];
    for (const [what, args, problem] of component) {
        it(what, () => expect(planOf({ one: { ...read, table: "recent" } }, args).problems).to.deep.equal([problem]));
    }
});

describe("LakeGrants refuses", () => {
    /** The SDK says before it where the value was to go. */
    const refusal = async (grants: SomeGrants, more: Partial<LakeGrantsArgs> = {}) =>
        (await refusalOf(() => void new LakeGrants("lake", lakeGrants(grants, more)))).replace(
            /^(?:error serializing property "\w+": )+/,
            "",
        );
    const recent = { one: { ...read, table: "recent" } };
    const other = "arn:aws:iam::444455556666:role/partner";
    const later = (value: string) => pulumi.output(Promise.resolve(value));

    it("all mistakes at once", async () => {
        expect(await refusal({ one: { ...read, table: "note" }, two: { ...read } })).to.equal(
            `LakeGrants "lake" was given 2 settings that it can't use:
  - grants.one table is "note", which is no table or view known (did you mean "notes"?): ${KNOWN}
  - grants.two names nothing to grant: give one of table, tables, allTables, onDatabase, tags, dataLocation.`,
        );
    });

    const known: [string, SomeGrants, Partial<LakeGrantsArgs>, string][] = [
        [
            "an administrator",
            recent,
            { admins: [later(ANALYST)] },
            `principals.analysts is "${ANALYST}", one of the admins, who may grant themselves everything: leave its grants out, or take it from the admins.`,
        ],
        [
            "a session that is known later",
            recent,
            { principals: { analysts: later("arn:aws:sts::111122223333:assumed-role/analyst/me") } },
            'principals.analysts is "arn:aws:sts::111122223333:assumed-role/analyst/me", which is a session, and sessions end: give its role, "arn:aws:iam::111122223333:role/analyst", with the role\'s path if it has one.',
        ],
        [
            "two names that turn out to be of one principal",
            { ...recent, two: { ...read, table: "recent", principal: "engineers" } },
            { principals: { analysts: later(ANALYST), engineers: later(ANALYST) } },
            `principals.engineers is "${ANALYST}", and so is principals.analysts: give it one name.`,
        ],
        [
            "its own account",
            recent,
            { principals: { analysts: "111122223333" } },
            'principals.analysts is "111122223333", the account that owns the catalogue: name its roles, for its administrators have it all anyway.',
        ],
        [
            "a role of another account under an old version of sharing",
            recent,
            { principals: { analysts: other }, crossAccountVersion: 2 },
            `principals.analysts is "${other}", of another account: a grant to a single principal there needs version 3 of the rules for sharing, and crossAccountVersion is 2. Raise it in the account's settings, and here.`,
        ],
        [
            "tags for another account under an old version of sharing",
            { one: { ...read, tags: { domain: ["agents"] } } },
            { principals: { analysts: "444455556666" }, crossAccountVersion: 2 },
            `principals.analysts is "444455556666", of another account: a grant by tags needs version 3 of the rules for sharing, and crossAccountVersion is 2. Raise it in the account's settings, and here.`,
        ],
        [
            "hybrid access for another account under an old version of sharing",
            { one: { ...recent.one, optIn: true } },
            { principals: { analysts: other }, crossAccountVersion: 3 },
            `principals.analysts is "${other}", of another account: hybrid access needs version 4 of the rules for sharing, and crossAccountVersion is 3. Raise it in the account's settings, and here.`,
        ],
        [
            "another account as the owner of a database",
            { one: { access: "own", onDatabase: true } },
            { principals: { analysts: "444455556666" } },
            'principals.analysts is "444455556666", of another account, which can\'t be granted DROP on a database: give access: "write".',
        ],
    ];
    for (const [what, grants, more, problem] of known) {
        it(what, async () => {
            expect(await refusal(grants, more)).to.equal(
                `LakeGrants "lake" was given 1 setting that it can't use:\n  - ${problem}`,
            );
        });
    }
});
