import { expect } from "chai";
import { LakeDatabase } from "../../../components/catalog/lake-database";
import { LakeTable, type LakeTableArgs } from "../../../components/catalog/lake-table";
import { dateProjection, enumProjection, injectedProjection } from "../../../components/catalog/partition-projection";
import { TableFormat } from "../../../components/catalog/table-format";
import { contactRecords, glueColumns, personalColumns } from "../../../schemas";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { personalAt } from "./read";

const TABLE = "aws:glue/catalogTable:CatalogTable";
const DATABASE = "aws:glue/catalogDatabase:CatalogDatabase";

const good: LakeTableArgs = {
    databaseName: "lake",
    schema: "contact_records",
    location: { bucketName: "acme-curated", prefix: "/contact_records/" },
    projections: { instance_id: enumProjection(["i-1"]), event_date: dateProjection({ from: "2026-01-01" }) },
};

describe("LakeTable", () => {
    it("declares a schema's columns and keys as an external Parquet table under its component", async () => {
        const { one } = await evaluateProgram(() => void new LakeTable("contacts", good));
        const table = one(TABLE, "contacts-table");
        expect(table.parent).to.equal(one("lakefront:index:LakeTable").urn);
        expect(table.deleteBeforeReplace).to.equal(true);
        expect(table.inputs).to.deep.include({
            databaseName: "lake",
            name: "contact_records",
            tableType: "EXTERNAL_TABLE",
            description: contactRecords.description,
        });
        expect(table.inputs.storageDescriptor).to.deep.include({
            location: "s3://acme-curated/contact_records/",
            columns: glueColumns(contactRecords).map(({ personal, ...column }) => ({
                ...column,
                ...(personal && { parameters: { personal: "true" } }),
            })),
        });
        expect(table.inputs.partitionKeys).to.have.length(2);
        expect(table.inputs.parameters).to.include({ EXTERNAL: "TRUE", classification: "parquet" });
    });

    it("says in the catalogue which columns are personal", async () => {
        const { named } = await evaluateProgram(() => {
            new LakeTable("contacts", good);
            new LakeTable("orders", {
                ...good,
                schema: undefined,
                projections: {},
                columns: [
                    { name: "email", type: "string", personal: true },
                    { name: "total", type: "int", personal: false },
                ],
                partitionKeys: [{ name: "buyer", type: "string", personal: true }],
            });
        });
        const marked = (name: string) => {
            const { inputs } = named(name);
            return [...personalAt(inputs, "storageDescriptor", "columns"), ...personalAt(inputs, "partitionKeys")];
        };
        expect(marked("contacts-table")).to.deep.equal(personalColumns(contactRecords));
        expect(marked("orders-table")).to.deep.equal(["email", "buyer"]);
    });

    it("projects the partitions under the table's own location", async () => {
        const { one } = await evaluateProgram(() => void new LakeTable("contacts", good));
        expect(one(TABLE).inputs.parameters).to.include({
            "projection.enabled": "true",
            "storage.location.template":
                "s3://acme-curated/contact_records/instance_id=$" + "{instance_id}/event_date=$" + "{event_date}/",
        });
    });

    it("knows everything of the table in a preview", async () => {
        const { one } = await evaluateProgram(() => void new LakeTable("contacts", good), { preview: true });
        expect(one(TABLE).inputs.storageDescriptor).to.deep.include({ location: "s3://acme-curated/contact_records/" });
    });

    it("lets a caller's parameter win over its own", async () => {
        const args = { ...good, parameters: { classification: "parquet-v2", owner: "data" } };
        const { one } = await evaluateProgram(() => void new LakeTable("contacts", args));
        expect(one(TABLE).inputs.parameters).to.include({ classification: "parquet-v2", owner: "data" });
    });

    it("reads JSON lines by their own reader", async () => {
        const args: LakeTableArgs = {
            databaseName: "lake",
            schema: "quarantined_records",
            location: { bucketName: "acme-raw", prefix: "quarantine" },
            format: TableFormat.Json,
        };
        const { one } = await evaluateProgram(() => void new LakeTable("quarantine", args));
        expect(one(TABLE).inputs.storageDescriptor).to.have.nested.property(
            "serDeInfo.serializationLibrary",
            "org.openx.data.jsonserde.JsonSerDe",
        );
        expect(one(TABLE).inputs.parameters).not.to.have.property("projection.enabled");
    });

    it("takes columns of the caller's own", async () => {
        const args: LakeTableArgs = {
            databaseName: "lake",
            columns: [{ name: "id", type: "string" }],
            location: { bucketName: "acme-curated" },
        };
        const { one } = await evaluateProgram(() => void new LakeTable("My-Things", args));
        expect(one(TABLE).inputs.name).to.equal("my_things");
        expect(one(TABLE).inputs.storageDescriptor).to.deep.include({ location: "s3://acme-curated/" });
    });

    const refused: [string, Partial<LakeTableArgs>, RegExp][] = [
        [
            "an unknown schema",
            { schema: "contact_record" },
            /schema is "contact_record" \(did you mean "contact_records"\?\)/,
        ],
        ["a schema and columns", { columns: [{ name: "a", type: "string" }] }, /come from the schema/],
        ["neither schema nor columns", { schema: undefined, projections: {} }, /columns is empty/],
        [
            "a table name that Athena would need to quote",
            { tableName: "Contact-Records" },
            /tableName is "Contact-Records".*"contact_records"/,
        ],
        [
            "a location with an expression in it",
            { location: { bucketName: "b", prefix: "a/!{x}/" } },
            /location\.prefix is/,
        ],
        ["an unknown format", { format: "orc" as TableFormat }, /format is "orc"/],
        [
            "a key that no projection speaks of",
            { projections: { instance_id: injectedProjection() } },
            /projections\.event_date is missing/,
        ],
        [
            "one column twice",
            {
                schema: undefined,
                projections: {},
                columns: [{ name: "a", type: "int" }],
                partitionKeys: [{ name: "a", type: "int" }],
            },
            /column "a" is given twice/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            expect(await refusalOf(() => void new LakeTable("contacts", { ...good, ...change }))).to.match(message);
        });
    }
});

