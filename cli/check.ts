import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { version } from "../package.json";
import type { CheckProgress } from "../runner/check";
import type { FailOn, ReportFormat } from "../runner/report";
import { packSources } from "./check-packs";
import { EXIT_UNUSABLE, messageOf } from "./errors";

const ROOT = resolve(__dirname, "..");

const EXIT_VIOLATED = 1;

const FORMATS: ReportFormat[] = ["text", "markdown", "json", "sarif", "code-scanning", "junit"];
const SEVERITIES: FailOn[] = ["low", "medium", "high", "critical"];

interface CheckCommand {
    stack: string;
    program: string;
    policyPack: string[];
    policyPackConfig: string[];
    profile?: string;
    format: ReportFormat;
    output: string[];
    failOn?: FailOn;
    baseline?: string;
    config: string[];
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
            new Option("--config <key=value...>", "settings to lay over those of the stack's file").default([], ""),
        )
        .addOption(
            new Option(
                "--policy-pack <directory...>",
                "policy packs to judge by (default: Lakefront's pack of all rules)",
            ).default([], ""),
        )
        .addOption(
            new Option(
                "--policy-pack-config <file...>",
                "settings of the packs, as JSON, in the same order (default: Policies.<stack>.json of the program)",
            ).default([], ""),
        )
        .option("--profile <name>", "settings that ship with the packs, such as strict, below those of your own")
        .addOption(
            new Option("--format <format>", "form of the report on standard output").choices(FORMATS).default("text"),
        )
        .addOption(
            new Option(
                "--output <format=file...>",
                "write the report to files as well, such as sarif=check.sarif markdown=check.md",
            ).default([], ""),
        )
        .addOption(
            new Option(
                "--fail-on <severity>",
                "fail on every violation of this severity or above, advisory ones too (default: mandatory ones)",
            ).choices(SEVERITIES),
        )
        .option("--baseline <file>", "an earlier report on the stack in JSON: count and show only what is new")
        .option("--preview", "leave values that AWS computes unknown, as `pulumi preview` does", false)
        .addHelpText(
            "after",
            [
                "",
                "Formats: text and markdown for people; json, the form that --baseline takes; junit; sarif with exempt and",
                "undetermined findings, and code-scanning, which is SARIF without them, since GitHub would call them alerts.",
                "",
                "Exit status: 0 when nothing fails the check, 1 when a violation does, 2 when the check can't be made.",
                "What could not be judged is listed as such, and never as passed.",
            ].join("\n"),
        )
        .action(async (options: CheckCommand) => {
            process.exitCode = await run(options);
        });
}

async function run(options: CheckCommand): Promise<number> {
    const { check } = require("../runner/check") as typeof import("../runner/check");
    const { readBaseline } = require("../runner/report") as typeof import("../runner/report");
    const { Outputs } = require("./check-output") as typeof import("./check-output");
    const progress = progressLine();
    try {
        const outputs = new Outputs(options, version);
        const report = await check({
            program: options.program,
            stack: options.stack,
            config: configOf(options.config),
            packs: packSources(options),
            preview: options.preview,
            failOn: options.failOn,
            baseline: options.baseline === undefined ? undefined : readBaseline(options.baseline),
            onProgress: progress.show,
        });
        progress.clear();
        outputs.write(report);
        return report.passed ? 0 : EXIT_VIOLATED;
    } catch (error) {
        progress.clear();
        process.stderr.write(`lakefront check: ${messageOf(error)}\n`);
        return EXIT_UNUSABLE;
    }
}

function configOf(settings: readonly string[]): Record<string, string> {
    return Object.fromEntries(
        settings.map((setting) => {
            const [, key, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
            if (key === undefined || value === undefined) {
                throw new Error(`--config ${setting} has to be <key>=<value>, such as aws:region=eu-central-1`);
            }
            return [key, value];
        }),
    );
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
