import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect } from "chai";
import fc from "fast-check";
import { BatchWriter } from "../../../local/delivery/batch-writer";
import type { ConversionColumn } from "../../../local/delivery/convert";
import { parseDocuments } from "../../../local/delivery/documents";
import type { Manifest } from "../../../local/delivery/manifest";
import { ParquetConverter } from "../../../local/delivery/parquet";
import { type DeliveryStreamSpec, deliveryStreamsOf } from "../../../local/delivery/spec";
import type { Outcome } from "../../../local/delivery/transform-event";
import { parseGlueType } from "../../../local/glue-type";
import { deliveryStream } from "./support/lake";
import { sourceRecord } from "./support/records";

const columns: ConversionColumn[] = [
    { name: "id", type: parseGlueType("string") },
    { name: "value", type: parseGlueType("int") },
];

describe("the objects of a batch", () => {
    const converter = new ParquetConverter();
    let root: string;
    let batches = 0;
    before(() => {
        root = mkdtempSync(join(tmpdir(), "lakefront-writer-"));
    });
    after(async () => {
        await converter.close();
        rmSync(root, { recursive: true, force: true });
    });

    async function write(outcomes: readonly Outcome[], change: Partial<DeliveryStreamSpec> = {}, converted = true) {
        const directory = join(root, String(batches++));
        mkdirSync(directory);
        const [spec] = deliveryStreamsOf([deliveryStream("arn:key")]);
        if (!spec) throw new Error("no stream");
        const writer = new BatchWriter(
            directory,
            "batch",
            { ...spec, ...change },
            converted ? columns : undefined,
            converter,
        );
        const records = outcomes.map((_, index) => sourceRecord(String(index), `source ${index};`));
        await writer.backup(records);
        await Promise.all(
            records.map((record, index) => {
                const outcome = outcomes[index];
                return outcome ? writer.add(record, outcome, 1, 0) : undefined;
            }),
        );
        return { directory, manifest: await writer.finish() };
    }

    const ok = (data: string, instance = "i"): Outcome => ({
        result: "Ok",
        data,
        partitionKeys: { instance_id: instance, event_date: "2026-01-02" },
    });

    it("hold every record of any batch exactly once, landed or failed or dropped", async () => {
        const outcome: fc.Arbitrary<Outcome> = fc.oneof(
            fc
                .tuple(fc.nat(3), fc.constantFrom("i", "j", "k"))
                .map(([count, instance]) => ok('{"id":"x","value":1}\n'.repeat(count + 1), instance)),
            fc.constant(ok('{"id":"x","value":"no number"}')),
            fc.constant(ok('{"id":"x"}{"value":')),
            fc.constant<Outcome>({ result: "Ok", data: "{}", partitionKeys: {} }),
            fc.constant<Outcome>({ result: "Dropped" }),
            fc.constant<Outcome>({ result: "ProcessingFailed", code: "c", message: "m" }),
        );
        await fc.assert(
            fc.asyncProperty(fc.array(outcome, { minLength: 1, maxLength: 30 }), async (outcomes) => {
                const { directory, manifest } = await write(outcomes);
                const { counts } = manifest;
                const good = outcomes.filter(
                    (item) => item.result === "Ok" && /^(\{"id":"x","value":1\}\n)+$/.test(item.data),
                );
                expect(counts.read).to.equal(outcomes.length);
                expect(counts.delivered).to.equal(good.length);
                expect(counts.dropped).to.equal(outcomes.filter(({ result }) => result === "Dropped").length);
                expect(await rowCount(directory, manifest)).to.equal(counts.documents);
                const failed = failedSources(directory, manifest);
                expect(failed).to.have.length(counts.processingFailed + counts.conversionFailed);
                expect(new Set(failed)).to.have.property("size", failed.length);
                expect(counts.delivered + counts.dropped + failed.length).to.equal(outcomes.length);
                expect(new Set(manifest.objects.map(({ key }) => key))).to.have.property(
                    "size",
                    manifest.objects.length,
                );
            }),
            { numRuns: 25 },
        );
    });

    it("have the same keys when the batch is written again", async () => {
        const outcomes = [ok('{"id":"a"}'), ok('{"id":"b"}', "j"), ok("[]")];
        const keys = async () => (await write(outcomes)).manifest.objects.map(({ key }) => key);
        expect(await keys()).to.deep.equal(await keys());
    });

    it("keep the untouched source, one record behind the other, compressed as configured", async () => {
        const { directory, manifest } = await write([ok("{}"), { result: "Dropped" }]);
        const backup = manifest.objects.find(({ key }) => key.startsWith("backup/2026/01/02/00/"));
        expect(backup?.key).to.match(/\.gz$/);
        expect(gunzipSync(readFileSync(join(directory, backup?.file ?? ""))).toString()).to.equal("source 0;source 1;");
    });

    it("are the function's own words where the stream converts nothing", async () => {
        const { directory, manifest } = await write(
            [ok("a;"), ok("b;")],
            { parquet: undefined, backup: undefined },
            false,
        );
        expect(manifest.objects.map(({ file }) => readFileSync(join(directory, file), "utf8"))).to.deep.equal(["a;b;"]);
    });

    it("take the whole record out when one of its documents doesn't fit, and quote no value", async () => {
        const { directory, manifest } = await write([ok('{"id":"a","value":1}{"id":"b","value":"secret"}')]);
        expect(manifest.counts).to.deep.include({ delivered: 0, documents: 0, conversionFailed: 1 });
        const [line] = failedLines(directory, manifest);
        expect(line).to.deep.include({
            lastErrorCode: "DataFormatConversion.ParseError",
            lastErrorMessage: "column value: expected a whole number within ±2147483648",
            sequenceNumber: "0",
        });
        expect(JSON.stringify(line)).to.not.contain("secret");
    });

    it("hold values of every type", async () => {
        const types = [
            "array<struct<a:int,b:array<string>>>",
            "map<string,string>",
            "timestamp",
            "date",
            "decimal(5,2)",
        ];
        const wide = types.map((type, index) => ({ name: `c${index}`, type: parseGlueType(type) }));
        const source = join(root, "wide.json");
        const row = {
            c0: [{ a: 1, b: ["x"] }],
            c1: { k: "v" },
            c2: "2026-01-02 03:04:05.000006",
            c3: "2026-01-02",
            c4: 1.25,
        };
        await import("node:fs/promises").then((fs) => fs.writeFile(source, `${JSON.stringify(row)}\n`));
        await converter.convert(source, join(root, "wide.parquet"), wide);
        expect(await rowsOf(join(root, "wide.parquet"))).to.deep.equal([
            {
                c0: [{ a: 1, b: ["x"] }],
                c1: [{ key: "k", value: "v" }],
                c2: "2026-01-02 03:04:05.000006",
                c3: "2026-01-02",
                c4: "1.25",
            },
        ]);
    });
});

async function rowsOf(file: string) {
    const connection = await (await DuckDBInstance.create()).connect();
    try {
        return (await connection.runAndReadAll(`SELECT * FROM read_parquet('${file}')`)).getRowObjectsJson();
    } finally {
        connection.closeSync();
    }
}

async function rowCount(directory: string, manifest: Manifest): Promise<number> {
    let count = 0;
    for (const { file, key } of manifest.objects) {
        if (key.endsWith(".parquet")) count += (await rowsOf(join(directory, file))).length;
    }
    return count;
}

function failedLines(directory: string, manifest: Manifest): Record<string, unknown>[] {
    return manifest.objects
        .filter(({ key }) => key.startsWith("errors/"))
        .flatMap(({ file }) => parseDocuments(readFileSync(join(directory, file), "utf8")));
}

function failedSources(directory: string, manifest: Manifest): string[] {
    return failedLines(directory, manifest).map(({ rawData }) => Buffer.from(String(rawData), "base64").toString());
}
