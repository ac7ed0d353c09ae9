import { type Command, InvalidArgumentError, Option } from "commander";

/** Registers `lakefront start`. What it does lives in `local/start`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("start")
        .description(
            "Run the lake and the shop on this machine: deploy, load the catalogue, play a day of traffic, answer questions.",
        )
        .option("--once", "stop after the answers instead of staying up", false)
        .addOption(
            new Option("--contacts <number>", "how many contacts the generated day has")
                .argParser(wholeNumber(1, 1_000_000))
                .default(2000, "2,000"),
        )
        .addOption(
            new Option("--seed <number>", "another seed, another day; the same seed, the same day")
                .argParser(wholeNumber(0, 2 ** 31 - 1))
                .default(1),
        )
        .option(
            "--records <path>",
            "play your own contact records or agent events (a file or a folder; JSON, JSON lines or concatenated JSON, gzip allowed) instead of the generated day",
        )
        .addOption(
            new Option("--products <number>", "how many products the generated catalogue has")
                .argParser(wholeNumber(1, 100_000))
                .default(2449, "2,449"),
        )
        .option("--catalog <path>", "load your own catalogue file (JSON or JSON lines, gzip allowed) into the shop")
        .option("--keep", "keep the data, and go on from it at the next start with --keep", false)
        .addOption(
            new Option(
                "--port <number>",
                "port of the AWS emulator on 127.0.0.1 (default: any that is free)",
            ).argParser(wholeNumber(1, 65_535)),
        )
        .addHelpText(
            "after",
            "\nNothing leaves this machine: the emulator listens on 127.0.0.1 only, and no AWS account is used.\n" +
                "Exit codes: 0 done, 1 something failed or is missing, 2 wrong use, 130 stopped by Ctrl-C before the lake was up.",
        )
        .action(async (options) => {
            const { start } = require("../local/start/start") as typeof import("../local/start/start");
            process.exitCode = await start(options);
        });
}

function wholeNumber(low: number, high: number): (text: string) => number {
    return (text) => {
        const value = Number(text.replaceAll(/[,_]/g, ""));
        if (!Number.isInteger(value) || value < low || value > high) {
            throw new InvalidArgumentError(
                `Give a whole number from ${low.toLocaleString("en")} to ${high.toLocaleString("en")}, such as ${Math.min(high, 5000)}.`,
            );
        }
        return value;
    };
}
