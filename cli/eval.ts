import { type Command, InvalidArgumentError } from "commander";
import { EVAL_KINDS, type EvalKind } from "../local/eval/kinds";

/** Registers `lakefront eval`. What it does lives in `local/eval/command`. */
export function register(program: Command): void {
    program
        .command("eval")
        .description(
            "Hold the evaluation set's conversations with the shopping assistant, and check all that it shows.",
        )
        .option("--kind <kind>", `only cases of this kind, may be repeated: ${EVAL_KINDS.join(", ")}`, kinds)
        .option("--only <id>", "only this case, may be repeated", several)
        .option("--min-pass <share>", "least share of conversations that must pass, from 0 to 1", share, 0.9)
        .option("--running", "in the shop of the lake that runs here, instead of one set up for the evaluation")
        .option("--json", "print the results as JSON")
        .option("--write-docs", "write the figures into docs/evaluation.md")
        .addHelpText(
            "after",
            "\nWithout LAKEFRONT_MODEL_URL the scripted planner answers. Exit codes: 0 passed, 1 a rule was broken or too few passed, 2 wrong use.",
        )
        .action(async (options) => {
            const { runEval } = require("../local/eval/command") as typeof import("../local/eval/command");
            process.exitCode = await runEval(options);
        });
}

function kinds(text: string, before: readonly EvalKind[] = []): EvalKind[] {
    const kind = EVAL_KINDS.find((each) => each === text);
    if (kind === undefined) throw new InvalidArgumentError(`Give one of ${EVAL_KINDS.join(", ")}.`);
    return [...before, kind];
}

function several(text: string, before: readonly string[] = []): string[] {
    return [...before, text];
}

function share(text: string): number {
    const value = Number(text);
    if (text.trim() === "" || !(value >= 0 && value <= 1)) {
        throw new InvalidArgumentError("Give a share from 0 to 1, such as 0.95.");
    }
    return value;
}
