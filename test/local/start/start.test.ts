import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { RUN_FILE, readRunFile } from "../../../local/run-file";
import { Cleanups } from "../../../local/start/cleanups";
import { Ended, Lifetime } from "../../../local/start/lifetime";
import { readSent, saveSent } from "../../../local/start/sent";

const ROOT = resolve(__dirname, "../../..");
const CLI = join(ROOT, "bin/lakefront.cjs");
const run = promisify(execFile);

function start(...options: string[]) {
    return run(process.execPath, [CLI, "start", ...options], { cwd: ROOT, timeout: 120_000 });
}

async function failure(...options: string[]): Promise<{ code: number; stderr: string }> {
    return start(...options).then(
        () => expect.fail("it succeeded"),
        (error: { code: number; stderr: string }) => error,
    );
}

describe("lakefront start", function () {
    this.timeout(180_000);

    const started: ChildProcess[] = [];
    afterEach(async () => {
        // Of a test that failed half-way.
        for (const child of started.splice(0)) {
            if (child.exitCode !== null || child.signalCode !== null) continue;
            child.kill("SIGTERM");
            await once(child, "exit");
        }
    });

    /** A small lake that stays up. */
    function stayUp() {
        const child = spawn(process.execPath, [CLI, "start", "--contacts", "40", "--products", "100"], {
            cwd: ROOT,
            stdio: ["ignore", "pipe", "pipe"],
        });
        started.push(child);
        return child;
    }

    it("explains itself", async () => {
        const { stdout } = await start("--help");
        for (const option of [
            "--once",
            "--contacts",
            "--seed",
            "--records",
            "--products",
            "--catalog",
            "--keep",
            "--port",
        ]) {
            expect(stdout).to.contain(option);
        }
    });

    const wrong: [string, string[], RegExp, code?: number][] = [
        ["no contacts", ["--contacts", "0"], /whole number from 1 to 1,000,000/],
        ["contacts that are no number", ["--contacts", "many"], /whole number from 1 to 1,000,000/],
        ["a port that is none", ["--port", "70000"], /whole number from 1 to 65,535/],
        [
            "records that aren't there",
            ["--records", "/nowhere/records.json"],
            /there is no file or folder \/nowhere/,
            1,
        ],
        ["an option that there isn't", ["--contract", "5"], /unknown option '--contract'.*\n?.*--contacts/],
    ];
    for (const [what, options, message, expected = 2] of wrong) {
        it(`refuses ${what} with what to give instead, before anything is started`, async () => {
            const { code, stderr } = await failure(...options);
            expect(code).to.equal(expected);
            expect(stderr).to.match(message);
            expect(await readRunFile()).to.equal(undefined);
        });
    }

    it("says which port is in use and what to do, and leaves nothing behind", async () => {
        const server = createServer().listen(0, "127.0.0.1");
        await once(server, "listening");
        const address = server.address();
        const port = typeof address === "object" && address ? address.port : 0;
        const { code, stderr } = await failure("--once", "--port", String(port)).finally(() => server.close());
        expect(code).to.equal(1);
        expect(stderr).to.contain(`Port ${port} on 127.0.0.1 is in use`);
        expect(leftBehind()).to.deep.equal([]);
    });

    it("stays up until Ctrl-C, refuses a second start meanwhile, and leaves neither process nor folder", async () => {
        const child = stayUp();
        const exited = once(child, "exit");
        await untilPrinted(child.stdout, "Ctrl-C stops it.");
        const file = await readRunFile();
        expect(file?.pid).to.equal(child.pid);
        const second = await failure("--once");
        expect(second.stderr).to.contain(`already runs here: process ${child.pid}, at ${file?.endpoint}`);
        const { stdout } = await run(process.execPath, [
            CLI,
            "query",
            "--format",
            "csv",
            "select count(*) as contacts from contact_records_latest",
        ]);
        expect(stdout).to.equal("contacts\r\n40\r\n");

        const processes = await descendants(child.pid ?? 0);
        expect(processes).to.not.be.empty;
        child.kill("SIGINT");
        expect(await exited).to.deep.equal([0, null]);
        expect(await running(processes)).to.deep.equal([]);
        expect(leftBehind()).to.deep.equal([]);
    });

    it("ends with one clear message when the emulator dies, and leaves nothing behind", async () => {
        const child = stayUp();
        let stderr = "";
        child.stderr.on("data", (text) => {
            stderr += text;
        });
        const exited = once(child, "exit");
        await untilPrinted(child.stdout, "Playing");
        const emulator = (await commands(child.pid ?? 0)).find(({ command }) => command.includes("emulator.py"));
        process.kill(emulator?.pid ?? 0, "SIGKILL");
        expect((await exited)[0]).to.equal(1);
        expect(stderr).to.contain("The emulator ended unexpectedly (signal SIGKILL).");
        expect(leftBehind()).to.deep.equal([]);
    });
});

