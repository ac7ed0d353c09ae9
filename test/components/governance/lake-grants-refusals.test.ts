import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { LakeGrantsArgs } from "../../../components/governance/grants-args";
import { LakeGrants } from "../../../components/governance/lake-grants";
import { refusalOf } from "../refusal";
import { ANALYST, lakeGrants, planOf, type SomeGrants } from "./grants-fixture";

const read = { access: "read" } as const;

describe("LakeGrants refuses", () => {
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
        expect(await refusal({ one: { ...read, principal: "me", table: "recent" }, two: read })).to.equal(
            `LakeGrants "lake" was given 2 settings that it can't use:
  - grants.one principal is "me": it takes a name from principals (analysts, engineers).
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
            { one: { ...read, tags: { sensitivity: ["internal"] } } },
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
