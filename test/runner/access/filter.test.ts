import { expect } from "chai";
import { type AccessFilter, accessMatrix, governanceOf } from "../../../runner/access";
import { ANALYST, database, ENGINEER, lake, permissions, table } from "./support";

const governance = governanceOf([
    ...lake(),
    database("shop"),
    table("shop", "agents", ["agent_id"]),
    ...[ANALYST, ENGINEER].map((principal, index) =>
        permissions(`read-${index}`, principal, ["SELECT"], { table: { databaseName: "lake", wildcard: true } }),
    ),
    permissions("shop", ENGINEER, ["SELECT"], { table: { databaseName: "shop", name: "agents" } }),
    permissions("describe", ENGINEER, ["DESCRIBE"], { database: { name: "shop" } }),
    permissions("place", ENGINEER, ["DATA_LOCATION_ACCESS"], { dataLocation: { arn: "arn:aws:s3:::lake" } }),
]);

function rows(filter: AccessFilter): string[] {
    return accessMatrix(governance, filter).rows.map(
        ({ principal, database: itsDatabase, table: name }) => `${principal.split("/")[1]} ${itsDatabase}.${name}`,
    );
}

describe("a part of the matrix", () => {
    it("is chosen by a principal's ARN, name or glob", () => {
        for (const principal of [ANALYST, "analyst", "ana*", "a?alyst", "arn:*:role/analyst"]) {
            expect(rows({ principal }), principal).to.deep.equal(["analyst lake.agents", "analyst lake.contacts"]);
        }
        expect(rows({ principal: "analys" })).to.deep.equal([]);
    });

    it("is chosen by a table's name, with or without its database, or a glob", () => {
        expect(rows({ table: "agents" })).to.deep.equal([
            "analyst lake.agents",
            "engineer lake.agents",
            "engineer shop.agents",
        ]);
        expect(rows({ table: "Shop.Agents" })).to.deep.equal(["engineer shop.agents"]);
        expect(rows({ table: "shop.*" })).to.deep.equal(["engineer shop.agents"]);
        expect(rows({ table: "cont*", principal: "engineer" })).to.deep.equal(["engineer lake.contacts"]);
    });

    it("has the rights on databases of its tables, and locations only without a table", () => {
        expect(accessMatrix(governance, { table: "lake.*" }).databases).to.deep.equal([]);
        const shop = accessMatrix(governance, { table: "shop.*" });
        expect(shop.databases.map(({ database: name, verbs }) => [name, verbs])).to.deep.equal([
            ["shop", ["DESCRIBE"]],
        ]);
        expect(shop.locations).to.deep.equal([]);
        expect(accessMatrix(governance).locations).to.deep.equal([{ principal: ENGINEER, path: "lake" }]);
    });

    it("takes the characters of a pattern as they are, but for * and ?", () => {
        expect(rows({ principal: "analyst|engineer" })).to.deep.equal([]);
        expect(rows({ principal: "(" })).to.deep.equal([]);
    });
});
