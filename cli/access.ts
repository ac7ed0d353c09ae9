import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AccessDocument, accessFormats } from "../runner/access/report";
import { EXIT_UNUSABLE, messageOf } from "./errors";

const ROOT = resolve(__dirname, "..");

const EXIT_GAINED = 1;

/** Room for a heading and the sentence on what was left out. */
const SHORTEST = 2_000;

interface AccessCommand {
    stack: string;
    program: string;
    principal?: string;
    table?: string;
    format: keyof typeof accessFormats;
    against?: string;
    failOnGain?: "any" | "personal";
    maxLength?: number;
    output?: string;
    preview: boolean;
}

/** Registers `lakefront access`. What it does lives in `runner/access`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("access")
        .description("Show who may read what in a stack, by its Lake Formation grants, with no AWS account.")
        .requiredOption("--stack <name>", "the stack, such as dev")
        .option("--program <directory>", "directory with the program's Pulumi.yaml", ROOT)
        .option("--principal <name>", "only this principal: an ARN, a role's name, or a glob such as 'data-*'")
        .option("--table <name>", "only this table: table, database.table, or a glob such as 'curated.*'")
        .addOption(
            new Option("--format <format>", "form of the report")
                .choices(["text", "markdown", "json"] satisfies (keyof typeof accessFormats)[])
                .default("text"),
        )
        .option("--against <file>", "JSON of an earlier run: tell who gains and who loses what since then")
        .addOption(
            new Option("--fail-on-gain <what>", "with --against: fail when someone gains access").choices([
                "any",
                "personal",
            ]),
        )
        .addOption(
            new Option(
                "--max-length <characters>",
                "the most that Markdown may have (default: 65,536, what GitHub takes as a comment)",
            ).argParser(length),
        )
        .option("--output <file>", "write the report to a file instead of standard output")
        .option("--preview", "leave values that AWS computes unknown, as `pulumi preview` does", false)
        .addHelpText(
            "after",
            [
                "",
                "Exit status: 0 when the report is written, 1 when --fail-on-gain finds a gain, 2 when there can be no report.",
                "What is not known before the update is listed as such, and never left out.",
            ].join("\n"),
        )
        .action(async (options: AccessCommand) => {
            process.exitCode = await run(options);
        });
}

async function run(options: AccessCommand): Promise<number> {
    const { accessFormats } = require("../runner/access/report") as typeof import("../runner/access/report");
    try {
        const document = await documentFor(options);
        const color = options.output === undefined && (process.stdout.hasColors?.() ?? false);
        const { format, maxLength, output } = options;
        write(accessFormats[format](document, { color, ...(maxLength !== undefined && { maxLength }) }), output);
        return gains(document, options.failOnGain) ? EXIT_GAINED : 0;
    } catch (error) {
        process.stderr.write(`lakefront access: ${messageOf(error)}\n`);
        return EXIT_UNUSABLE;
    }
}

async function documentFor({ stack, program, principal, table, against, failOnGain, preview }: AccessCommand) {
    const { accessIn, assertComparable, readAccessDocument } =
        require("../runner/access/report") as typeof import("../runner/access/report");
    const { compareMatrices } = require("../runner/access") as typeof import("../runner/access");
    if (failOnGain !== undefined && against === undefined) {
        throw new Error("--fail-on-gain needs --against: a gain is one since an earlier run");
    }
    const before = against === undefined ? undefined : readAccessDocument(readFileSync(against, "utf8"), against);
    const document = await accessIn({ program, stack, preview, filter: { principal, table } });
    if (before === undefined || against === undefined) return document;
    assertComparable(before, document, against);
    return { ...document, changes: compareMatrices(before, document) };
}

function gains({ changes = [] }: AccessDocument, failOn: AccessCommand["failOnGain"]): boolean {
    if (failOn === undefined) return false;
    return changes.some(
        ({ kind, personal, personalPossible }) =>
            kind === "gain" && (failOn === "any" || personal.length > 0 || personalPossible),
    );
}

function write(report: string, file: string | undefined): void {
    if (file === undefined) process.stdout.write(report);
    else writeFileSync(file, report);
}

function length(text: string): number {
    const value = Number(text.replaceAll(/[,_]/g, ""));
    if (!Number.isInteger(value) || value < SHORTEST) {
        throw new InvalidArgumentError(`Give a whole number from ${SHORTEST.toLocaleString("en")} on, such as 20000.`);
    }
    return value;
}
