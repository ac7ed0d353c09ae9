import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

// How long `npm start -- --once` takes once set up, and how much memory, for days of several sizes:
//   node -r ./bin/register.cjs bench/start.ts [contacts …]        default: 2000 10000 50000

const ROOT = resolve(__dirname, "..");
const SAMPLE_MS = 500;

interface Peaks {
    /** `npm start` itself and the delivery process. */
    own: number;
    /** The transforms, each a Node.js process of the emulator's Lambda. */
    functions: number;
    emulator: number;
}

async function main(): Promise<void> {
    const sizes = process.argv.slice(2).map(Number);
    console.log(
        "contacts | records | seconds | records/s while played and delivered | peak MB: own, functions, emulator",
    );
    for (const contacts of sizes.length > 0 ? sizes : [2000, 10_000, 50_000]) await measure(contacts);
}

async function measure(contacts: number): Promise<void> {
    const startedAt = performance.now();
    const child = spawn(
        process.execPath,
        [resolve(ROOT, "bin/lakefront.cjs"), "start", "--once", "--contacts", String(contacts)],
        {
            cwd: ROOT,
            stdio: ["ignore", "ignore", "pipe"],
        },
    );
    let progress = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        progress += text;
    });
    const peaks: Peaks = { own: 0, functions: 0, emulator: 0 };
    const timer = setInterval(() => sample(child.pid ?? 0, peaks), SAMPLE_MS);
    const [code] = (await once(child, "exit")) as [number | null];
    clearInterval(timer);
    if (code !== 0) throw new Error(`npm start ended with ${code}:\n${progress}`);
    const seconds = (performance.now() - startedAt) / 1000;
    const records = Number(/play the traffic {2}([\d,]+)/.exec(progress)?.[1]?.replaceAll(",", ""));
    const moving = phaseSeconds(progress, "play the traffic") + phaseSeconds(progress, "deliver");
    const megabytes = [peaks.own, peaks.functions, peaks.emulator].map((bytes) => Math.round(bytes / 1e6));
    console.log(
        `${contacts} | ${records} | ${seconds.toFixed(1)} | ${Math.round(records / moving)} | ${megabytes.join(", ")}`,
    );
}

function phaseSeconds(progress: string, phase: string): number {
    return Number(new RegExp(`✓ ${phase} .*\\(([\\d.]+) s\\)`).exec(progress)?.[1]);
}

/**
 * Adds the memory of everything that the process has started to the peaks: the proportional set size, which counts a page
 * that several processes share once. Linux only: it reads /proc.
 */
function sample(root: number, peaks: Peaks): void {
    const processes = readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .flatMap(readProcess);
    const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
    const now: Peaks = { own: 0, functions: 0, emulator: 0 };
    for (const { pid, bytes, command } of processes) {
        if (!descends(pid, root, parents)) continue;
        const kind = command.includes("emulator.py")
            ? "emulator"
            : command.includes("ministack-lambda")
              ? "functions"
              : "own";
        now[kind] += bytes;
    }
    for (const kind of ["own", "functions", "emulator"] as const) peaks[kind] = Math.max(peaks[kind], now[kind]);
}

function readProcess(name: string) {
    try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        const rollup = readFileSync(`/proc/${name}/smaps_rollup`, "utf8");
        const bytes = Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) * 1024;
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        return [{ pid: Number(name), parent: Number(fields[1]), bytes, command }];
    } catch {
        // It ended between the listing and the reading.
        return [];
    }
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
        if (at === root) return true;
    return false;
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
