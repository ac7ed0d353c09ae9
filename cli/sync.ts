import { type Command, InvalidArgumentError, Option } from "commander";

/** Registers `lakefront sync`. What it does lives in `local/catalog-sync`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("sync")
        .description("Take the running shop to what a catalogue file says, and show what that changed.")
        .option("--file <path>", "the catalogue: JSON or JSON lines, gzip allowed (default: the one that was deployed)")
        .option("--generate", "make a catalogue to try it with: the generated one, with some changes")
        .addOption(
            new Option("--products <number>", "how many products --generate begins with (default: 2,449)").argParser(
                wholeNumber(1, 100_000),
            ),
        )
        .addOption(
            new Option("--seed <number>", "another seed, other changes by --generate (default: 1)").argParser(
                wholeNumber(0, 2 ** 31 - 1),
            ),
        )
        .option("--allow-removals", "take products from sale however many they are, also by a file without rows")
        .option("--wait", "wait for the report; this is the default")
        .option("--no-wait", "only upload: that starts a sync by itself, as in AWS")
        .option("--json", "write the report as JSON")
        .addHelpText(
            "after",
            "\nThe lake must be running: `npm start`. Exit codes: 0 done, 1 the sync failed or refused the file, 2 wrong use.",
        )
        .action(async (options) => {
            const { runSync } =
                require("../local/catalog-sync/command") as typeof import("../local/catalog-sync/command");
            process.exitCode = await runSync(options);
        });
}

function wholeNumber(low: number, high: number): (text: string) => number {
    return (text) => {
        const value = Number(text.replaceAll(/[,_]/g, ""));
        if (!Number.isInteger(value) || value < low || value > high) {
            throw new InvalidArgumentError(
                `Give a whole number from ${low.toLocaleString("en")} to ${high.toLocaleString("en")}.`,
            );
        }
        return value;
    };
}