describe("LakeDatabase", () => {
    it("makes one database, with a name and a place", async () => {
        const { one } = await evaluateProgram(
            () =>
                void new LakeDatabase("Acme-Lake", {
                    description: "All of it.",
                    location: { bucketName: "acme-curated", prefix: "db" },
                    tags: { Team: "data" },
                }),
        );
        expect(one(DATABASE).inputs).to.deep.include({
            name: "acme_lake",
            description: "All of it.",
            locationUri: "s3://acme-curated/db/",
            tags: { Team: "data" },
        });
        expect(one(DATABASE).parent).to.equal(one("lakefront:index:LakeDatabase").urn);
    });

    it("waits for what the caller says it depends on, such as the account's settings", async () => {
        const { one } = await evaluateProgram(() => {
            const settings = new LakeDatabase("settings", {});
            new LakeDatabase("lake", {}, { dependsOn: [settings.database] });
        });
        expect(one(DATABASE, "lake-database").dependencies).to.include(one(DATABASE, "settings-database").urn);
    });

    it("makes a table wait for its database", async () => {
        const { one } = await evaluateProgram(() => {
            const { databaseName } = new LakeDatabase("lake");
            new LakeTable("contacts", { ...good, databaseName });
        });
        expect(one(TABLE).propertyDependencies.databaseName).to.deep.equal([one(DATABASE).urn]);
    });

    it("refuses a name that Athena would need to quote", async () => {
        let error: unknown;
        await evaluateProgram(() => void new LakeDatabase("lake", { databaseName: "9-lives" })).catch((caught) => {
            error = caught;
        });
        expect(error)
            .to.be.instanceOf(Error)
            .with.property("message")
            .that.matches(/databaseName is "9-lives"/);
    });
});
