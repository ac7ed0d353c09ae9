/**
 * What the pack of all rules costs, beside a pack of one rule that does nothing: judging a resource, in process and through the
 * pack's process; judging a whole stack; and starting. It ends with the figures that the project holds itself to.
 *
 *     node -r ./bin/register.cjs bench/policies.ts
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unknownCheckingProxy } from "@pulumi/policy";
import type { ResourceRule } from "../policies/lib/rule";
import { rules } from "../policies/rules";
import { evaluate, type Registration } from "../runner";
import { modelledAws } from "../runner/aws";
import { PolicyHost } from "../runner/policies";
import { CELL, stackOf } from "./policy-stack";
import { compare, machine, print, summary, type Times } from "./support";

const root = join(__dirname, "..");
const ALL = join(root, "policies/packs/all");
const RESOURCES = 1_000;
const LARGE = 3_000;
const ROUNDS = 5;

/** A pack of one policy of each kind, which look at nothing. */
function emptyPack(): string {
    mkdirSync(join(root, ".lakefront"), { recursive: true });
    const directory = mkdtempSync(join(root, ".lakefront/empty-pack-"));
    writeFileSync(join(directory, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(
        join(directory, "package.json"),
        JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }),
    );
    writeFileSync(
        join(directory, "index.js"),
        `const { PolicyPack } = require("@pulumi/policy");
         new PolicyPack("empty", { policies: [
             { name: "one", description: "Nothing.", enforcementLevel: "mandatory", validateResource: () => {} },
             { name: "two", description: "Nothing.", enforcementLevel: "mandatory", validateStack: () => {} },
         ] });`,
    );
    return directory;
}

async function registrationsOf(resources: number): Promise<readonly Registration[]> {
    const program = stackOf(Math.ceil(resources / CELL));
    const { registrations } = await evaluate({ program, stack: "bench", handler: modelledAws });
    return registrations.slice(0, resources);
}

function inProcess(registrations: readonly Registration[]): Times[] {
    const byType = new Map<string, ResourceRule[]>();
    for (const rule of rules) {
        for (const type of rule.kind === "resource" ? rule.types : []) {
            byType.set(type, [...(byType.get(type) ?? []), ...(rule.kind === "resource" ? [rule] : [])]);
        }
    }
    const judgeAll = () =>
        registrations.flatMap(({ type, urn, name, inputs }) => {
            const props = unknownCheckingProxy(inputs);
            return (byType.get(type) ?? []).flatMap((rule) => rule.judge({ type, urn, name, props }, {}));
        });
    const readAll = () => registrations.map(({ inputs }) => JSON.stringify(unknownCheckingProxy(inputs)).length);
    return compare(
        [
            { name: "reading each through the proxy", run: readAll },
            { name: "every rule that applies", run: judgeAll },
        ],
        15,
    );
}

/** Milliseconds per clock tick, in which Linux counts the time of processes. */
const TICK_MS = 10;

/** Processor time that this process and others have taken so far, in milliseconds; where there is no /proc, the time. */
function processorTime(pids: readonly number[]): number {
    if (!existsSync("/proc/self/stat")) {
        return performance.now();
    }
    const { user, system } = process.cpuUsage();
    const others = pids.map((pid) => {
        const [, fields = ""] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ");
        const [userTicks = 0, systemTicks = 0] = fields.split(" ").slice(11, 13).map(Number);
        return (userTicks + systemTicks) * TICK_MS;
    });
    return (user + system) / 1000 + others.reduce((sum, time) => sum + time, 0);
}

