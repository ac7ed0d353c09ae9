import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";

/** Registers `lakefront query`. What it does lives in `local/query/command`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("query")
        .description(
            "Ask the running lake a question in Athena's SQL; without one, list the databases, tables and columns that can be seen.",
        )
        .argument("[sql]", 'the question, e.g. "SELECT channel, count(*) FROM contact_records_latest GROUP BY 1"')
        .addOption(
            new Option("--format <format>", "how the answer is written")
                .choices(["table", "json", "csv"])
                .default("table"),
        )
        .option(
            "--as <principal>",
            "ask with the rights that Lake Formation gives to somebody: a role's name, an ARN or an account (default: the lake's administrator, who sees everything)",
        )
        .option("--database <name>", "database of tables that are named without one")
        .addOption(
            new Option(
                "--max-rows <number>",
                "stop after this many rows (default: 1,000 for tables, else all)",
            ).argParser(positive),
        )
        .option("--file <path>", "read the question from a file; - is standard input")
        .addHelpText(
            "after",
            "\nThe lake must be running: `npm start`. Exit codes: 0 answered, 1 the question or the engine failed, 2 wrong use.",
        )
        .action(async (sql: string | undefined, options) => {
            const { runQuery } = require("../local/query/command") as typeof import("../local/query/command");
            process.exitCode = await runQuery({ ...options, ...(sql === undefined ? {} : { sql }) });
        });
}

function positive(text: string): number {
    const value = Number(text.replaceAll(/[,_]/g, ""));
    if (!Number.isInteger(value) || value < 1) {
        throw new InvalidArgumentError("Give a whole number from 1 on, such as 100.");
    }
    return value;
}
