import { expect } from "chai";
import { type AccessResource, accessMatrix, compareMatrices, governanceOf } from "../../../runner/access";
import {
    ANALYST,
    CONTACTS_TABLE,
    cellsFilter,
    ENGINEER,
    lake,
    permissions,
    registered,
    role,
    settings,
} from "./support";

const read = permissions("read", ANALYST, ["SELECT"], { table: CONTACTS_TABLE });

function readColumns(...columnNames: string[]): AccessResource {
    return permissions("read", ANALYST, ["SELECT"], { tableWithColumns: { ...CONTACTS_TABLE, columnNames } });
}

/** The changes in the words of the report, each with its direction and the personal columns it reaches. */
function changes(before: AccessResource[], after: AccessResource[]): string[] {
    const matrix = (resources: AccessResource[]) => accessMatrix(governanceOf(resources));
    return compareMatrices(matrix(before), matrix(after)).map(
        ({ kind, what, personal, personalPossible }) =>
            `${kind}: ${what}${personal.length > 0 ? ` [${personal.join()}]` : ""}${personalPossible ? " [possibly]" : ""}`,
    );
}

function withRows(...expressions: string[]): AccessResource[] {
    return expressions.flatMap((filterExpression, index) => [
        cellsFilter({ name: `f${index}`, columnWildcard: {}, rowFilter: { filterExpression } }),
        permissions(`by-f${index}`, ANALYST, ["SELECT"], {
            dataCellsFilter: { databaseName: "lake", tableName: "contacts", name: `f${index}` },
        }),
    ]);
}

describe("who gains and who loses what", () => {
    it("tells a new table with its columns, rows and verbs", () => {
        expect(changes(lake(), [...lake(), read])).to.deep.equal([
            "gain: gains lake.contacts: all 5 columns, 2 personal: personal_phone, personal_name, all rows (SELECT) [personal_phone,personal_name]",
        ]);
        expect(changes([...lake(), read], lake())).to.deep.equal(["loss: loses all access to lake.contacts"]);
    });

    it("tells columns one by one, personal ones marked", () => {
        const before = [...lake(), readColumns("contact_id", "year")];
        expect(changes(before, [...lake(), readColumns("contact_id", "channel", "personal_phone")])).to.deep.equal([
            "gain: can read 2 more columns of lake.contacts: channel, personal_phone (personal) [personal_phone]",
            "loss: can no longer read 1 column of lake.contacts: year",
        ]);
    });

    it("tells wider, narrower and other rows apart", () => {
        const eu = [...lake(), ...withRows("region = 'eu'")];
        const both = [...lake(), ...withRows("region = 'eu'", "region = 'us'")];
        const us = [...lake(), ...withRows("region = 'us'")];
        expect(changes(eu, both)).to.deep.equal([
            "gain: in lake.contacts sees rows where (region = 'eu') OR (region = 'us'), before rows where region = 'eu' [personal_phone,personal_name]",
        ]);
        expect(changes(both, eu)).to.deep.equal([
            "loss: in lake.contacts sees rows where region = 'eu', before rows where (region = 'eu') OR (region = 'us')",
        ]);
        expect(changes(eu, us)).to.deep.equal([
            "change: in lake.contacts sees rows where region = 'us', before rows where region = 'eu'",
        ]);
        expect(changes([...lake(), read], eu)[0]).to.match(
            /^loss: in lake.contacts sees rows where region = 'eu', before all rows/,
        );
    });

    it("tells that INSERT opens the files of a table, with the personal columns that SELECT leaves out", () => {
        const write = permissions("write", ANALYST, ["INSERT"], { table: CONTACTS_TABLE });
        expect(changes([...lake(), readColumns("id")], [...lake(), readColumns("id"), write])).to.deep.equal([
            "gain: may now INSERT on lake.contacts [possibly]",
        ]);
        expect(changes([...lake(), read], [...lake(), read, write])).to.deep.equal([
            "gain: may now INSERT on lake.contacts",
        ]);
        expect(changes(lake(), [...lake(), write])).to.deep.equal(["gain: may now INSERT on lake.contacts [possibly]"]);
    });

    it("tells verbs and the right to pass them on", () => {
        const options = { table: CONTACTS_TABLE, permissionsWithGrantOptions: ["SELECT"] };
        const write = permissions("read", ANALYST, ["SELECT", "INSERT"], options);
        expect(changes([...lake(), read], [...lake(), write])).to.deep.equal([
            "gain: may now INSERT on lake.contacts",
            "gain: may now grant SELECT on lake.contacts to others",
        ]);
        expect(changes([...lake(), write], [...lake(), read])).to.deep.equal([
            "loss: may no longer INSERT on lake.contacts",
            "loss: may no longer grant SELECT on lake.contacts to others",
        ]);
    });

    it("tells rights on databases and locations, and the administrators", () => {
        const more = [
            ...lake().filter(({ name }) => name !== "settings"),
            settings({ admins: [role("admin"), role("new")], readOnlyAdmins: [role("auditor")] }),
            permissions("create", ENGINEER, ["CREATE_TABLE"], { database: { name: "lake" } }),
            permissions("place", ENGINEER, ["DATA_LOCATION_ACCESS"], {
                dataLocation: { arn: "arn:aws:s3:::lake/raw" },
            }),
        ];
        expect(changes(lake(), more)).to.deep.equal([
            "gain: becomes a read-only administrator of the lake",
            "gain: may now create tables in s3://lake/raw",
            "gain: may now CREATE_TABLE on lake",
            "gain: becomes an administrator of the lake",
        ]);
        expect(changes(more, lake())).to.deep.equal([
            "loss: is no longer a read-only administrator of the lake",
            "loss: may no longer create tables in s3://lake/raw",
            "loss: may no longer CREATE_TABLE on lake",
            "loss: is no longer an administrator of the lake",
        ]);
    });

    it("counts it as a gain that may reach personal columns when IAM policies come to decide", () => {
        const before = [...lake(), readColumns("channel")];
        const unregistered = [
            ...lake().filter(({ type }) => !type.includes("lakeformation/resource:")),
            registered("x"),
            readColumns("channel"),
        ];
        expect(changes(before, unregistered)).to.deep.equal([
            "gain: is no longer held by the grants on lake.contacts: IAM policies decide there [possibly]",
        ]);
        expect(changes(unregistered, before)).to.deep.equal(["loss: is held by the grants on lake.contacts"]);
    });

    it("says nothing when the same access comes by another grant", () => {
        const other = permissions("renamed", ANALYST, ["SELECT"], { table: CONTACTS_TABLE });
        expect(changes([...lake(), read], [...lake(), other])).to.deep.equal([]);
    });
});