/** Measures the same work in several packs' processes in turn, by the processor time of both ends. */
async function throughProcesses(
    directories: Readonly<Record<string, string>>,
    work: (host: PolicyHost) => Promise<unknown>,
): Promise<Times[]> {
    const hosts = Object.values(directories).map(
        (directory) => new PolicyHost([{ directory }], { project: "bench", stack: "bench" }),
    );
    const times = hosts.map((): number[] => []);
    try {
        for (let round = -3; round < ROUNDS; round += 1) {
            for (const [index, host] of hosts.entries()) {
                const begin = processorTime(host.pids);
                await work(host);
                if (round >= 0) {
                    times[index]?.push(processorTime(host.pids) - begin);
                }
            }
        }
    } finally {
        await Promise.all(hosts.map((host) => host.stop()));
    }
    return Object.keys(directories).map((name, index) => summary(name, times[index] ?? []));
}

/** Milliseconds from starting a pack's process until it says where it listens. */
function start(directory: string): Promise<number> {
    const host = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");
    const begin = performance.now();
    const pack = spawn(process.execPath, [host, "127.0.0.1:1", directory], {
        cwd: directory,
        stdio: ["ignore", "pipe", "inherit"],
    });
    return new Promise((resolve, reject) => {
        let took: number | undefined;
        pack.stdout.once("data", () => {
            took = performance.now() - begin;
            pack.kill("SIGKILL");
        });
        pack.once("exit", () => (took === undefined ? reject(new Error(`${directory} did not start`)) : resolve(took)));
    });
}

async function starts(directories: Readonly<Record<string, string>>): Promise<Times[]> {
    const times = new Map(Object.keys(directories).map((name): [string, number[]] => [name, []]));
    for (let round = -1; round < ROUNDS; round += 1) {
        for (const [name, directory] of Object.entries(directories)) {
            const took = await start(directory);
            if (round >= 0) {
                times.get(name)?.push(took);
            }
        }
    }
    return [...times].map(([name, its]) => summary(name, its));
}

const median = (times: readonly Times[], index: number) => times[index]?.median ?? Number.NaN;
const ratio = (times: readonly Times[]) => (median(times, 1) / median(times, 0)).toFixed(2);

async function main(): Promise<void> {
    console.log(`${machine()}; ${rules.length} rules`);
    const registrations = await registrationsOf(RESOURCES);
    const large = await registrationsOf(LARGE);
    const empty = emptyPack();
    const packs = { "an empty pack": empty, "all rules": ALL };
    try {
        console.log(`\nJudging ${RESOURCES} resources in process`);
        const judged = inProcess(registrations);
        print(judged, RESOURCES, "resources");

        console.log(`\nJudging ${RESOURCES} resources through the pack's process, processor time of both ends`);
        const analyzed = await throughProcesses(packs, (host) =>
            Promise.all(registrations.map((registration) => host.analyze(registration))),
        );
        print(analyzed, RESOURCES, "resources");

        const stacks: Record<number, readonly Times[]> = {};
        for (const resources of [registrations, large]) {
            console.log(`\nJudging a stack of ${resources.length} resources as a whole, processor time of both ends`);
            stacks[resources.length] = await throughProcesses(packs, async (host) => {
                await Promise.all(resources.slice(0, 1).map((stack) => host.analyze(stack)));
                await host.analyzeStack(resources);
            });
            print(stacks[resources.length] ?? [], resources.length, "resources");
        }

        console.log("\nStarting a pack");
        const started = await starts(packs);
        print(started, 1, "packs");

        const whole = stacks[LARGE] ?? [];
        const perResource = median(whole, 1) / LARGE / (median(stacks[RESOURCES] ?? [], 1) / RESOURCES);
        console.log(`
in process, a resource:              ${(median(judged, 1) / RESOURCES).toFixed(3)} ms (wanted: 0.3 or less)
through the process, beside empty:   ${ratio(analyzed)} times (wanted: 1.2 or less)
a stack of ${LARGE} resources:           ${(median(whole, 1) / 1000).toFixed(2)} s (wanted: under 2)
each of ${LARGE}, beside each of ${RESOURCES}:    ${perResource.toFixed(2)} times
starting, beside empty:              ${ratio(started)} times (wanted: under 1.3)`);
    } finally {
        rmSync(empty, { recursive: true });
    }
}

void main();
