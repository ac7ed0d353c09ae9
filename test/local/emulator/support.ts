import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A folder of this test's own, and how to remove it. */
export function temporaryDirectory(): { path: string; remove(): void } {
    const path = mkdtempSync(join(tmpdir(), "lakefront-test-"));
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A process that has ended but was not collected by its parent yet counts as gone. */
export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        const state = /^\d+ \(.*\) (\w)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
        return state !== "Z";
    } catch {
        return false;
    }
}

export async function until(what: string, test: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await test())) {
        if (Date.now() > deadline) {
            throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
        }
        await sleep(25);
    }
}
