/** What has to be undone when the run ends, however it ends: the last thing started is stopped first. */
export class Cleanups {
    readonly #steps: { readonly what: string; readonly undo: () => Promise<unknown> | unknown }[] = [];
    #over = false;

    /** Remembers how to undo a step. What was still starting when the run ended is undone as soon as it has started. */
    add(what: string, undo: () => Promise<unknown> | unknown): void {
        this.#steps.push({ what, undo });
        if (this.#over) void this.run();
    }

    /** Runs every step even if some fail. Resolves with one line for each that did. */
    async run(): Promise<string[]> {
        this.#over = true;
        const failures: string[] = [];
        for (const { what, undo } of this.#steps.splice(0).reverse()) {
            try {
                await undo();
            } catch (error) {
                failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
            }
        }
        return failures;
    }
}
