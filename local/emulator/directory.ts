import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { EmulatorPaths } from "./environment";
import { isHealthy } from "./health";
import { endpointAt } from "./port";

interface Lock {
    readonly pid: number;
    readonly port: number;
}

function isLock(value: unknown): value is Lock {
    return (
        typeof value === "object" &&
        value !== null &&
        "pid" in value &&
        typeof value.pid === "number" &&
        "port" in value &&
        typeof value.port === "number"
    );
}

function readLock(path: string): Lock | undefined {
    try {
        const value: unknown = JSON.parse(readFileSync(path, "utf8"));
        return isLock(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/**
 * Makes the directory ready for a new emulator: removes what an earlier one left behind, except, with `persist`, its data.
 *
 * @throws Error if an emulator is running in it.
 */
export async function prepareDirectory(paths: EmulatorPaths, persist: boolean): Promise<void> {
    const lock = readLock(paths.lock);
    // A process id is reused sooner or later: only the health answer says that it is still an emulator.
    if (lock !== undefined && isAlive(lock.pid) && (await isHealthy(endpointAt(lock.port), paths.certificate))) {
        throw new Error(
            `An emulator is already running in ${paths.root} (process ${lock.pid}, port ${lock.port}). Stop it first, or use another directory.`,
        );
    }
    sweepDirectory(paths, persist);
    rmSync(paths.log, { force: true });
    for (const directory of [paths.root, paths.temporary, paths.state, paths.objects, dirname(paths.certificate)]) {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
    }
}

export function writeLock(paths: EmulatorPaths, lock: Lock): void {
    mkdirSync(dirname(paths.lock), { recursive: true });
    writeFileSync(paths.lock, JSON.stringify(lock), { mode: 0o600 });
}

/** Removes everything of a stopped emulator but its log and, with `persist`, its data. */
export function sweepDirectory(paths: EmulatorPaths, persist: boolean): void {
    const leftovers = [
        paths.lock,
        paths.temporary,
        dirname(paths.certificate),
        ...(persist ? [] : [paths.state, paths.objects]),
    ];
    for (const path of leftovers) {
        rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    }
}
