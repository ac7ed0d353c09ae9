/** What has to be undone when the run ends, however it ends: the last thing started is stopped first. */
export class Cleanups {
    readonly #steps: { readonly what: string; readonly undo: () => Promise<unknown> | unknown }[] = [];

    add(what: string, undo: () => Promise<unknown> | unknown): void {
        this.#steps.push({ what, undo });
    }

    /** Runs every step even if some fail. Resolves with one line for each that did. */
    async run(): Promise<string[]> {
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
