import { expect } from "chai";
import fc from "fast-check";
import { athenaType, duckdbType, type GlueType, parseGlueType } from "../../../local/glue-type";
import { type CatalogResource, catalogOf } from "../../../local/query/catalog";
import { closest } from "../../../local/query/closest";
import { layoutOf } from "../../../local/query/location";
import { isProjected, projectionOf } from "../../../local/query/projection";
import { column, table } from "./support";

const DATABASE = {
    type: "aws:glue/catalogDatabase:CatalogDatabase",
    name: "lake",
    inputs: { name: "lake_dev", description: "All of it" },
};
const TABLE = "aws:glue/catalogTable:CatalogTable";
const PARQUET = { serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe" };

const tableResource = (name: string, inputs: Record<string, unknown> = {}): CatalogResource => ({
    type: TABLE,
    name,
    inputs: {
        name,
        databaseName: "lake_dev",
        parameters: { classification: "parquet" },
        partitionKeys: [{ name: "event_date", type: "date" }],
        storageDescriptor: {
            location: `s3://lake/${name}/`,
            serDeInfo: PARQUET,
            columns: [{ name: "id", type: "string", comment: "Id." }],
        },
        ...inputs,
    },
});

const prestoView = (view: unknown) => `/* Presto View: ${Buffer.from(JSON.stringify(view)).toString("base64")} */`;

describe("catalogue of a program", () => {
    it("reads databases and tables as they are declared", () => {
        const catalog = catalogOf([
            tableResource("contacts"),
            DATABASE,
            { type: "aws:s3/bucket:Bucket", name: "b", inputs: {} },
        ]);
        expect(catalog).to.deep.equal({
            databases: [
                {
                    name: "lake_dev",
                    description: "All of it",
                    tables: [
                        table("contacts", [column("id", "string", "Id.")], {
                            partitionKeys: [column("event_date", "date")],
                            parameters: { classification: "parquet" },
                        }),
                    ],
                },
            ],
        });
    });

    it("knows a personal column by the catalogue's own mark", () => {
        const columns = [{ name: "mail", type: "string", parameters: { personal: "true" } }, { name: "total" }];
        const [table] =
            catalogOf([tableResource("orders", { storageDescriptor: { serDeInfo: PARQUET, columns } })]).databases[0]
                ?.tables ?? [];
        expect(table?.columns).to.deep.equal([
            { name: "mail", type: "string", comment: "", personal: true },
            { name: "total", type: "string", comment: "" },
        ]);
    });

    it("reads Athena's views", () => {
        const viewOriginalText = prestoView({
            originalSql: "SELECT 1",
            catalog: "awsdatacatalog",
            schema: "lake_dev",
            columns: [],
        });
        const [database] = catalogOf([
            DATABASE,
            tableResource("latest", { tableType: "VIRTUAL_VIEW", viewOriginalText }),
        ]).databases;
        expect(database?.tables[0]?.view).to.deep.equal({ sql: "SELECT 1", database: "lake_dev" });
    });

    it("tells JSON tables from Parquet ones", () => {
        const json = tableResource("q", {
            storageDescriptor: {
                serDeInfo: { serializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
                columns: [],
            },
        });
        expect(catalogOf([DATABASE, json]).databases[0]?.tables[0]?.format).to.equal("json");
    });

    it("leaves out Iceberg tables and links", () => {
        const catalog = catalogOf([
            DATABASE,
            { ...DATABASE, inputs: { name: "theirs", targetDatabase: { catalogId: "444455556666" } } },
            tableResource("iceberg", { openTableFormatInput: {}, storageDescriptor: { columns: [] } }),
            tableResource("link", { targetTable: { catalogId: "444455556666" }, storageDescriptor: undefined }),
            tableResource("contacts"),
        ]);
        expect(catalog.databases.map(({ name, tables }) => [name, tables.map((table) => table.name)])).to.deep.equal([
            ["lake_dev", ["contacts"]],
        ]);
    });

    it("refuses what it can't read, by the resource's name", () => {
        const csv = {
            storageDescriptor: { serDeInfo: { serializationLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde" } },
        };
        expect(() => catalogOf([tableResource("csv", csv)])).to.throw(
            /Glue table 'csv': can't read the serialisation library/,
        );
        expect(() =>
            catalogOf([tableResource("v", { tableType: "VIRTUAL_VIEW", viewOriginalText: "SELECT 1" })]),
        ).to.throw(/Glue view 'v'/);
        expect(() => catalogOf([tableResource("t", { databaseName: undefined })])).to.throw(/'t' names no database/);
    });
});

describe("Glue types", () => {
    const name = fc.constantFrom("a", "location", "start_ts", "Key");
    const { type } = fc.letrec<{ type: GlueType }>((tie) => ({
        type: fc.oneof(
            { maxDepth: 3 },
            fc
                .constantFrom("string", "int", "bigint", "double", "boolean", "date", "timestamp")
                .map((text): GlueType => ({ kind: "primitive", name: text, parameters: "" })),
            tie("type").map((element): GlueType => ({ kind: "array", element })),
            tie("type").map(
                (value): GlueType => ({
                    kind: "map",
                    key: { kind: "primitive", name: "string", parameters: "" },
                    value,
                }),
            ),
            fc
                .uniqueArray(name, { minLength: 1 })
                .chain((names) =>
                    fc.tuple(
                        ...names.map((field) => tie("type").map((fieldType) => ({ name: field, type: fieldType }))),
                    ),
                )
                .map((fields): GlueType => ({ kind: "struct", fields })),
        ),
    }));
    const write = (glue: GlueType): string => {
        switch (glue.kind) {
            case "primitive":
                return glue.name;
            case "array":
                return `array<${write(glue.element)}>`;
            case "map":
                return `map<${write(glue.key)},${write(glue.value)}>`;
            case "struct":
                return `struct<${glue.fields.map((field) => `${field.name}:${write(field.type)}`).join(",")}>`;
        }
    };

    it("are read back as they were written, whatever their depth", () => {
        fc.assert(
            fc.property(type, (glue) => {
                expect(parseGlueType(write(glue))).to.deep.equal(glue);
            }),
        );
    });

    it("have a name in DuckDB and one in Athena", () => {
        const parsed = parseGlueType("map<string,array<struct<at:timestamp,n:decimal(10,2)>>>");
        expect(duckdbType(parsed)).to.equal('MAP(VARCHAR, STRUCT("at" TIMESTAMP, "n" DECIMAL(10,2))[])');
        expect(athenaType(parsed)).to.equal("map(varchar, array(row(at timestamp(3), n decimal(10,2))))");
    });

    it("are refused with the place if they aren't any", () => {
        expect(() => parseGlueType("array<strin>")).to.throw(
            "'array<strin>' is not a Glue type: expected a type at character 12",
        );
        expect(() => parseGlueType("struct<a>")).to.throw(/expected ':'/);
        expect(() => parseGlueType("int,int")).to.throw(/expected the end/);
    });
});

describe("partition projection", () => {
    const NOW = new Date("2026-11-22T10:00:00Z");
    const projected = (parameters: Record<string, string>) => {
        const keys = [column("instance_id", "string"), column("event_date", "date")];
        return table("t", [], { partitionKeys: keys, parameters: { "projection.enabled": "true", ...parameters } });
    };
    const usual = {
        "projection.instance_id.type": "enum",
        "projection.instance_id.values": "a, b",
        "projection.event_date.type": "date",
        "projection.event_date.format": "yyyy-MM-dd",
        "projection.event_date.range": "2026-01-01,NOW+1DAY",
    };
    const allows = (parameters: Record<string, string>, key: string, value: string) => {
        const projection = projectionOf(projected(parameters), NOW)?.keys.get(key);
        return projection !== undefined && isProjected(projection, value);
    };

    it("makes the values of an enum and the dates of a range, relative ones too", () => {
        expect(["a", "b", "c"].map((value) => allows(usual, "instance_id", value))).to.deep.equal([true, true, false]);
        const dates = ["2025-12-31", "2026-01-01", "2026-11-22", "2026-11-23", "2026-11-24", "2026-1-1", "2026/11/22"];
        expect(dates.map((date) => allows(usual, "event_date", date))).to.deep.equal([
            false,
            true,
            true,
            true,
            false,
            false,
            false,
        ]);
        expect(
            allows({ ...usual, "projection.event_date.range": "NOW-2YEARS,NOW" }, "event_date", "2024-11-22"),
        ).to.equal(true);
    });

    it("knows integers and injected values", () => {
        const integers = { ...usual, "projection.instance_id.type": "integer", "projection.instance_id.range": "0,9" };
        expect(["0", "9", "10", "x"].map((value) => allows(integers, "instance_id", value))).to.deep.equal([
            true,
            true,
            false,
            false,
        ]);
        expect(allows({ ...usual, "projection.instance_id.type": "injected" }, "instance_id", "anything")).to.equal(
            true,
        );
    });

    it("is nothing unless it is enabled", () => {
        expect(projectionOf(projected({ "projection.enabled": "false" }), NOW)).to.equal(undefined);
    });

    it("names the property that is missing or wrong", () => {
        expect(() => projectionOf(projected({}), NOW)).to.throw(
            "Table 't': partition projection needs the property 'projection.instance_id.type'",
        );
        expect(() => projectionOf(projected({ ...usual, "projection.instance_id.type": "list" }), NOW)).to.throw(
            /it can be enum, date, integer or injected/,
        );
        expect(() =>
            projectionOf(projected({ ...usual, "projection.event_date.range": "yesterday,NOW" }), NOW),
        ).to.throw(/'yesterday' is not a date/);
    });

    it("finds partitions by Hive's layout, or by a template of any other", () => {
        const keys = [column("instance_id", "string"), column("event_date", "date")];
        const hive = layoutOf(table("t", [], { partitionKeys: keys, location: "s3://lake/t" }), undefined);
        expect(hive).to.include({ bucket: "lake", prefix: "t/instance_id=" });
        expect(hive.partitionOf("t/instance_id=a%2Fb/event_date=2026-11-01/x.parquet")).to.deep.equal([
            "a/b",
            "2026-11-01",
        ]);
        expect(hive.partitionOf("t/instance_id=a/x.parquet")).to.equal(undefined);
        const template = projectionOf(
            projected({ ...usual, "storage.location.template": `s3://lake/t/\${event_date}/\${instance_id}/` }),
            NOW,
        );
        const other = layoutOf(table("t", [], { partitionKeys: keys }), template);
        expect(other.partitionOf("t/2026-11-01/a/x.parquet")).to.deep.equal(["a", "2026-11-01"]);
    });
});

describe("did-you-mean", () => {
    it("finds the name that was meant, and nothing for an unrelated one", () => {
        const names = ["channel", "contact_id", "initiation_ts"];
        expect(closest("chanel", names)).to.equal("channel");
        expect(closest("CONTACTID", names)).to.equal("contact_id");
        expect(closest("cahnnel", names)).to.equal("channel");
        expect(closest("price", names)).to.equal(undefined);
    });
});
