// Every check that needs no emulator: formatting and lint, types, one copy of each Pulumi package, generated files.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem, run } from "./lib/command.mjs";
import { root } from "./lib/paths.mjs";
import { main, setup } from "./setup.mjs";

const USAGE = `Usage: node scripts/verify.mjs

Checks formatting and lint, types, that each Pulumi package is installed once, and that generated files are up to date.
Exit code 1 if a check fails.
`;

/** Two copies of these in one tree make \`instanceof\` fail, and resources that don't know each other. */
const SINGLE_COPY = ["@pulumi/pulumi", "@pulumi/aws"];

function binary(name) {
    return join(root, "node_modules", ".bin", name);
}

async function singleCopies() {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    const problems = SINGLE_COPY.flatMap((name) => {
        const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
        return copies.length === 1 ? [] : [`${name} is installed ${copies.length} times: ${copies.join(", ")}`];
    });
    return { code: problems.length === 0 ? 0 : 1, output: problems.join("\n") };
}

const GENERATOR = join(root, "scripts", "generate-docs.cjs");

/** Runs by the thousands of files, hence apart: name and what it runs. */
const CHECKS = [
    ["format and lint", () => run(binary("biome"), ["ci", "--colors=off", "."])],
    ["types", () => run(binary("tsc"), ["-p", ".", "--noCheck", "false", "--pretty", "false"])],
    ["single copies", singleCopies],
    ...(existsSync(GENERATOR)
        ? [
              [
                  "generated files",
                  () => run(process.execPath, ["-r", join(root, "bin", "register.cjs"), GENERATOR, "--check"]),
              ],
          ]
        : []),
];

/**
 * Runs all checks, each to its end, and reports on standard error.
 *
 * @returns {Promise<boolean>} whether all passed
 */
export async function verify() {
    let passed = true;
    for (const [name, check] of CHECKS) {
        const startedAt = Date.now();
        const { code, output } = await check();
        const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
        process.stderr.write(`verify: ${name}: ${code === 0 ? "passed" : "FAILED"} (${seconds} s)\n`);
        if (code !== 0) {
            passed = false;
            process.stderr.write(`${output.trimEnd()}\n\n`);
        }
    }
    return passed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    await main(async () => {
        if (process.argv.includes("--help")) {
            process.stdout.write(USAGE);
            return;
        }
        await setup();
        if (!(await verify())) {
            throw new Problem("verify: something is wrong; see above. `npm run format` puts formatting right.");
        }
    });
}