describe("what a run is made of", () => {
    it("undoes the last thing first, all of it even if some fails, and says what failed", async () => {
        const done: string[] = [];
        const cleanups = new Cleanups();
        cleanups.add("first", () => done.push("first"));
        cleanups.add("second", () => Promise.reject(new Error("stuck")));
        cleanups.add("third", () => done.push("third"));
        expect(await cleanups.run()).to.deep.equal(["second: stuck"]);
        expect(done).to.deep.equal(["third", "first"]);
    });

    it("undoes at once what had been starting when the run ended", async () => {
        const cleanups = new Cleanups();
        await cleanups.run();
        const undone = await new Promise((resolve) => cleanups.add("late", () => resolve("late")));
        expect(undone).to.equal("late");
    });

    it("ends by the first reason, in whatever it waits for", async () => {
        const lifetime = new Lifetime();
        try {
            const waiting = lifetime.until(new Promise<never>(() => {}));
            lifetime.end(new Ended("first", 130));
            lifetime.end(new Error("second"));
            expect(await waiting.catch((reason: Error) => reason.message)).to.equal("first");
            expect((await lifetime.over()).message).to.equal("first");
        } finally {
            lifetime.close();
        }
    });

    it("adds up what was sent to a kept lake", () => {
        const directory = mkdtempSync(join(tmpdir(), "lakefront-sent-"));
        expect(readSent(directory)).to.equal(undefined);
        saveSent(directory, { contactRecords: 5, agentEvents: 7 }, undefined);
        saveSent(directory, { contactRecords: 1, agentEvents: 0 }, readSent(directory));
        expect(readSent(directory)).to.deep.equal({ contactRecords: 6, agentEvents: 7 });
        rmSync(directory, { recursive: true });
    });
});

function leftBehind(): string[] {
    // Results of evaluations are kept for good, as those of a kept lake.
    const lasting = new Set(["venv", "build.sha256", "setup.log", "kept", "eval"]);
    return readdirSync(join(RUN_FILE, "..")).filter((name) => !lasting.has(name) && !name.endsWith(".sha256"));
}

async function untilPrinted(stream: NodeJS.ReadableStream, text: string): Promise<void> {
    let printed = "";
    for await (const chunk of stream) {
        printed += chunk;
        if (printed.includes(text)) {
            stream.resume();
            return;
        }
    }
    expect.fail(`it ended without printing "${text}":\n${printed}`);
}

async function commands(root: number): Promise<{ pid: number; command: string }[]> {
    const { stdout } = await run("ps", ["-eo", "pid=,ppid=,args="]);
    const all = stdout.split("\n").flatMap((line) => {
        const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
        return pid ? [{ pid: Number(pid), parent: Number(parent), command: command ?? "" }] : [];
    });
    const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
    const isBelow = (pid: number): boolean => {
        for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
        return false;
    };
    return all.filter(({ pid }) => isBelow(pid));
}

async function descendants(root: number): Promise<{ pid: number; command: string }[]> {
    return (await commands(root)).filter(({ command }) => !command.startsWith("ps "));
}

/** Without those that have ended and only wait for their parent, or the system, to take note. */
async function running(processes: readonly { pid: number; command: string }[]): Promise<string[]> {
    const { stdout } = await run("ps", ["-eo", "pid=,stat="]);
    const states = new Map(stdout.split("\n").map((line) => line.trim().split(/\s+/) as [string, string]));
    return processes.filter(({ pid }) => /^[^Z]/.test(states.get(String(pid)) ?? "Z")).map(({ command }) => command);
}
