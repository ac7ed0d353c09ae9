import { expect } from "chai";
import fc from "fast-check";
import { IcebergTransform } from "../../../components/catalog/iceberg-layout";
import { IcebergTable, type IcebergTableArgs } from "../../../components/catalog/iceberg-table";
import { type IcebergType, icebergFields, icebergTypeProblems } from "../../../components/catalog/iceberg-types";
import { LakeTable } from "../../../components/catalog/lake-table";
import { contactRecords, glueColumns, gluePartitionKeys, personalColumns } from "../../../schemas";
import { evaluateProgram } from "../../support/evaluate";
import { refusalOf } from "../refusal";
import { at, listAt, personalAt } from "./read";

const TABLE = "aws:glue/catalogTable:CatalogTable";
const TABLE_INPUT = ["openTableFormatInput", "icebergInput", "icebergTableInput"];
const DISPOSABLE = { config: { "lakefront:allowDeletion": "true" } };

const orders: IcebergTableArgs = {
    databaseName: "lake",
    description: "Orders.",
    columns: [
        { name: "order_id", type: "string", comment: "Id of the order." },
        { name: "buyer", type: "string", personal: true },
        { name: "total", type: "decimal(18, 2)" },
        { name: "ordered_ts", type: "timestamp" },
    ],
    partitions: [
        { column: "ordered_ts", transform: IcebergTransform.Day },
        { column: "order_id", transform: IcebergTransform.Bucket, size: 16 },
        { column: "buyer", transform: IcebergTransform.Truncate, size: 2 },
        { column: "total" },
    ],
    sortBy: [{ column: "ordered_ts", descending: true }, { column: "order_id" }],
    location: { bucketName: "acme-curated", prefix: "/iceberg/orders/" },
    properties: { "write.parquet.compression-codec": "zstd" },
};

async function made(args: IcebergTableArgs, options = {}) {
    const { one } = await evaluateProgram(() => void new IcebergTable("orders", args), options);
    return one(TABLE, "orders-table");
}

