import { expect } from "chai";
import { UNKNOWN } from "../../../runner";
import { type AccessResource, accessMatrix, accessOf, governanceOf, type TableAccess } from "../../../runner/access";
import { ANALYST, CONTACTS, CONTACTS_TABLE, lake, permissions, resource, settings } from "./support";

const tag = (on: Record<string, unknown>, key: string, value: string) =>
    resource("lakeformation/resourceLfTag", { ...on, lfTag: { key, value } });

const onDatabase = { database: { name: "lake" } };
const onContacts = { table: CONTACTS_TABLE };
const onPersonal = { tableWithColumns: { ...CONTACTS_TABLE, columnNames: ["personal_phone", "personal_name"] } };

const byTags = (verbs: string[], expressions: Record<string, string[]>, resourceType = "TABLE") =>
    permissions("by-tags", ANALYST, verbs, {
        lfTagPolicy: {
            resourceType,
            expressions: Object.entries(expressions).map(([key, values]) => ({ key, values })),
        },
    });

function tables(...extra: AccessResource[]): TableAccess[] {
    return accessOf(governanceOf([...lake(), ...extra]), ANALYST).tables;
}

function readable(found: TableAccess[], name = "contacts"): string[] {
    return found.filter(({ table }) => table === name).flatMap(({ columns }) => columns.map((column) => column.name));
}

