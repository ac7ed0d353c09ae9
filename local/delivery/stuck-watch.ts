import type { StreamStatus } from "./status";

/** Notices streams that an error keeps from making progress. */
export class StuckWatch {
    private readonly since = new Map<string, { readonly read: number; readonly atMs: number }>();

    /** @param limitMs how long an error may last before it is reported */
    constructor(private readonly limitMs: number) {}

    /** What to report of these statuses, taken at `nowMs`; undefined when all is well, or may still become so. */
    report(streams: readonly StreamStatus[], nowMs: number): string | undefined {
        for (const { name, lastError, totals } of streams) {
            const known = this.since.get(name);
            if (lastError === undefined) {
                this.since.delete(name);
            } else if (known === undefined || known.read !== totals.read) {
                this.since.set(name, { read: totals.read, atMs: nowMs });
            } else if (nowMs - known.atMs >= this.limitMs) {
                const seconds = Math.round((nowMs - known.atMs) / 1000);
                return `delivery stream ${name} has made no progress for ${seconds} s: ${lastError}`;
            }
        }
        return undefined;
    }
}
