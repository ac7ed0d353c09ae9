import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { CheckProgress } from "../runner/check";
import type { PackConfig, PackSource } from "../runner/policies";
import { messageOf } from "./errors";

const ROOT = resolve(__dirname, "..");
const OWN_PACK = join(ROOT, "policies", "packs", "all");

const EXIT_VIOLATED = 1;
const EXIT_UNUSABLE = 2;

interface CheckCommand {
    stack: string;
    program: string;
    policyPack: string[];
    policyPackConfig: string[];
    format: "text" | "json";
    preview: boolean;
}

/** Registers `lakefront check`. What it does lives in `runner/`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("check")
        .description("Judge a stack by policy packs, with no AWS account and no network.")
        .requiredOption("--stack <name>", "the stack, such as dev")
        .option("--program <directory>", "directory with the program's Pulumi.yaml", ROOT)
        .addOption(
            new Option(
                "--policy-pack <directory...>",
                "policy packs to judge by (default: Lakefront's pack of all rules)",
            ).default([], ""),
        )
        .addOption(
            new Option("--policy-pack-config <file...>", "settings of the packs, as JSON, in the same order").default(
                [],
                "",
            ),
        )
        .addOption(new Option("--format <format>", "form of the report").choices(["text", "json"]).default("text"))
        .option("--preview", "leave values that AWS computes unknown, as `pulumi preview` does", false)
        .addHelpText(
            "after",
            [
                "",
                "Exit status: 0 when no mandatory policy is violated, 1 when one is, 2 when the check can't be made.",
                "What could not be judged is listed as such, and never as passed.",
            ].join("\n"),
        )
        .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : EXIT_UNUSABLE))
        .action(async (options: CheckCommand) => {
            process.exitCode = await run(options);
        });
}

async function run(options: CheckCommand): Promise<number> {
    const { check } = require("../runner/check") as typeof import("../runner/check");
    const { reportFormats } = require("../runner/report") as typeof import("../runner/report");
    const progress = progressLine();
    try {
        const report = await check({
            program: options.program,
            stack: options.stack,
            packs: packSources(options),
            preview: options.preview,
            onProgress: progress.show,
        });
        progress.clear();
        process.stdout.write(reportFormats[options.format](report, { color: process.stdout.hasColors?.() ?? false }));
        return report.passed ? 0 : EXIT_VIOLATED;
    } catch (error) {
        progress.clear();
        process.stderr.write(`lakefront check: ${messageOf(error)}\n`);
        return EXIT_UNUSABLE;
    }
}

function packSources({ policyPack, policyPackConfig }: CheckCommand): PackSource[] {
    const directories = policyPack.length > 0 ? policyPack : [OWN_PACK];
    if (policyPackConfig.length > directories.length) {
        throw new Error(`there are ${policyPackConfig.length} pack settings for ${directories.length} packs`);
    }
    return directories.map((directory, index) => ({ directory, config: packConfig(policyPackConfig[index]) }));
}

function packConfig(file: string | undefined): PackConfig | undefined {
    if (file === undefined) {
        return undefined;
    }
    let content: unknown;
    try {
        content = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`${file} can't be read as JSON: ${messageOf(error)}`);
    }
    if (typeof content !== "object" || content === null || Array.isArray(content)) {
        throw new Error(`${file} has to be a JSON object with settings by policy name`);
    }
    return content as PackConfig;
}

/** One line on a terminal that is written over; nothing where the output is kept. */
function progressLine() {
    if (!process.stderr.isTTY) {
        return { show: () => undefined, clear: () => undefined };
    }
    const started = Date.now();
    return {
        show: ({ phase, done, total }: CheckProgress) => {
            const seconds = ((Date.now() - started) / 1000).toFixed(1);
            const count = total === undefined ? `${done}` : `${done} of ${total}`;
            process.stderr.write(`\r\u001b[K${phase}: ${count} resources, ${seconds} s`);
        },
        clear: () => process.stderr.write("\r\u001b[K"),
    };
}
