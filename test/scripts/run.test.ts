import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { expect } from "chai";
import { isRunning, until } from "../local/emulator/support";

const ROOT = resolve(__dirname, "../..");

/** `npm test` on files of the fixtures, without the checks. */
function run(names: readonly string[], ...args: string[]) {
    const files = names.map((name) => `test/scripts/fixtures/${name}.ts`);
    const child = spawn(process.execPath, ["scripts/test.mjs", "--no-verify", ...args, ...files], { cwd: ROOT });
    const run = { child, output: "" };
    for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => {
            run.output += chunk.toString();
        });
    }
    return run;
}

async function outcome(names: readonly string[], ...args: string[]) {
    const { child, output } = await ended(run(names, ...args));
    return { code: child.exitCode, output, last: output.trimEnd().split("\n").at(-1) };
}

async function ended(started: ReturnType<typeof run>): Promise<ReturnType<typeof run>> {
    await once(started.child, "close");
    return started;
}

describe("npm test", () => {
    it("closes with one line that counts the tests of all files, and fails when one of them does", async () => {
        const { code, output, last } = await outcome(["passing", "failing"]);
        expect(last).to.equal("2 passed, 1 failed, 1 skipped");
        expect(output).to.match(/1\) a file with a test that fails\s+subtracts:/);
        expect(code).to.equal(1);
    });

    it("runs only the tests whose names match", async () => {
        const { code, last } = await outcome(["passing", "failing"], "--grep", "passes$|adds");
        expect(last).to.equal("2 passed, 0 failed");
        expect(code).to.equal(0);
    });

    it("fails, and names the file, when the process of a file dies", async () => {
        const { code, output, last } = await outcome(["dies", "passing"]);
        expect(last).to.equal("1 passed, 1 failed, 1 skipped");
        expect(output).to.match(/1\) test\/scripts\/fixtures\/dies\.ts: Uncaught error/);
        expect(code).to.equal(1);
    });

    it("refuses a folder without tests", async () => {
        const { code, output } = await outcome([], "test/nowhere");
        expect(output).to.equal("There are no tests in test/nowhere.\n");
        expect(code).to.equal(1);
    });

    it("leaves nothing running when it is told to end", async () => {
        const started = run(["endless", "passing"]);
        let pid = Number.NaN;
        await until(
            "a test runs",
            () => {
                pid = Number(/runs in (\d+)/.exec(started.output)?.[1]);
                return !Number.isNaN(pid);
            },
            30_000,
        );
        started.child.kill("SIGTERM");
        await ended(started);
        await until("its process has ended", () => !isRunning(pid));
    });
});
