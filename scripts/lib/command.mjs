import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { root, setupLog } from "./paths.mjs";

/** What set-up and checks report to people: a message, without a stack. */
export class Problem extends Error {}

/**
 * Runs a command to its end and keeps what it says.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>} the exit code; 127 if it can't be started, 1 if a signal ended it
 */
export function run(command, args, options = {}) {
    return new Promise((resolve) => {
        const child = spawn(command, args, {
            cwd: root,
            env: { ...process.env, ...options.env },
            stdio: ["ignore", "pipe", "pipe"],
        });
        const chunks = [];
        child.stdout.on("data", (chunk) => chunks.push(chunk));
        child.stderr.on("data", (chunk) => chunks.push(chunk));
        child.once("error", (error) => resolve({ code: 127, output: error.message }));
        child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
    });
}

/** The last lines of a command's output. */
export function tail(output, lines = 15) {
    return output.trimEnd().split("\n").slice(-lines).join("\n");
}

/**
 * Runs a step of the set-up: says that it does, keeps the output in the set-up's log, and fails with its end.
 *
 * @param {string} title what a reader sees while it runs
 * @param {string} hint what to do when it fails
 */
export async function step(title, hint, command, args, options) {
    const startedAt = Date.now();
    process.stderr.write(`${title} ...`);
    const { code, output } = await run(command, args, options);
    mkdirSync(dirname(setupLog), { recursive: true });
    appendFileSync(setupLog, `$ ${[command, ...args].join(" ")}\n${output}\n`);
    process.stderr.write(`${code === 0 ? " done" : " failed"} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)\n`);
    if (code !== 0) {
        throw new Problem(
            `${title} failed. ${hint} The whole output is in ${setupLog}; it ends with:\n${tail(output)}`,
        );
    }
}
