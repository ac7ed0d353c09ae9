import { execFile } from "node:child_process";
import {
    chmodSync,
    closeSync,
    mkdirSync,
    mkdtempSync,
    openSync,
    readdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";

const ROOT = resolve(__dirname, "../..");

interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

function node(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Outcome> {
    return new Promise((done) => {
        execFile(process.execPath, args, { cwd: ROOT, env }, (error, stdout, stderr) => {
            done({ code: typeof error?.code === "number" ? error.code : error === null ? 0 : 1, stdout, stderr });
        });
    });
}

/** Evaluates an expression over the exports of a module in scripts/lib, as JSON. */
async function evaluated(module: string, expression: string, env?: NodeJS.ProcessEnv): Promise<unknown> {
    const file = JSON.stringify(join(ROOT, "scripts", "lib", module));
    const script = `const m = await import(${file}); console.log(JSON.stringify(await (${expression}) ?? null));`;
    const { stdout, stderr } = await node(["--input-type=module", "-e", script], env);
    if (stdout === "") {
        throw new Error(stderr);
    }
    return JSON.parse(stdout);
}

describe("set-up", () => {
    const directory = mkdtempSync(join(tmpdir(), "lakefront-setup-"));
    after(() => rmSync(directory, { recursive: true, force: true }));

    /** A folder with commands that print what is given, for a PATH that has nothing else. */
    function pathWith(name: string, commands: Record<string, string>): NodeJS.ProcessEnv {
        const folder = join(directory, name);
        mkdirSync(folder, { recursive: true });
        for (const [command, output] of Object.entries(commands)) {
            const file = join(folder, command);
            writeFileSync(file, `#!/bin/sh\nprintf '${output}'\n`);
            chmodSync(file, 0o755);
        }
        return { PATH: folder };
    }

    it("does nothing, silently, where everything is up to date", async () => {
        await node(["scripts/setup.mjs"]);
        expect(await node(["scripts/setup.mjs"])).to.deep.equal({ code: 0, stdout: "", stderr: "" });
    });

    it("refuses an old Node.js by its version, and takes the oldest that serves", async () => {
        expect(await evaluated("requirements.mjs", 'm.nodeProblem("20.18.3")')).to.match(
            /^Node\.js 20\.18\.3 is too old: install Node\.js 20\.19 or later from/,
        );
        expect(await evaluated("requirements.mjs", 'm.nodeProblem("20.19.0")')).to.equal(null);
        expect(await evaluated("requirements.mjs", 'm.nodeProblem("22.1.0")')).to.equal(null);
    });

    it("says that Python is missing and where to get it", async () => {
        const found = await evaluated("requirements.mjs", "m.findPython()", pathWith("none", {}));
        expect(found).to.deep.equal({
            problem: "Python is missing: install Python 3.10 or later from https://www.python.org.",
        });
    });

    it("passes over a Python that is too old for one that serves", async () => {
        const commands = { python3: "3.9\\nvenv\\n", "python3.12": "3.12\\nvenv\\n" };
        const found = await evaluated("requirements.mjs", "m.findPython()", pathWith("two", commands));
        expect(found).to.deep.equal({ python: "python3.12" });
    });

    it("names a Python without venv, and the package that brings it", async () => {
        const env = pathWith("bare", { python3: "3.11\\nno venv\\n" });
        expect(await evaluated("requirements.mjs", "m.findPython()", env)).to.deep.equal({
            problem:
                "No usable Python 3.10 or later: python3 (3.11) lacks venv and ensurepip; install them, on Debian or Ubuntu with `sudo apt-get install python3-venv`.",
        });
    });

    it("says how much disk is missing", async () => {
        expect(await evaluated("requirements.mjs", "m.diskProblem(1)")).to.equal(null);
        expect(await evaluated("requirements.mjs", "m.diskProblem(1e12)")).to.match(
            /^Only \d+ MB are free on the disk .*: free at least 1000000000000 MB\.$/,
        );
    });

    it("tells sources apart by content, not by time", async () => {
        const folder = join(directory, "sources");
        mkdirSync(join(folder, "node_modules"), { recursive: true });
        const hash = () => evaluated("fingerprint.mjs", `m.fingerprint(${JSON.stringify(directory)}, ["sources"])`);
        writeFileSync(join(folder, "a.ts"), "1");
        const first = await hash();
        writeFileSync(join(folder, "a.ts"), "1");
        writeFileSync(join(folder, "node_modules", "ignored"), "x");
        expect(await hash()).to.equal(first);
        writeFileSync(join(folder, "a.ts"), "2");
        expect(await hash()).not.to.equal(first);
    });

    for (const [script, word] of [
        ["setup", "Installs and builds"],
        ["verify", "Checks formatting"],
        ["test", "N passed, N failed"],
    ] as const) {
        it(`explains itself: ${script} --help`, async () => {
            const { code, stdout } = await node([`scripts/${script}.mjs`, "--help"]);
            expect(code).to.equal(0);
            expect(stdout).to.include(word);
        });
    }

    it("runs the command with its own exit code", async () => {
        const { code, stderr } = await node(["scripts/run.mjs", "no-such-command"]);
        expect(code).not.to.equal(0);
        expect(stderr).to.include("no-such-command");
    });

    it("replaces a built file whole, under whoever reads it, and leaves one alone that has its content", async () => {
        const folder = join(directory, "built");
        const file = join(folder, "index.mjs");
        const write = (content: string) =>
            evaluated("whole-file.mjs", `m.writeWholeFile(${JSON.stringify(file)}, ${JSON.stringify(content)})`);
        await write("old");
        const first = statSync(file).ino;
        await write("old");
        expect(statSync(file).ino).to.equal(first);
        const reader = openSync(file, "r");
        try {
            await write("new");
            expect(readFileSync(reader, "utf8")).to.equal("old");
        } finally {
            closeSync(reader);
        }
        expect(readFileSync(file, "utf8")).to.equal("new");
        expect(readdirSync(folder)).to.deep.equal(["index.mjs"]);
    });
});
