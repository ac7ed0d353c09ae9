import { expect } from "chai";
import { planOf, type SomeGrants } from "./grants-fixture";

const read = { access: "read" } as const;
const EVERYTHING = { table: "notes", includePersonalColumns: true } as const;

describe("compileGrants, of one principal's grants,", () => {
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
                one: { ...read, tags: { sensitivity: ["personal", "internal"] }, includePersonalColumns: true },
                two: { permissions: ["DROP"], tags: { sensitivity: ["internal", "personal"] } },
            },
            'grants "one" and "two" are both for "analysts" on what is tagged sensitivity=internal|personal: put them into one grant.',
        ],
    ];
    for (const [what, grants, problem] of pairs) {
        it(`refuses ${what}, whichever is written first`, () => {
            const swapped = Object.fromEntries(Object.entries(grants).reverse());
            for (const either of [grants, swapped]) expect(planOf(either).problems).to.deep.equal([problem]);
        });
    }

    it("takes what stands beside each other well", () => {
        const fine: SomeGrants[] = [
            { one: { permissions: ["DESCRIBE"], allTables: true }, two: { ...read, table: "recent" } },
            { one: { permissions: ["DESCRIBE"], table: "notes" }, two: { ...read, table: "notes", rows: "stars > 3" } },
            { one: { ...read, table: "recent" }, two: { ...read, table: "recent", principal: "engineers" } },
            {
                one: { ...read, tags: { domain: ["agents"], sensitivity: ["internal"] } },
                two: { ...read, tags: { domain: ["contacts"] }, includePersonalColumns: true },
            },
            { one: { permissions: ["DESCRIBE"], tags: { domain: ["agents"] } } },
        ];
        for (const grants of fine) expect(planOf(grants).problems).to.deep.equal([]);
    });

    it("refuses more than 100 choices of rows of one table for one principal", () => {
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
});
