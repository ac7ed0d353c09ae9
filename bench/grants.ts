import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { compileGrants } from "../components/governance/grant-plan";
import type { LakeGrantArgs, LakeGrantsArgs } from "../components/governance/grants-args";
import { LakeGrants } from "../components/governance/lake-grants";
import { evaluate, modelledAws } from "../runner";
import { compare, machine, summary } from "./support";

/**
 * What a grant costs, in the compiler and in the evaluation of a whole program, as the number of grants grows: each of
 * 10,000 should cost at most 1.2 times each of 1,000.
 *
 *     node -r ./bin/register.cjs bench/grants.ts
 */
const sizes = [1_000, 3_000, 10_000];
const rounds = 5;
const columns = ["id", "name", "region", "amount"].map((name) => ({ name, type: "string" }));

/** Grants of every kind, five to a principal. */
function grantsOf(count: number): LakeGrantsArgs {
    const principals: LakeGrantsArgs["principals"] = {};
    const grants: Record<string, LakeGrantArgs> = {};
    const tables: LakeGrantsArgs["tables"] = {};
    for (let index = 0; index < count; index++) {
        const principal = `role-${Math.floor(index / 5)}`;
        principals[principal] = `arn:aws:iam::111122223333:role/${principal}`;
        const table = `table_${index % 200}`;
        tables[table] = { columns };
        grants[`grant-${index}`] = { principal, ...kinds(table)[index % 5] };
    }
    return { databaseName: "lake", principals, grants, tables, accountId: "111122223333", maxParallelGrants: 8 };
}

function kinds(table: string): Omit<LakeGrantArgs, "principal">[] {
    return [
        { access: "read", table },
        { access: "read", table, columns: ["id", "name"] },
        { access: "read", table, rows: "region = 'eu' AND amount <> '0'", optIn: true },
        { access: "write", onDatabase: true },
        { access: "read", tags: { sensitivity: ["internal"] } },
    ];
}

function compareCompilers(): void {
    const inputs = sizes.map((size) => ({ size, args: grantsOf(size) }));
    const times = compare(
        inputs.map(({ size, args }) => ({ name: String(size), run: () => compileGrants(args) })),
        20,
        3,
    );
    table(
        "Compiling alone",
        inputs.map(({ size }, index) => [size, times[index]?.median ?? Number.NaN]),
    );
}

/** A child process evaluates a program, after a small one that warms up; prints its processor time in milliseconds. */
async function evaluateOnce(size: number): Promise<void> {
    const args = grantsOf(size);
    const run = async (these: LakeGrantsArgs) => {
        const start = process.cpuUsage();
        const program = () => void new LakeGrants("lake", these);
        await evaluate({ program, stack: "dev", handler: modelledAws, allowUnknown: true });
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1_000;
    };
    await run(grantsOf(100));
    console.log(JSON.stringify(await run(args)));
}

function compareEvaluations(): void {
    const runs = new Map<number, number[]>(sizes.map((size) => [size, []]));
    for (let round = 0; round < rounds; round++) {
        for (const size of sizes) runs.get(size)?.push(childRun(size));
    }
    table(
        "Evaluating a program",
        [...runs].map(([size, times]) => [size, summary(String(size), times).median]),
    );
}

function childRun(size: number): number {
    const register = join(__dirname, "..", "bin", "register.cjs");
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", register, __filename, String(size)], {
        encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    return Number(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}

function table(title: string, rows: readonly (readonly [number, number])[]): void {
    console.log(`\n${title}`);
    console.log(["grants", "median ms", "ms/grant", "to the first"].map((head) => head.padStart(14)).join(""));
    const [first] = rows;
    for (const [size, time] of rows) {
        const each = time / size;
        const ratio = first === undefined ? Number.NaN : each / (first[1] / first[0]);
        console.log(
            [String(size), time.toFixed(0), each.toFixed(4), ratio.toFixed(2)].map((c) => c.padStart(14)).join(""),
        );
    }
}

const [size] = process.argv.slice(2);
if (size !== undefined) {
    void evaluateOnce(Number(size));
} else {
    console.log(machine());
    compareCompilers();
    compareEvaluations();
}
