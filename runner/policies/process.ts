import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** How long a pack may take to start, in milliseconds. One with a TypeScript entry is type-checked, which takes long. */
const START_TIMEOUT_MS = 60_000;

/** Lines of a pack's error output that are kept to explain why it ended. */
const KEPT_LINES = 12;

/** A policy pack that can't be used. The message is meant for the user. */
export class PolicyPackError extends Error {
    override readonly name = "PolicyPackError";
}

/** A policy pack's process, run by Pulumi's own host for packs. */
export class PackProcess {
    /** Address of the pack's gRPC server, once it has started. */
    readonly address: Promise<string>;
    private readonly child: ChildProcess;
    private readonly killOnExit = () => this.child.kill("SIGKILL");

    constructor(directory: string) {
        const path = resolve(directory);
        const name = basename(path);
        if (!existsSync(join(path, "PulumiPolicy.yaml"))) {
            throw new PolicyPackError(`${path} is not a policy pack: it has no PulumiPolicy.yaml`);
        }
        const host = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
        // The first argument of the host is the engine's address; packs don't call it.
        this.child = spawn(process.execPath, ["--require", join(__dirname, "preload.cjs"), host, "127.0.0.1:1", path], {
            cwd: path,
            stdio: ["ignore", "pipe", "pipe", "ipc"],
        });
        process.once("exit", this.killOnExit);
        this.address = this.start(name);
        // Who waits for the address hears of the failure; nobody may, when the evaluation fails first.
        this.address.catch(() => undefined);
    }

    get pid(): number | undefined {
        return this.child.pid;
    }

    /** Ends the process, and waits until it is gone. */
    async stop(): Promise<void> {
        process.removeListener("exit", this.killOnExit);
        if (this.child.exitCode !== null || this.child.signalCode !== null || this.child.pid === undefined) {
            return;
        }
        const gone = new Promise((resolveGone) => this.child.once("exit", resolveGone));
        this.child.kill("SIGKILL");
        await gone;
    }

    private start(name: string): Promise<string> {
        const errors: string[] = [];
        this.child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
            errors.push(...chunk.split("\n").filter((line) => line.trim() !== ""));
            errors.splice(0, errors.length - KEPT_LINES);
        });
        return new Promise((resolveAddress, reject) => {
            const fail = (reason: string) => {
                const details = errors.length === 0 ? "" : `\n${errors.join("\n")}`;
                reject(new PolicyPackError(`policy pack "${name}" did not start: ${reason}${details}`));
            };
            const timer = setTimeout(() => {
                fail(`no answer within ${START_TIMEOUT_MS / 1000} s`);
                void this.stop();
            }, START_TIMEOUT_MS);
            let output = "";
            this.child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
                output += chunk;
                const port = /^(\d+)\r?\n/m.exec(output)?.[1];
                if (port !== undefined) {
                    clearTimeout(timer);
                    resolveAddress(`127.0.0.1:${port}`);
                }
            });
            this.child.once("error", (error) => {
                clearTimeout(timer);
                fail(error.message);
            });
            this.child.once("close", (code, signal) => {
                clearTimeout(timer);
                fail(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`);
            });
        });
    }
}
