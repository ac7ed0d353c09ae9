import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { EvalCase } from "./case";
import { loadCases, NoSuchCaseError } from "./cases";
import type { EvalKind } from "./kinds";
import { markdownReport, textReport } from "./report";
import type { EvalResult } from "./result";
import { evaluate } from "./run";
import { type EvalSummary, isPassed, summaryOf } from "./summary";
import { ownPlace } from "./world/own";
import type { EvalPlace } from "./world/place";
import { runningPlace } from "./world/running";

const REPOSITORY = resolve(__dirname, "../..");
const KEPT = join(REPOSITORY, ".lakefront", "eval");
const PAGE = join(REPOSITORY, "docs", "evaluation.md");
const BEGIN = "<!-- results: written by `lakefront eval --write-docs` -->";
const END = "<!-- end of results -->";

export interface EvalOptions {
    /** Kinds of cases; all unless given. */
    readonly kind?: readonly EvalKind[];
    /** Ids of cases; all unless given. */
    readonly only?: readonly string[];
    /** Prints the results as JSON, and nothing else. */
    readonly json?: boolean;
    /** Least share of conversations that must pass, 0 to 1. */
    readonly minPass: number;
    /** Uses the shop of the lake that runs here. */
    readonly running?: boolean;
    /** Writes the figures into `docs/evaluation.md`. */
    readonly writeDocs?: boolean;
}

/**
 * Runs the evaluation set, prints the report and keeps it. Resolves with the exit code: 1 where a hard rule was broken or
 * too few conversations passed, 2 where no case is what was asked for.
 *
 * @throws Error in words for people if it can't be run; by then nothing is left running.
 */
export async function runEval(options: EvalOptions, out: NodeJS.WritableStream = process.stdout): Promise<number> {
    const cases = choose(options);
    if (cases instanceof NoSuchCaseError) {
        process.stderr.write(`lakefront: ${cases.message}\n`);
        return 2;
    }
    const tell = options.json ? () => undefined : (line: string) => process.stderr.write(line);
    tell(options.running ? "Looking for the running lake …\n" : "Setting up a shop in an emulator of its own …\n");
    const place: EvalPlace = options.running ? await runningPlace() : await ownPlace({ env: process.env });
    try {
        tell(`Holding ${cases.length} conversations with ${place.model} …\n`);
        const placeName = options.running ? "the running lake" : "an emulator of its own";
        const onProgress = (done: number) => {
            if (done % 25 === 0) tell(`  ${done} held\n`);
        };
        const result = await evaluate({ place, cases, placeName, onProgress });
        const summary = summaryOf(result);
        const command = commandLine(options);
        const directory = keep(result, summary, command);
        if (options.writeDocs) writePage(markdownReport(result, summary, command));
        out.write(options.json ? `${JSON.stringify({ summary, ...result }, null, 2)}\n` : textReport(result, summary));
        tell(`\nKept in ${directory}\n`);
        return isPassed(summary, options.minPass) ? 0 : 1;
    } finally {
        await place.stop();
    }
}

function choose({ kind, only }: EvalOptions): EvalCase[] | NoSuchCaseError {
    try {
        return loadCases({ ...(kind && { kinds: kind }), ...(only && { ids: only }) });
    } catch (error) {
        if (error instanceof NoSuchCaseError) return error;
        throw error;
    }
}

/** @returns the folder that holds the results now */
export function keep(result: EvalResult, summary: EvalSummary, command: string, root = KEPT): string {
    const directory = join(root, result.started_at.replaceAll(":", "-").replace(/\.\d+Z$/, "Z"));
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, "results.json"), `${JSON.stringify({ summary, ...result }, null, 2)}\n`);
    writeFileSync(
        join(directory, "report.md"),
        `# Evaluation of the assistant\n\n${markdownReport(result, summary, command)}`,
    );
    return directory;
}

/** Puts the figures between the page's marks. */
export function writePage(report: string, page = PAGE): void {
    const text = readFileSync(page, "utf8");
    const [before, rest] = text.split(BEGIN);
    const after = rest?.split(END)[1];
    if (before === undefined || after === undefined)
        throw new Error(`${page} has no place for the results: it needs "${BEGIN}" and "${END}".`);
    writeFileSync(page, `${before}${BEGIN}\n\n${report}\n${END}${after}`);
}

function commandLine({ kind = [], only = [], running }: EvalOptions): string {
    const parts = [
        "npm run lakefront -- eval",
        ...(running ? ["--running"] : []),
        ...kind.map((each) => `--kind ${each}`),
        ...only.map((each) => `--only ${each}`),
    ];
    return parts.join(" ");
}