describe("access by LF-tags", () => {
    const internal = tag(onDatabase, "sensitivity", "internal");

    it("reaches tables and columns that inherit the database's value", () => {
        const found = tables(internal, byTags(["SELECT"], { sensitivity: ["internal"] }));
        expect(found.map(({ table }) => table)).to.deep.equal(["agents", "contacts"]);
        expect(readable(found)).to.deep.equal([...CONTACTS, "year"]);
        expect(found[1]?.via[0]?.through).to.equal("sensitivity=internal");
    });

    it("leaves columns out whose own value overrides", () => {
        const personal = tag(onPersonal, "sensitivity", "personal");
        const found = tables(internal, personal, byTags(["SELECT"], { sensitivity: ["internal"] }));
        expect(readable(found)).to.deep.equal(["contact_id", "channel", "year"]);
    });

    it("reaches the overriding columns alone by their value", () => {
        const personal = tag(onPersonal, "sensitivity", "personal");
        const found = tables(internal, personal, byTags(["SELECT"], { sensitivity: ["personal"] }));
        expect(readable(found)).to.deep.equal(["personal_phone", "personal_name"]);
        expect(found[0]?.verbs).to.deep.equal(["DESCRIBE", "SELECT"]);
    });

    it("takes a table out by its own value", () => {
        const secret = tag(onContacts, "sensitivity", "secret");
        const found = tables(internal, secret, byTags(["SELECT"], { sensitivity: ["internal"] }));
        expect(found.map(({ table }) => table)).to.deep.equal(["agents"]);
    });

    it("gives DESCRIBE in place of verbs that need all columns, when only some match", () => {
        const personal = tag(onPersonal, "sensitivity", "personal");
        const write = byTags(["DELETE", "DROP", "INSERT"], { sensitivity: ["internal"] });
        const contacts = tables(internal, personal, write).find(({ table }) => table === "contacts");
        expect(contacts?.verbs).to.deep.equal(["DESCRIBE"]);
        expect(contacts?.columns).to.deep.equal([]);
        const agents = tables(internal, personal, write).find(({ table }) => table === "agents");
        expect(agents?.verbs).to.deep.equal(["DELETE", "DROP", "INSERT"]);
    });

    it("gives SELECT and DESCRIBE in place of ALL, when only some columns match", () => {
        const personal = tag(onPersonal, "sensitivity", "personal");
        const contacts = tables(internal, personal, byTags(["ALL"], { sensitivity: ["internal"] })).find(
            ({ table }) => table === "contacts",
        );
        expect(contacts?.verbs).to.deep.equal(["DESCRIBE", "SELECT"]);
    });

    it("asks for every key, by any of its values", () => {
        const domain = tag(onContacts, "domain", "contact");
        const one = { domain: ["contact", "order"], sensitivity: ["internal"] };
        expect(readable(tables(internal, domain, byTags(["SELECT"], one)))).to.have.length(5);
        expect(tables(internal, domain, byTags(["SELECT"], { ...one, team: ["a"] }))).to.deep.equal([]);
        const via = tables(internal, domain, byTags(["SELECT"], one))[0]?.via[0];
        expect(via?.through).to.equal("domain=(contact OR order) AND sensitivity=internal");
    });

    it("doesn't tell upper from lower case, as Lake Formation stores tags in lower case", () => {
        const found = tables(
            tag(onDatabase, "Sensitivity", "Internal"),
            byTags(["SELECT"], { sensitivity: ["INTERNAL"] }),
        );
        expect(found).to.have.length(2);
    });

    it("reads the plural resource, a table wildcard, and lists of columns to leave out", () => {
        const plural = resource("lakeformation/resourceLfTags", {
            table: { databaseName: "lake", wildcard: true },
            lfTags: [{ key: "sensitivity", value: "internal" }],
        });
        const others = tag(
            { tableWithColumns: { ...CONTACTS_TABLE, columnWildcard: { excludedColumnNames: ["channel"] } } },
            "sensitivity",
            "personal",
        );
        const found = tables(plural, others, byTags(["SELECT"], { sensitivity: ["internal"] }));
        expect(readable(found)).to.deep.equal(["channel"]);
        expect(readable(found, "agents")).to.deep.equal(["agent_id", "status"]);
    });

    it("reaches databases by a policy on databases, and no table by it", () => {
        const found = accessOf(
            governanceOf([...lake(), internal, byTags(["DESCRIBE"], { sensitivity: ["internal"] }, "DATABASE")]),
            ANALYST,
        );
        expect(found.databases.map(({ database, verbs }) => [database, verbs])).to.deep.equal([["lake", ["DESCRIBE"]]]);
        expect(found.tables).to.deep.equal([]);
    });

    it("lists tags and policies that only the update will tell, and gives nothing by them", () => {
        const governance = governanceOf([
            settings(),
            resource("lakeformation/resourceLfTag", { ...onDatabase, lfTag: { key: "team", value: UNKNOWN } }, "team"),
            permissions("by-team", ANALYST, ["SELECT"], {
                lfTagPolicy: { resourceType: "TABLE", expressions: [{ key: "team", values: UNKNOWN }] },
            }),
        ]);
        expect(governance.grants).to.deep.equal([]);
        expect(governance.undetermined.map(({ reason }) => reason)).to.deep.equal([
            "by-team is by LF-tags that are not known before the update.",
            "team attaches LF-tags that are not known before the update.",
        ]);
    });

    it("warns of an expression that reaches nothing, and of tags that aren't declared", () => {
        const declared = resource("lakeformation/lfTag", { key: "Sensitivity", values: ["Internal", "public"] });
        const warnings = (expressions: Record<string, string[]>) =>
            accessMatrix(governanceOf([...lake(), declared, internal, byTags(["SELECT"], expressions)])).warnings;
        expect(warnings({ sensitivity: ["internal"] })).to.deep.equal([]);
        expect(warnings({ sensitivity: ["public"] })).to.deep.equal([
            "by-tags (sensitivity=public) reaches no table of this program.",
        ]);
        expect(warnings({ sensitivity: ["public", "secret"], team: ["*"] })).to.deep.equal([
            "by-tags (sensitivity=(public OR secret) AND team=*) reaches no table of this program, which doesn't declare the LF-tag sensitivity=secret.",
        ]);
    });

    it("reads saved expressions for opt-ins", () => {
        const saved = resource("lakeformation/lfTagExpression", {
            name: "inner",
            expressions: [{ tagKey: "sensitivity", tagValues: ["internal"] }],
        });
        const optIn = resource("lakeformation/optIn", {
            principals: [{ dataLakePrincipalIdentifier: ANALYST }],
            resourceDatas: [{ lfTagPolicies: [{ resourceType: "TABLE", expressionName: "inner" }] }],
        });
        expect(governanceOf([saved, optIn]).optIns).to.deep.equal([
            {
                principal: ANALYST,
                on: {
                    kind: "tagPolicy",
                    resource: "TABLE",
                    expression: [{ key: "sensitivity", values: ["internal"] }],
                },
            },
        ]);
    });
});