describe("IcebergTable", () => {
    it("asks Glue for the table with its schema, partitions, sort order and properties", async () => {
        const { inputs } = await made(orders);
        expect(inputs).to.include({ databaseName: "lake", name: "orders" });
        expect(at(inputs, "openTableFormatInput", "icebergInput")).to.deep.equal({
            metadataOperation: "CREATE",
            version: "2",
            icebergTableInput: {
                location: "s3://acme-curated/iceberg/orders",
                schema: {
                    schemaId: 0,
                    type: "struct",
                    fields: [
                        { id: 1, name: "order_id", required: false, type: '"string"', doc: "Id of the order." },
                        { id: 2, name: "buyer", required: false, type: '"string"' },
                        { id: 3, name: "total", required: false, type: '"decimal(18,2)"' },
                        { id: 4, name: "ordered_ts", required: false, type: '"timestamp"' },
                    ],
                },
                partitionSpec: {
                    specId: 0,
                    fields: [
                        { fieldId: 1000, name: "ordered_ts_day", sourceId: 4, transform: "day" },
                        { fieldId: 1001, name: "order_id_bucket", sourceId: 1, transform: "bucket[16]" },
                        { fieldId: 1002, name: "buyer_trunc", sourceId: 2, transform: "truncate[2]" },
                        { fieldId: 1003, name: "total", sourceId: 3, transform: "identity" },
                    ],
                },
                sortOrder: {
                    orderId: 1,
                    fields: [
                        { sourceId: 4, transform: "identity", direction: "desc", nullOrder: "nulls-last" },
                        { sourceId: 1, transform: "identity", direction: "asc", nullOrder: "nulls-first" },
                    ],
                },
                properties: { comment: "Orders.", "write.parquet.compression-codec": "zstd" },
            },
        });
    });

    it("says nothing of partitions and sort order that nobody asked for", async () => {
        const { inputs } = await made({ ...orders, partitions: undefined, sortBy: undefined });
        expect(at(inputs, ...TABLE_INPUT)).to.have.all.keys("location", "schema", "properties");
    });

    it("shows columns, and which are personal, to whoever reads the program", async () => {
        const { inputs } = await made(orders);
        expect(listAt(inputs, "storageDescriptor", "columns")[1]).to.deep.equal({
            name: "buyer",
            type: "string",
            parameters: { personal: "true" },
        });
    });

    it("takes a schema of the lake, with its partition keys as columns and partitions", async () => {
        const { inputs } = await made({ databaseName: "lake", schema: "contact_records", location: orders.location });
        const columns = [...glueColumns(contactRecords), ...gluePartitionKeys(contactRecords)];
        const partitions = listAt(inputs, ...TABLE_INPUT, "partitionSpec", "fields");
        expect(inputs.name).to.equal("contact_records");
        expect(listAt(inputs, ...TABLE_INPUT, "schema", "fields").map(({ name }) => name)).to.deep.equal(
            columns.map(({ name }) => name),
        );
        expect(partitions.map(({ name }) => name)).to.deep.equal(["instance_id", "event_date"]);
        expect(partitions[1]?.sourceId).to.equal(columns.length);
        expect(at(inputs, ...TABLE_INPUT, "properties")).to.deep.equal({ comment: contactRecords.description });
        expect(personalAt(inputs, "storageDescriptor", "columns")).to.deep.equal(personalColumns(contactRecords));
    });

    it("leaves alone what engines write", async () => {
        const table = await made(orders);
        expect(table.ignoreChanges).to.deep.equal(["parameters", "storageDescriptor", "openTableFormatInput"]);
        expect(table.deleteBeforeReplace).to.equal(true);
    });

    it("sends changes of the program on request, but never the location of the metadata", async () => {
        const table = await made({ ...orders, updateFromProgram: true });
        expect(table.ignoreChanges).to.deep.equal(["parameters", "storageDescriptor"]);
    });

    it("is protected and kept, unless both keys to deletion are turned", async () => {
        for (const [args, options, kept] of [
            [orders, {}, true],
            [orders, DISPOSABLE, true],
            [{ ...orders, allowDeletion: true }, {}, true],
            [{ ...orders, allowDeletion: true }, DISPOSABLE, false],
        ] as const) {
            const { protect = false, retainOnDelete = false } = await made(args, options);
            expect([protect, retainOnDelete]).to.deep.equal([kept, kept]);
        }
    });

    it("registers the same again", async () => {
        const inputs = async () => JSON.stringify((await made(orders)).inputs);
        expect(await inputs()).to.equal(await inputs());
    });

    const [id, buyer, total, ordered] = orders.columns ?? [];
    const column = (type: string) => ({ columns: [{ name: "a", type }], partitions: undefined, sortBy: undefined });
    const refused: [string, Partial<IcebergTableArgs>, RegExp][] = [
        ["no columns", { columns: [] }, /columns is empty/],
        [
            "a column that is given twice",
            { columns: [...(orders.columns ?? []), { name: "buyer", type: "int" }] },
            /"buyer" is given twice/,
        ],
        ["a name in upper case", { tableName: "Orders" }, /tableName is "Orders".*for example "orders"/],
        ["a column in upper case", { columns: [{ name: "orderId", type: "string" }] }, /column "orderId".*"order_id"/],
        ["an unknown schema", { columns: undefined, schema: "contact_record" }, /did you mean "contact_records"/],
        ["a bucket's root", { location: { bucketName: "b" } }, /location\.prefix is empty.*"iceberg\/orders\/"/],
        ["tinyint", column("tinyint"), /column "a" is tinyint: Iceberg has no tinyint; take int\./],
        ["varchar inside others", column("array<struct<x:varchar(3)>>"), /Iceberg has no varchar; take string/],
        ["a decimal of 39 digits", column("decimal(39,0)"), /1 to 38 digits/],
        ["a type that is none", column("text"), /column "a": 'text' is not a Glue type/],
        [
            "a partition by an unknown column",
            { partitions: [{ column: "order" }] },
            /partitions\[0\]\.column is "order"/,
        ],
        [
            "a partition by a nested column",
            { ...column("map<string,int>"), partitions: [{ column: "a" }] },
            /take a column of a simple type/,
        ],
        [
            "the day of a text",
            { partitions: [{ column: "buyer", transform: "day" }] },
            /"buyer" is a string: it takes a column of date, timestamp/,
        ],
        [
            "the hour of a date",
            { ...column("date"), partitions: [{ column: "a", transform: "hour" }] },
            /it takes a column of timestamp/,
        ],
        [
            "buckets without a number",
            { partitions: [{ column: "buyer", transform: "bucket" }] },
            /partitions\[0\]\.size is missing/,
        ],
        [
            "no buckets",
            { partitions: [{ column: "buyer", transform: "bucket", size: 0 }] },
            /size is 0: it takes a whole number from 1/,
        ],
        [
            "a size that nothing asks for",
            { partitions: [{ column: "ordered_ts", transform: "day", size: 3 }] },
            /only "bucket" and "truncate" have a size/,
        ],
        [
            "a partition twice",
            { partitions: [{ column: "buyer" }, { column: "buyer" }] },
            /partitions make "buyer" twice/,
        ],
        [
            "day and hour of one column",
            {
                partitions: [
                    { column: "ordered_ts", transform: "day" },
                    { column: "ordered_ts", transform: "hour" },
                ],
            },
            /apart by time twice/,
        ],
        [
            "a partition with a column's name",
            {
                columns: [
                    { name: "t", type: "timestamp" },
                    { name: "t_day", type: "int" },
                ],
                partitions: [{ column: "t", transform: "day" }],
                sortBy: [],
            },
            /partitions make "t_day", which is a column already/,
        ],
        ["an unknown sort column", { sortBy: [{ column: "sum" }] }, /sortBy\[0\]\.column is "sum"/],
        ["a sort column twice", { sortBy: [{ column: "buyer" }, { column: "buyer" }] }, /sortBy names "buyer" twice/],
        [
            "updates of nested columns",
            { ...column("array<int>"), updateFromProgram: true },
            /a hold other values, whose ids would move/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            const args = { ...orders, ...change };
            expect(await refusalOf(() => void new IcebergTable("orders", args))).to.match(message);
        });
    }

    it("takes every transform where its type fits", async () => {
        const partitions = [
            { column: "total", transform: IcebergTransform.Truncate, size: 100 },
            { column: "ordered_ts", transform: IcebergTransform.Hour },
        ];
        await made({ ...orders, columns: [id, buyer, total, ordered].flatMap((given) => given ?? []), partitions });
    });

    describe("location", () => {
        const at = (prefix: string) => ({ location: { bucketName: "acme-curated", prefix } });
        const both = (first: string, second: string) => () => {
            new IcebergTable("orders", { ...orders, ...at(first) });
            new IcebergTable("returns", { ...orders, ...at(second) });
        };

        for (const [first, second] of [
            ["orders", "orders/"],
            ["orders", "orders/returns"],
            ["all/orders", "all"],
        ] as const) {
            it(`refuses ${second} beside ${first}`, async () => {
                expect(await refusalOf(both(first, second))).to.match(
                    /IcebergTable "returns"[\s\S]*overlaps with ".*" of IcebergTable "orders"/,
                );
            });
        }

        it("lets folders stand side by side whose names start alike", async () => {
            await evaluateProgram(both("orders", "orders_old"));
        });

        it("refuses a table of another kind in the folder, whichever comes first", async () => {
            const lake = () =>
                void new LakeTable("raw", {
                    databaseName: "lake",
                    columns: [{ name: "a", type: "int" }],
                    ...at("orders/raw"),
                });
            const iceberg = () => void new IcebergTable("orders", { ...orders, ...at("orders") });
            expect(await refusalOf(() => [lake(), iceberg()])).to.match(
                /IcebergTable "orders"[\s\S]*of LakeTable "raw"/,
            );
            expect(await refusalOf(() => [iceberg(), lake()])).to.match(
                /LakeTable "raw"[\s\S]*of IcebergTable "orders"/,
            );
        });
    });
});

