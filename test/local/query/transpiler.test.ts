import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { PYTHON, Transpiler } from "../../../local/query/transpiler";
import { catalog, column, table } from "./support";

const LAKE = catalog(table("contacts", [column("contact_id", "string")]));
const ROOT = resolve(__dirname, "../../..");

/** Whether a process with this id runs. */
function runs(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** Processes that run the translator and were started by the given one. */
async function translatorsOf(pid: number): Promise<number[]> {
    const { stdout } = await promisify(execFile)("ps", ["-o", "pid=,args=", "--ppid", String(pid)]).catch(() => ({
        stdout: "",
    }));
    const lines = stdout.split("\n").filter((line) => line.includes("transpile.py"));
    return lines.map((line) => Number.parseInt(line, 10));
}

async function eventually(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + 10_000;
    while (!condition()) {
        if (Date.now() > deadline) {
            throw new Error("still not so after 10 s");
        }
        await new Promise((done) => setTimeout(done, 20));
    }
}

describe("SQL translator", () => {
    it("answers each of many questions asked at once with its own translation", async () => {
        const transpiler = new Transpiler();
        const numbers = Array.from({ length: 20 }, (_, i) => i);
        const all = await Promise.all(
            numbers.map((n) => transpiler.translate(`SELECT ${n} AS n FROM contacts`, LAKE, undefined)),
        );
        expect(all.map(({ sql }) => sql)).to.deep.equal(
            numbers.map((n) => `SELECT ${n} AS "n" FROM "lake"."contacts"`),
        );
        transpiler.close();
    });

    it("starts again after it was killed", async () => {
        const others = await translatorsOf(process.pid);
        const transpiler = new Transpiler();
        await transpiler.translate("SELECT 1", LAKE, undefined);
        const started = (await translatorsOf(process.pid)).filter((pid) => !others.includes(pid));
        expect(started).to.have.length(1);
        for (const pid of started) {
            process.kill(pid, "SIGKILL");
        }
        await eventually(() => !started.some(runs));
        // The death may be noticed only while a question waits; that question fails, the next one is answered.
        await transpiler.translate("SELECT 1", LAKE, undefined).catch(() => undefined);
        expect((await transpiler.translate("SELECT 2", LAKE, undefined)).sql).to.equal('SELECT 2 AS "_col0"');
        transpiler.close();
    });

    it("says what to do if its interpreter is missing", async () => {
        const transpiler = new Transpiler("/nowhere/python");
        const error: unknown = await transpiler
            .translate("SELECT 1", LAKE, undefined)
            .catch((reason: unknown) => reason);
        expect(String(error)).to.match(/can't start \/nowhere\/python: .*Run `npm start` or `npm test` once/);
    });

    it("ends with the process that started it, even if that one is killed", async () => {
        const program = `
            const { Transpiler } = require("./local/query/transpiler");
            new Transpiler().translate("SELECT 1", { databases: [] }, undefined).then(() => {
                process.stdout.write("ready");
                setInterval(() => {}, 1000);
            });`;
        const parent = spawn(process.execPath, ["-r", "./bin/register.cjs", "-e", program], {
            cwd: ROOT,
            stdio: ["ignore", "pipe", "inherit"],
        });
        await once(parent.stdout, "data");
        const started = await translatorsOf(parent.pid ?? 0);
        expect(started).to.have.length(1);
        parent.kill("SIGKILL");
        await eventually(() => started.every((pid) => !runs(pid)));
    });

    it("lets a program end that has nothing else to do, but not before its answer", async () => {
        const program = `
            const { Transpiler } = require("./local/query/transpiler");
            new Transpiler().translate("SELECT 1", { databases: [] }, undefined).then(({ sql }) => console.log(sql));`;
        const { stdout } = await promisify(execFile)(process.execPath, ["-r", "./bin/register.cjs", "-e", program], {
            cwd: ROOT,
            timeout: 20_000,
        });
        expect(stdout).to.equal('SELECT 1 AS "_col0"\n');
    });

    it("runs in the project's own environment", () => {
        expect(PYTHON).to.equal(resolve(ROOT, ".lakefront/venv/bin/python"));
    });
});
