import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { s3 } from "../../../local/clients";
import { type Emulator, type EmulatorDeath, startEmulator } from "../../../local/emulator";
import { functionProcesses, warmFunction } from "./function-process";
import { isRunning, temporaryDirectory, until } from "./support";

const ROOT = resolve(__dirname, "../../..");

/** The local addresses that a process listens on, from the kernel's table. */
function listeningAddresses(pid: number): string[] {
    const sockets = new Set(
        readdirSync(`/proc/${pid}/fd`, { withFileTypes: true }).flatMap(({ name }) => {
            try {
                return /socket:\[(\d+)\]/.exec(readlinkSync(`/proc/${pid}/fd/${name}`))?.[1] ?? [];
            } catch {
                return [];
            }
        }),
    );
    return ["tcp", "tcp6"].flatMap((table) =>
        readFileSync(`/proc/${pid}/net/${table}`, "utf8")
            .split("\n")
            .slice(1)
            .map((line) => line.trim().split(/\s+/))
            .filter((fields) => fields[3] === "0A" && sockets.has(fields[9] ?? ""))
            .map((fields) => fields[1] ?? ""),
    );
}

describe("emulator", () => {
    const directory = temporaryDirectory();
    const running: Emulator[] = [];

    async function start(options: Partial<Parameters<typeof startEmulator>[0]> = {}): Promise<Emulator> {
        const emulator = await startEmulator({ directory: join(directory.path, "emulator"), ...options });
        running.push(emulator);
        return emulator;
    }

    afterEach(async () => {
        await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
    });
    after(() => directory.remove());

    it("answers on loopback only, stops, and leaves nothing but its log", async () => {
        const emulator = await start();
        const port = Number(new URL(emulator.connection.endpoint).port);
        const loopback = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
        expect(listeningAddresses(emulator.pid)).to.deep.equal([loopback]);
        await emulator.stop();
        expect(isRunning(emulator.pid)).to.equal(false);
        expect(readdirSync(join(directory.path, "emulator"))).to.deep.equal(["emulator.log"]);
    });

    it("speaks TLS alone, with a certificate that its connection names", async () => {
        const { connection } = await start();
        expect(connection.endpoint).to.match(/^https:/);
        expect(readFileSync(connection.certificateFile ?? "", "utf8")).to.include("BEGIN CERTIFICATE");
        const plain = await fetch(connection.endpoint.replace("https:", "http:")).catch((error: Error) => error);
        expect(plain).to.be.instanceOf(Error);
        const untrusted = await fetch(connection.endpoint).catch((error: Error) => error);
        expect(untrusted).to.be.instanceOf(Error);
    });

    it("refuses a port in use and says what to do", async () => {
        const server = createServer();
        const port = await new Promise<number>((done) => {
            server.listen(0, "127.0.0.1", () => {
                const address = server.address();
                done(typeof address === "object" && address !== null ? address.port : 0);
            });
        });
        try {
            const error = await start({ port }).catch((reason: Error) => reason);
            expect(error).to.be.instanceOf(Error);
            expect(String(error)).to.match(new RegExp(`Port ${port} .* in use .*--port`));
        } finally {
            server.close();
        }
    });

    it("refuses a number that is no port", async () => {
        const error = await start({ port: 70_000 }).catch((reason: Error) => reason);
        expect(String(error)).to.include("Port 70000 is not a port");
    });

    it("refuses a second emulator in the same directory and names the first", async () => {
        const first = await start();
        const error = await start().catch((reason: Error) => reason);
        expect(String(error)).to.include(`process ${first.pid}`);
        expect(isRunning(first.pid)).to.equal(true);
    });

    it("reports its own death once, with the end of its log", async () => {
        const deaths: EmulatorDeath[] = [];
        const emulator = await start({ onExit: (death) => deaths.push(death) });
        process.kill(emulator.pid, "SIGKILL");
        await until("the death is reported", () => deaths.length > 0);
        await emulator.stop();
        expect(deaths.map(({ message }) => message)).to.deep.equal([
            "The emulator ended unexpectedly (signal SIGKILL).",
        ]);
        expect(deaths[0]?.logFile).to.equal(emulator.logFile);
    });

    it("does not report a stop as a death", async () => {
        const deaths: EmulatorDeath[] = [];
        const emulator = await start({ onExit: (death) => deaths.push(death) });
        await emulator.stop();
        expect(deaths).to.deep.equal([]);
    });

    it("ends its function processes with it, even when it is killed", async () => {
        const emulator = await start();
        await warmFunction(emulator.connection);
        const workers = functionProcesses(emulator.pid);
        expect(workers).to.have.length(1);
        process.kill(emulator.pid, "SIGKILL");
        await until("no function process is left", () => !workers.some(isRunning));
    });

    it("ends when the process that started it is killed", async () => {
        const script = `
            const { startEmulator } = require(${JSON.stringify(join(ROOT, "local/emulator"))});
            startEmulator({ directory: ${JSON.stringify(join(directory.path, "orphan"))} })
                .then((emulator) => { console.log(emulator.pid); setInterval(() => {}, 1000); });`;
        const parent = spawn(process.execPath, ["-r", join(ROOT, "bin/register.cjs"), "-e", script], { cwd: ROOT });
        const pid = await new Promise<number>((done) => {
            parent.stdout.on("data", (chunk: Buffer) => done(Number(chunk.toString())));
        });
        expect(isRunning(pid)).to.equal(true);
        parent.kill("SIGKILL");
        await until("the emulator has ended", () => !isRunning(pid));
    });

    it("sweeps what a killed emulator left behind", async () => {
        const path = join(directory.path, "swept");
        mkdirSync(join(path, "tmp", "ministack-lambda-x"), { recursive: true });
        mkdirSync(join(path, "state"), { recursive: true });
        writeFileSync(join(path, "state", "old.json"), "{}");
        const emulator = await start({ directory: path });
        expect(existsSync(join(path, "tmp", "ministack-lambda-x"))).to.equal(false);
        expect(existsSync(join(path, "state", "old.json"))).to.equal(false);
        await emulator.stop();
    });

    it("keeps objects between runs when asked to", async () => {
        const first = await start({ persist: true });
        const object = { Bucket: "kept", Key: "a" };
        await s3(first.connection).send(new CreateBucketCommand({ Bucket: "kept" }));
        await s3(first.connection).send(new PutObjectCommand({ ...object, Body: "content" }));
        await first.stop();
        const second = await start({ persist: true });
        const found = await s3(second.connection).send(new GetObjectCommand(object));
        expect(await found.Body?.transformToString()).to.equal("content");
    });

    it("hands nothing of this process's environment on to functions", async () => {
        process.env.LAKEFRONT_TEST_SECRET = "do not leak";
        try {
            const emulator = await start();
            const environment = readFileSync(`/proc/${emulator.pid}/environ`, "utf8");
            expect(environment).to.include("AUTH=true").and.not.include("LAKEFRONT_TEST_SECRET");
        } finally {
            delete process.env.LAKEFRONT_TEST_SECRET;
        }
    });
});