describe("Iceberg's types", () => {
    const idsOf = (type: IcebergType): number[] => {
        if (typeof type === "string") return [];
        switch (type.type) {
            case "struct":
                return type.fields.flatMap((field) => [field.id, ...idsOf(field.type)]);
            case "list":
                return [type["element-id"], ...idsOf(type.element)];
            case "map":
                return [type["key-id"], type["value-id"], ...idsOf(type.key), ...idsOf(type.value)];
        }
    };

    it("are numbered as Iceberg numbers a new schema: a struct's fields before what is in them", () => {
        const fields = icebergFields([
            { name: "a", type: "array<struct<x:int,y:map<string,date>>>" },
            { name: "b", type: "struct<z:boolean>" },
            { name: "c", type: "bigint" },
        ]);
        expect(fields).to.deep.equal([
            {
                id: 1,
                name: "a",
                required: false,
                type: {
                    type: "list",
                    "element-id": 4,
                    "element-required": false,
                    element: {
                        type: "struct",
                        fields: [
                            { id: 5, name: "x", required: false, type: "int" },
                            {
                                id: 6,
                                name: "y",
                                required: false,
                                type: {
                                    type: "map",
                                    "key-id": 7,
                                    key: "string",
                                    "value-id": 8,
                                    "value-required": false,
                                    value: "date",
                                },
                            },
                        ],
                    },
                },
            },
            {
                id: 2,
                name: "b",
                required: false,
                type: { type: "struct", fields: [{ id: 9, name: "z", required: false, type: "boolean" }] },
            },
            { id: 3, name: "c", required: false, type: "long" },
        ]);
    });

    it("have ids from 1 without gap or repetition, columns first, whatever their depth", () => {
        const { type } = fc.letrec<{ type: string }>((tie) => ({
            type: fc.oneof(
                { maxDepth: 4 },
                fc.constantFrom("int", "string", "decimal(9,2)", "timestamp"),
                tie("type").map((element) => `array<${element}>`),
                tie("type").map((value) => `map<string,${value}>`),
                fc
                    .array(tie("type"), { minLength: 1, maxLength: 3 })
                    .map((types) => `struct<${types.map((each, index) => `f${index}:${each}`).join(",")}>`),
            ),
        }));
        fc.assert(
            fc.property(fc.array(type, { minLength: 1, maxLength: 5 }), (types) => {
                const columns = types.map((each, index) => ({ name: `c${index}`, type: each }));
                expect(icebergTypeProblems(columns)).to.deep.equal([]);
                const fields = icebergFields(columns);
                expect(fields.map(({ id }) => id)).to.deep.equal(types.map((_, index) => index + 1));
                const ids = fields.flatMap((field) => [field.id, ...idsOf(field.type)]);
                expect(ids.toSorted((a, b) => a - b)).to.deep.equal(ids.map((_, index) => index + 1));
            }),
        );
    });
});
