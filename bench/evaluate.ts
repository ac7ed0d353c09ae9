import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { evaluate, modelledAws } from "../runner";
import { check } from "../runner/check";
import { machine, print, summary } from "./support";

/**
 * Evaluating a stack against the least that any Pulumi program in Node.js must do: importing `@pulumi/pulumi` and
 * `@pulumi/aws`. Each run is a process of its own, from a cold start, and the sides take turns.
 *
 *     node -r ./bin/register.cjs bench/evaluate.ts
 */
const rounds = 5;
const root = join(__dirname, "..");
const packs = [{ directory: join(root, "policies", "packs", "all") }];
const sizes = [100, 300, 1_000, 3_000];

/** What a process says of its run. */
interface Run {
    /** From the start of the process, in milliseconds. */
    elapsed: number;
    /** Processor time of this process alone, in milliseconds. */
    cpu: number;
    /** Memory at its largest, in MB. */
    memory: number;
    resources: number;
}

const importOnly = `require("@pulumi/pulumi"); require("@pulumi/aws"); const resources = 0;`;
const measure = `
    const { user, system } = process.cpuUsage();
    const memory = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ elapsed: performance.now(), cpu: (user + system) / 1000, memory, resources }));`;

const register = ["-r", join(root, "bin", "register.cjs"), __filename];

const sides: Record<string, string[]> = {
    "import both packages": ["-e", importOnly + measure],
    "evaluate dev": [...register, "--evaluate"],
    "check dev, with all rules": [...register, "--check"],
};

function run(args: readonly string[]): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (status !== 0) {
        throw new Error(`${args.join(" ")} ended with ${status}:\n${stderr}`);
    }
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

/** One child process's work; prints what {@link Run} holds. */
async function work([mode, size]: string[]): Promise<void> {
    const resources = await resourcesOf(mode, Number(size));
    const { user, system } = process.cpuUsage();
    const memory = process.resourceUsage().maxRSS / 1024;
    console.log(JSON.stringify({ elapsed: performance.now(), cpu: (user + system) / 1000, memory, resources }));
}

async function resourcesOf(mode: string | undefined, size: number): Promise<number> {
    if (mode === "--check") {
        return (await check({ program: root, stack: "dev", packs })).counts.resources;
    }
    const program = mode === "--evaluate" ? root : () => manyResources(size);
    const { registrations } = await evaluate({ program, stack: "dev", handler: modelledAws, allowUnknown: true });
    return registrations.filter(({ custom }) => custom).length;
}

/** Components of ten resources each, which depend on each other as a bucket's side resources do. */
function manyResources(size: number): void {
    for (let index = 0; index < size / 10; index++) {
        const parent = new pulumi.ComponentResource("bench:index:Part", `part-${index}`);
        const bucket = new aws.s3.Bucket(`bucket-${index}`, {}, { parent });
        for (let side = 1; side < 10; side++) {
            const policy = pulumi.jsonStringify({ Statement: [{ Effect: "Deny", Resource: bucket.arn }] });
            new aws.s3.BucketPolicy(`policy-${index}-${side}`, { bucket: bucket.id, policy }, { parent });
        }
    }
}

function compareStarts(): void {
    const runs = new Map<string, Run[]>(Object.keys(sides).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
        for (const [name, args] of Object.entries(sides)) {
            const result = run(args);
            // The first round fills the caches of the file system and of compiled TypeScript.
            if (round > 0) {
                runs.get(name)?.push(result);
            }
        }
    }
    const resources = runs.get("evaluate dev")?.[0]?.resources ?? 0;
    console.log(`\nFrom a cold start, ${resources} resources, ${rounds} rounds`);
    print(
        [...runs].map(([name, its]) =>
            summary(
                name,
                its.map(({ elapsed }) => elapsed),
            ),
        ),
        1,
        "run",
    );
    console.log("\nProcessor time of the process itself");
    print(
        [...runs].map(([name, its]) =>
            summary(
                name,
                its.map(({ cpu }) => cpu),
            ),
        ),
        1,
        "run",
    );
}

function compareSizes(): void {
    console.log("\nGrowth: components of ten resources");
    console.log(
        ["resources", "elapsed ms", "cpu ms", "cpu ms/resource", "MB"].map((title) => title.padStart(16)).join(""),
    );
    const base = run(sides["import both packages"] ?? []);
    for (const size of sizes) {
        const { elapsed, cpu, memory, resources } = run([...register, "--size", String(size)]);
        const cells = [resources, elapsed, cpu, (cpu - base.cpu) / resources, memory];
        console.log(cells.map((cell, index) => cell.toFixed(index === 3 ? 2 : 0).padStart(16)).join(""));
    }
}

if (process.argv.length > 2) {
    void work(process.argv.slice(2));
} else {
    console.log(machine());
    compareStarts();
    compareSizes();
}
