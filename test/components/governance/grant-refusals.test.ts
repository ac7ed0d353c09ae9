import { expect } from "chai";
import { tables, views } from "../../../schemas";
import { planOf, type SomeGrants } from "./grants-fixture";

const read = { access: "read" } as const;
/** Two tables of the fixture's own, beside the lake's. */
const NAMES = [...Object.keys(tables), ...views.map(({ name }) => name), "notes", "recent"].sort();
const KNOWN = `known are ${NAMES.join(", ")}; describe others in the component's tables.`;
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
            'rows of "notes" is "id =": it can\'t be read: expected a value at character 5, found the end (a text stands in single quotes, as in name = \'value\').',
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
            "tags of personal columns",
            { ...read, tags: { sensitivity: ["internal", "personal"] } },
            'gives DESCRIBE, SELECT by tags that personal columns carry too: add sensitivity: ["internal"] to tags, or set includePersonalColumns to true.',
        ],
        [
            "tags that leave open whether columns are personal",
            { permissions: ["DELETE"], tags: { domain: ["agents"] } },
            'gives DELETE by tags that personal columns carry too: add sensitivity: ["internal"] to tags, or set includePersonalColumns to true.',
        ],
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
    it("everything that is wrong with a grant at once", () => {
        const grant = { ...read, principal: "analyst", tables: ["note", "recent"], columns: ["id"] };
        expect(planOf({ one: grant }).problems.map((problem) => problem.split(" is ")[0])).to.have.length(3);
    });
    for (const [what, grant, problem] of single) {
        it(what, () =>
            expect(planOf({ one: grant })).to.deep.equal({ steps: [], problems: [`grants.one ${problem}`] }),
        );
    }
});
