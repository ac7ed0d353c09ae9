import type { Command } from "commander";

/** Registers `lakefront chat`. What it does lives in `local/assistant/chat`, loaded only when asked for. */
export function register(program: Command): void {
    program
        .command("chat")
        .description("Talk to the running shop's assistant, as one of the sample shoppers.")
        .option("--persona <name>", "who you are in the shop (default: the first of --personas)")
        .option("--personas", "list the sample shoppers and end")
        .option("--message <text>", "say this and end; may be given several times, commands included", added)
        .option("--conversation <id>", "go on with a conversation of the same shopper")
        .option("--trace", "show tool calls, tokens, guardrails and what was held back")
        .option("--json", "write the events of each turn as lines of JSON")
        .addHelpText(
            "after",
            "\nThe lake must be running: `npm start`. From a pipe, each line is a message.\n" +
                "Exit codes: 0 done, 1 something wasn't answered, 2 wrong use.",
        )
        .action(async (options) => {
            const { runChat } =
                require("../local/assistant/chat/command") as typeof import("../local/assistant/chat/command");
            process.exitCode = await runChat(options);
        });
}

function added(text: string, before: readonly string[] = []): readonly string[] {
    return [...before, text];
}
