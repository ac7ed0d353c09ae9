import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** How a process ended. */
export interface ProcessExit {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A process that leads a group of its own, so that everything it starts can be ended with it. */
export interface GroupLeader {
    readonly pid: number;
    readonly exited: Promise<ProcessExit>;
    hasExited(): boolean;
    /** SIGTERM, then SIGKILL after `graceMs`; then whatever is left of the group. */
    stop(graceMs: number): Promise<ProcessExit>;
}

export interface GroupLeaderOptions {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: Record<string, string>;
    readonly cwd: string;
    readonly logFile: string;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
    try {
        process.kill(-pid, signal);
    } catch {
        // Nobody is left in the group.
    }
}

function exitOf(child: ChildProcess): Promise<ProcessExit> {
    return new Promise((resolve) => {
        child.once("exit", (code, signal) => resolve({ code, signal }));
        child.once("error", () => resolve({ code: null, signal: null }));
    });
}

/**
 * Starts a group leader with its output in a log file. Its standard input is a pipe that closes when this process ends in
 * whatever way, which is how the child learns of that.
 *
 * @throws Error if the command can't be started.
 */
export async function startGroupLeader(options: GroupLeaderOptions): Promise<GroupLeader> {
    const log = openSync(options.logFile, "a", 0o600);
    let child: ChildProcess;
    try {
        child = spawn(options.command, options.args, {
            cwd: options.cwd,
            env: options.env,
            detached: true,
            stdio: ["pipe", log, log],
        });
    } finally {
        closeSync(log);
    }
    const started = new Promise<void>((resolve, reject) => {
        child.once("spawn", resolve);
        child.once("error", (error) => reject(new Error(`Can't start ${options.command}: ${error.message}`)));
    });
    const exited = exitOf(child);
    await started;
    const { pid } = child;
    if (pid === undefined) {
        throw new Error(`Can't start ${options.command}.`);
    }
    child.stdin?.on("error", () => {});
    // A group leader must not keep this process alive by itself; whoever needs it waits for it.
    child.unref();
    let over = false;
    const swept = exited.then((exit) => {
        over = true;
        signalGroup(pid, "SIGKILL");
        return exit;
    });
    return {
        pid,
        exited: swept,
        hasExited: () => over,
        async stop(graceMs) {
            if (!over) {
                process.kill(pid, "SIGTERM");
                const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs);
                await swept;
                clearTimeout(timer);
            }
            return swept;
        },
    };
}
