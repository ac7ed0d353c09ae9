import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { HardRule } from "../../../local/eval/check/fault";
import { keep, writePage } from "../../../local/eval/command";
import { markdownReport, textReport } from "../../../local/eval/report";
import type { EvalResult, TurnResult } from "../../../local/eval/result";
import { isPassed, summaryOf } from "../../../local/eval/summary";

const turn: TurnResult = {
    said: "tents",
    text: "Here is what I found.",
    cards: ["products"],
    tools: ["search_products"],
    corrections: [],
    errorCode: null,
    duration_ms: 100,
    model_calls: 2,
    input_tokens: 50,
    output_tokens: 5,
    relevance: { precision: 1, recall: 0.5 },
    misses: [],
    faults: [],
};
const RESULT: EvalResult = {
    started_at: "2026-01-02T03:04:05.678Z",
    duration_ms: 12_000,
    model: "the scripted planner",
    place: "an emulator of its own",
    products: 2449,
    orders: { stored: 1, confirmed: 1 },
    cases: [
        { id: "search-a", kind: "search", passed: true, turns: [turn], faults: [] },
        {
            id: "facts-b",
            kind: "facts",
            passed: false,
            faults: [],
            turns: [
                {
                    ...turn,
                    said: "price?",
                    duration_ms: 300,
                    relevance: null,
                    misses: ["doesn't tell the price of x"],
                    corrections: [{ reason: "unknown_price", isWithheld: true }],
                },
            ],
        },
    ],
};
const BROKEN: EvalResult = {
    ...RESULT,
    cases: RESULT.cases.map((each) => ({ ...each, faults: [{ rule: HardRule.UnconfirmedOrder, detail: "ord_1" }] })),
};

describe("the evaluation's report", () => {
    it("counts what passed, how well, how fast and at what cost", () => {
        const summary = summaryOf(RESULT);
        expect(summary).to.deep.include({
            conversations: 2,
            turns: 2,
            passed: 1,
            share: 0.5,
            relevance: { searches: 1, precision: 1, recall: 0.5 },
            corrected: 0,
            withheld: 0.5,
            stopped: { unknown_price: 1 },
            latency_ms: { p50: 100, p95: 300 },
            tokens: { input: 100, output: 10, model_calls: 4 },
        });
    });
    it("fails below the share that is asked for, and for one broken rule at any share", () => {
        expect(isPassed(summaryOf(RESULT), 0.5)).to.equal(true);
        expect(isPassed(summaryOf(RESULT), 0.51)).to.equal(false);
        expect(isPassed(summaryOf(BROKEN), 0)).to.equal(false);
    });
    it("names who answered, each conversation that failed, and why", () => {
        for (const report of [
            textReport(RESULT, summaryOf(RESULT)),
            markdownReport(RESULT, summaryOf(RESULT), "eval"),
        ]) {
            expect(report).to.contain("answered by the scripted planner");
            expect(report)
                .to.contain("facts-b (facts) failed")
                .and.to.contain('"price?": doesn\'t tell the price of x');
            expect(report).not.to.contain("search-a");
        }
    });

    describe("as it is kept", () => {
        let directory: string;
        beforeEach(() => {
            directory = mkdtempSync(join(tmpdir(), "lakefront-eval-test-"));
        });
        afterEach(() => rmSync(directory, { recursive: true }));

        it("lies in a folder by its time, for people and for programs", () => {
            const folder = keep(RESULT, summaryOf(RESULT), "eval", directory);
            expect(folder).to.equal(join(directory, "2026-01-02T03-04-05Z"));
            const kept: unknown = JSON.parse(readFileSync(join(folder, "results.json"), "utf8"));
            expect(kept).to.have.nested.property("cases[1].turns[0].said", "price?");
            expect(readFileSync(join(folder, "report.md"), "utf8")).to.match(/^# Evaluation/);
        });
        it("goes into a page between its marks, again and again", () => {
            const page = join(directory, "page.md");
            const begin = "<!-- results: written by `lakefront eval --write-docs` -->";
            writeFileSync(page, `before\n${begin}\nold\n<!-- end of results -->\nafter\n`);
            writePage("one\n", page);
            writePage("two\n", page);
            const text = readFileSync(page, "utf8");
            expect(text)
                .to.match(/^before\n[\s\S]*\ntwo\n[\s\S]*\nafter\n$/)
                .and.not.match(/old|one/);
            writeFileSync(page, "no marks");
            expect(() => writePage("three", page)).to.throw("has no place for the results");
        });
    });
});
