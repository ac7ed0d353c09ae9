import { evaluateProgram } from "../support/evaluate";

/** What a program is refused with; fails when it isn't. */
export async function refusalOf(program: () => void): Promise<string> {
    let message: string | undefined;
    await evaluateProgram(program).catch((error: unknown) => {
        message = error instanceof Error ? error.message : String(error);
    });
    if (message === undefined) throw new Error("the program was not refused");
    return message;
}
