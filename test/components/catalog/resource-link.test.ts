import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { LakeDatabase } from "../../../components/catalog/lake-database";
import { ResourceLink, type ResourceLinkArgs } from "../../../components/catalog/resource-link";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { at } from "./read";

const DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";
const TABLE = "aws:glue/catalogTable:CatalogTable";
const HERE = { accountId: "111122223333", region: "eu-central-1" };

const toDatabase: ResourceLinkArgs = { target: { accountId: "444455556666", databaseName: "sales" }, ...HERE };
const toTable: ResourceLinkArgs = {
    ...HERE,
    databaseName: "lake",
    target: { accountId: "444455556666", region: "us-east-1", databaseName: "sales", tableName: "orders" },
};
const made = (args: ResourceLinkArgs, options = {}) =>
    evaluateProgram(() => void new ResourceLink("Their-Sales", args), options);

describe("ResourceLink", () => {
    it("links to a database of another account", async () => {
        const { one } = await made(toDatabase);
        const link = one(DATABASE, "Their-Sales-link");
        expect(link.parent).to.equal(one("lakefront:index:ResourceLink").urn);
        expect(link.inputs).to.deep.equal({
            name: "their_sales",
            targetDatabase: { catalogId: "444455556666", databaseName: "sales", region: "eu-central-1" },
        });
    });

    it("links to a table of another account and Region", async () => {
        const { one } = await made(toTable);
        expect(one(TABLE).inputs).to.deep.equal({
            name: "their_sales",
            databaseName: "lake",
            targetTable: { catalogId: "444455556666", databaseName: "sales", name: "orders", region: "us-east-1" },
        });
    });

    it("is in the link's own account and Region unless another is said", async () => {
        const { one } = await made({ target: { databaseName: "sales" } });
        const { inputs } = one(DATABASE);
        expect(at(inputs, "targetDatabase", "catalogId")).to.match(/^\d{12}$/);
        expect(at(inputs, "targetDatabase", "region")).to.match(/^[a-z]+-[a-z]+-\d$/);
    });

    for (const [what, args, type] of [
        ["database", toDatabase, DATABASE],
        ["table", toTable, TABLE],
    ] as const) {
        it(`replaces a link to a ${what} by any change, the old one first, and takes the target's properties for no change`, async () => {
            const { deleteBeforeReplace, replaceOnChanges, ignoreChanges, inputs } = (await made(args)).one(type);
            expect(deleteBeforeReplace).to.equal(true);
            expect(replaceOnChanges).to.deep.equal(["*"]);
            expect(ignoreChanges).to.include.members(["description", "parameters"]);
            expect(ignoreChanges).not.to.include.oneOf(Object.keys(inputs));
        });
    }

    it("waits for the database that it is kept in", async () => {
        const { one } = await evaluateProgram(() => {
            const { databaseName } = new LakeDatabase("lake");
            new ResourceLink("orders", { ...toTable, databaseName });
        });
        expect(one(TABLE).dependencies).to.include(one(DATABASE).urn);
    });

    it("registers the same again, and in a preview", async () => {
        const inputs = async (options = {}) => (await made(toTable, options)).one(TABLE).inputs;
        expect(await inputs()).to.deep.equal(await inputs());
        expect(await inputs({ preview: true })).to.deep.equal(await inputs());
    });

    it("may give a table of its own account another name", async () => {
        await made({ ...toTable, target: { databaseName: "lake", tableName: "orders" } });
        await made({ ...toTable, linkName: "orders", target: { databaseName: "sales", tableName: "orders" } });
        await made({ ...toDatabase, linkName: "sales" });
        await made({ ...HERE, linkName: "sales", target: { databaseName: "sales", region: "us-east-1" } });
    });

    const refused: [string, Partial<ResourceLinkArgs>, RegExp][] = [
        [
            "a database that links to itself",
            { linkName: "sales", target: { databaseName: "sales" } },
            /the link itself/,
        ],
        [
            "a table that links to itself",
            {
                linkName: "orders",
                databaseName: "lake",
                target: { accountId: pulumi.output(HERE.accountId), databaseName: "lake", tableName: "orders" },
            },
            /target is orders of this account and Region/,
        ],
        [
            "a link to a table in no database",
            { target: { databaseName: "sales", tableName: "orders" } },
            /databaseName is missing/,
        ],
        [
            "a link to a database in another",
            { databaseName: "lake" },
            /databaseName is given, and target\.tableName is not/,
        ],
        [
            "a name that Athena would need to quote",
            { linkName: "Their-Sales" },
            /linkName is "Their-Sales".*"their_sales"/,
        ],
        [
            "a database in upper case",
            { target: { databaseName: "Sales" } },
            /target\.databaseName is "Sales".*lower case/,
        ],
        ["no database", { target: { databaseName: "" } }, /target\.databaseName is ""/],
        [
            "an account that is none",
            { target: { accountId: "4444", databaseName: "sales" } },
            /"4444": it takes the like of "111122223333"/,
        ],
        [
            "a Region that is none",
            { target: { region: "Frankfurt", databaseName: "sales" } },
            /"Frankfurt": it takes the like of "eu-central-1"/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            const args = { ...toDatabase, ...change };
            expect(await refusalOf(() => void new ResourceLink("their-sales", args))).to.match(message);
        });
    }
});
