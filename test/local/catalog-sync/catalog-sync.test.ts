import { PassThrough } from "node:stream";
import { text as textIn } from "node:stream/consumers";
import { expect } from "chai";
import { type SyncReport, SyncTrigger } from "../../../functions/shop/catalog/sync/report";
import { runSync, SyncExit } from "../../../local/catalog-sync/command";
import { changedCatalogue } from "../../../local/catalog-sync/generate";
import { renderFaults, renderReport } from "../../../local/catalog-sync/render";
import { catalogue } from "../../../local/shop/catalogue";

const STYLE = { width: 100, unicode: false, colour: false };

describe("a catalogue with changes, to try the sync with", () => {
    it("is the generated one but for some prices, some stocks, and some products that are gone", () => {
        const before = new Map(catalogue({ products: 200 }).map((product) => [product.id, product]));
        const after = changedCatalogue({ products: 200, seed: 1 });
        const dearer = after.filter(({ id, price_minor }) => price_minor > (before.get(id)?.price_minor ?? 0));
        const delivered = after.filter(({ id, stock }) => stock > (before.get(id)?.stock ?? 0));
        expect([after.length, dearer.length, delivered.length]).to.deep.equal([190, 10, 10]);
        expect(after.every(({ id }) => before.has(id))).to.equal(true);
    });

    it("is the same for the same seed, and another for another", () => {
        const made = (seed: number) => JSON.stringify(changedCatalogue({ products: 60, seed }));
        expect(made(4)).to.equal(made(4));
        expect(made(4)).to.not.equal(made(5));
    });
});

describe("the report of a sync", () => {
    const report: SyncReport = {
        sync_id: "s",
        trigger: SyncTrigger.Command,
        source: { bucket: "shop", key: "catalog/a.jsonl" },
        allow_removals: false,
        is_superseded: false,
        started_at: "2026-01-01T00:00:00.000Z",
        finished_at: "2026-01-01T00:00:02.500Z",
        rows: 1234,
        rejected_rows: 25,
        rejected: Array.from({ length: 25 }, (_, index) => ({
            line: index + 1,
            row: index + 1,
            field: "price_minor",
            reason: "is missing",
        })),
        warnings: [],
        report_key: "reports/s.json",
        added: 3,
        changed: 2,
        removed: 1,
        removals_withheld: 0,
        removals_refused: 0,
        refused_ids: [],
        unchanged: 1203,
        stock_adjusted: 0,
        documents_written: 5,
        documents_deleted: 1,
        ingestion: null,
        policy_ingestion: null,
    };

    it("tells the counts, the first twenty bad rows, how many more there are, and where all of them stand", () => {
        const lines = renderReport(report, STYLE);
        const text = lines.join("\n");
        expect(text)
            .to.match(/rows in the file +\| 1,234 \|/)
            .and.to.match(/added +\| +3 \|/);
        expect(lines.filter((line) => line.includes("price_minor"))).to.have.length(20);
        expect(text).to.contain("and 5 more").and.to.contain("s3://shop/reports/s.json").and.to.contain("2.5 s");
    });

    it("tells the first twenty products that would go, how many more there are, and where all of them stand", () => {
        const refused_ids = Array.from({ length: 1_034 }, (_, index) => `lamp-${index}`);
        const lines = renderFaults({ ...report, rejected: [], refused_ids }, STYLE);
        expect(lines.filter((line) => line.startsWith("lamp-"))).to.deep.equal(refused_ids.slice(0, 20));
        expect(lines.slice(-2)).to.deep.equal(["and 1,014 more", "All of them: s3://shop/reports/s.json"]);
    });

    it("speaks of no bad rows where there are none", () => {
        const text = renderReport({ ...report, rejected: [], rejected_rows: 0, report_key: null }, STYLE).join("\n");
        expect(text).to.not.contain("Rejected").and.not.to.contain("All of them").and.not.to.contain("On sale");
    });
});

describe("lakefront sync, used wrongly", () => {
    const told = async (options: Parameters<typeof runSync>[0]) => {
        const streams = { output: new PassThrough(), errors: new PassThrough() };
        const code = await runSync(options, "/nowhere/run.json", streams);
        streams.errors.end();
        return { code, err: await textIn(streams.errors) };
    };

    it("says what doesn't go together, and which file isn't there", async () => {
        expect(await told({ file: "a", generate: true })).to.deep.include({ code: SyncExit.WrongUse });
        expect((await told({ seed: 2 })).err).to.contain("--generate");
        expect((await told({ wait: false })).err).to.contain("--file");
        expect(await told({ file: __filename, wait: false, allowRemovals: true })).to.deep.equal({
            code: SyncExit.WrongUse,
            err: "lakefront: --no-wait only uploads, which allows nothing: leave out --no-wait or --allow-removals.\n",
        });
        expect((await told({ file: "/nowhere/a.jsonl" })).err).to.contain("/nowhere/a.jsonl");
    });

    it("says how to start the lake when it isn't running", async () => {
        expect(await told({})).to.deep.equal({
            code: SyncExit.Failed,
            err: "lakefront: The lake isn't running: start it with `npm start`.\n",
        });
    });
});
