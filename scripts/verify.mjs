// Every check that needs no emulator: formatting and lint, types, dependencies, generated files.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem, run } from "./lib/command.mjs";
import { root } from "./lib/paths.mjs";
import { main, setup } from "./setup.mjs";

const USAGE = `Usage: node scripts/verify.mjs

Checks formatting and lint, types, that each Pulumi package is installed once and the
lock file is complete, and that generated files are up to date.
Exit code 1 if a check fails.
`;

/** Two copies of these in one tree make \`instanceof\` fail, and resources that don't know each other. */
const SINGLE_COPY = ["@pulumi/pulumi", "@pulumi/aws"];

function binary(name) {
    return join(root, "node_modules", ".bin", name);
}

function copies(packages) {
    return SINGLE_COPY.flatMap((name) => {
        const paths = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
        return paths.length === 1 ? [] : [`${name} is installed ${paths.length} times: ${paths.join(", ")}`];
    });
}

/** npm leaves packages for other platforms out of the lock file at times, and `npm ci` then fails for everybody. */
function gaps(packages) {
    const isLocked = (path, name) => `${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages;
    return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
        Object.keys(optionalDependencies)
            .filter((name) => !isLocked(path, name))
            .map((name) => `package-lock.json lacks ${name}, which ${path} names`),
    );
}

async function dependencies() {
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    const problems = [...copies(packages), ...gaps(packages)];
    return { code: problems.length === 0 ? 0 : 1, output: problems.join("\n") };
}

const GENERATOR = join(root, "scripts", "generate-docs.cjs");

/** Name, and what runs it. */
const CHECKS = [
    ["format and lint", () => run(binary("biome"), ["ci", "--colors=off", "."])],
    ["types", () => run(binary("tsc"), ["-p", ".", "--noCheck", "false", "--pretty", "false"])],
    ["dependencies", dependencies],
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
