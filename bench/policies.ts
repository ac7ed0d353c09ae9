/**
 * What the policy packs cost: judging one resource by every rule that applies, beside reading it through the SDK's proxy
 * alone; and starting a pack, beside starting one with a single empty policy.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unknownCheckingProxy } from "@pulumi/policy";
import type { ResourceRule } from "../policies/lib/rule";
import { packs } from "../policies/packs";
import { compliant, exampleTypes } from "../test/policies/support/compliant";
import { compare, machine, print, summary, type Times } from "./support";

const root = join(__dirname, "..");
const rulesByType = new Map<string, ResourceRule[]>();
for (const rule of packs.flatMap(({ rules }) => rules)) {
    for (const type of rule.kind === "resource" ? rule.types : []) {
        const rules = rulesByType.get(type) ?? [];
        rulesByType.set(type, rule.kind === "resource" ? [...rules, rule] : rules);
    }
}

const repeats = 50;
const resources = exampleTypes.length * repeats;

function judgeAll(): number {
    let verdicts = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
        for (const type of exampleTypes) {
            const props = unknownCheckingProxy(compliant(type));
            for (const rule of rulesByType.get(type) ?? []) {
                verdicts += rule.judge({ type, urn: "urn", name: "it", props }, {}).length;
            }
        }
    }
    return verdicts;
}

function readAll(): number {
    let length = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
        for (const type of exampleTypes) {
            length += JSON.stringify(unknownCheckingProxy(compliant(type))).length;
        }
    }
    return length;
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

async function startAll(rounds: number): Promise<Times[]> {
    mkdirSync(join(root, ".lakefront"), { recursive: true });
    const empty = mkdtempSync(join(root, ".lakefront/empty-pack-"));
    writeFileSync(join(empty, "package.json"), JSON.stringify({ name: "empty", version: "1.0.0", main: "index.js" }));
    writeFileSync(
        join(empty, "index.js"),
        `const { PolicyPack } = require("@pulumi/policy");
         new PolicyPack("empty", { policies: [{ name: "one", description: "Nothing.", validateResource: () => {} }] });`,
    );
    const sides = [
        { name: "an empty pack", directory: empty },
        ...packs.map(({ name }) => ({ name, directory: join(root, "policies/packs", name) })),
    ];
    const times = sides.map((): number[] => []);
    try {
        for (let round = 0; round <= rounds; round += 1) {
            for (const [index, { directory }] of sides.entries()) {
                const took = await start(directory);
                if (round > 0) {
                    times[index]?.push(took);
                }
            }
        }
    } finally {
        rmSync(empty, { recursive: true });
    }
    return sides.map(({ name }, index) => summary(name, times[index] ?? []));
}

async function main(): Promise<void> {
    console.log(machine());
    console.log(`\nJudging ${resources} resources of ${exampleTypes.length} types`);
    const sides = [
        { name: "reading each through the proxy", run: readAll },
        { name: "every rule that applies", run: judgeAll },
    ];
    print(compare(sides, 15), resources, "resources");
    console.log("\nStarting a pack (median, least, most)");
    for (const { name, median, least, most } of await startAll(5)) {
        console.log(
            `${name.padEnd(30)}${[median, least, most].map((time) => time.toFixed(0).padStart(8)).join("")} ms`,
        );
    }
}

void main();
