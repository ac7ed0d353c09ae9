// Makes a fresh clone ready to run: npm packages, the Python environment of the emulator, and what is built from sources.
// Needs nothing but Node.js, since it runs before anything is installed. Does nothing where everything is up to date.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Problem, step } from "./lib/command.mjs";
import { fingerprint, readStamp } from "./lib/fingerprint.mjs";
import { local, root, venv } from "./lib/paths.mjs";
import { diskProblem, findPython, nodeProblem } from "./lib/requirements.mjs";

/** Packages, Python environment and emulated data of a few runs. */
const INSTALL_DISK_MB = 1500;
const RUN_DISK_MB = 200;

const REQUIREMENTS = "local/python/requirements.txt";
const BUILD_SOURCES = ["functions", "schemas", "policies", "scripts/build", "scripts/build.mjs"];
const NETWORK_HINT = "Is the package registry reachable from here? Run the same command again once it is.";

const venvPython = join(venv, "bin", "python3");
const venvStamp = join(venv, "requirements.sha256");
const buildStamp = join(local, "build.sha256");

function packagesOf(path) {
    try {
        return JSON.parse(readFileSync(path, "utf8")).packages;
    } catch {
        return undefined;
    }
}

/** Whether what npm noted down as installed is what the lock file asks for. Packages for other platforms don't count. */
function packagesAreInstalled() {
    const installed = packagesOf(join(root, "node_modules", ".package-lock.json"));
    const locked = packagesOf(join(root, "package-lock.json")) ?? {};
    return (
        installed !== undefined &&
        Object.entries(locked).every(
            ([path, { version, optional, link }]) =>
                !path.startsWith("node_modules/") || optional || link || installed[path]?.version === version,
        )
    );
}

function pythonIsInstalled() {
    return existsSync(venvPython) && readStamp(venvStamp) === fingerprint(root, [REQUIREMENTS]);
}

function builtFilesExist() {
    const functions = readdirSync(join(root, "functions"))
        .filter((name) => existsSync(join(root, "functions", name, "handler.ts")))
        .map((name) => join(root, "components", "bundles", name, "index.mjs"));
    const packs = readdirSync(join(root, "policies", "packs"))
        .filter((name) => existsSync(join(root, "policies", "packs", name, "PulumiPolicy.yaml")))
        .map((name) => join(root, "policies", "packs", name, "bin", "index.js"));
    return [...functions, ...packs].every((file) => existsSync(file));
}

async function installPackages() {
    // `npm ci` empties node_modules, which is right for a new clone and a nuisance everywhere else.
    const command = existsSync(join(root, "node_modules")) ? "install" : "ci";
    await step("Installing npm packages", NETWORK_HINT, "npm", [
        command,
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]);
}

async function installPython(python) {
    if (!existsSync(venvPython)) {
        const hint = "Is Python complete? On Debian or Ubuntu, `sudo apt-get install python3-venv` completes it.";
        await step("Making a Python environment", hint, python, ["-m", "venv", "--clear", venv]);
    }
    const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps", "--prefer-binary"];
    await step("Installing the AWS emulator", NETWORK_HINT, venvPython, [...pip, "-r", join(root, REQUIREMENTS)]);
    writeFileSync(venvStamp, fingerprint(root, [REQUIREMENTS]));
}

async function build() {
    const hint = "The sources named below can't be built.";
    const sources = fingerprint(root, BUILD_SOURCES);
    await step("Building functions and policy packs", hint, process.execPath, [join(root, "scripts", "build.mjs")]);
    writeFileSync(buildStamp, sources);
}

/**
 * Brings everything up to date.
 *
 * @throws {Problem} naming all that is missing on this machine at once, or the step that failed
 */
export async function setup() {
    const node = nodeProblem();
    const needsPackages = node === undefined && !packagesAreInstalled();
    const needsPython = !pythonIsInstalled();
    const found = needsPython ? await findPython() : {};
    const disk = diskProblem(needsPackages || needsPython ? INSTALL_DISK_MB : RUN_DISK_MB);
    const problems = [node, found.problem, disk].filter((problem) => problem !== undefined);
    if (problems.length > 0) {
        throw new Problem(problems.join("\n"));
    }
    mkdirSync(local, { recursive: true });
    if (needsPackages) {
        await installPackages();
    }
    if (needsPython) {
        await installPython(found.python);
    }
    if (!builtFilesExist() || readStamp(buildStamp) !== fingerprint(root, BUILD_SOURCES)) {
        await build();
    }
}

/** Runs a script's main function: a {@link Problem} becomes its message and exit code 1. */
export async function main(work) {
    try {
        await work();
    } catch (error) {
        if (!(error instanceof Problem)) {
            throw error;
        }
        process.stderr.write(`${error.message}\n`);
        process.exitCode = 1;
    }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
    await main(async () => {
        if (process.argv.includes("--help")) {
            process.stdout.write(
                "Usage: node scripts/setup.mjs\n\nInstalls and builds what is missing or out of date.\n",
            );
            return;
        }
        await setup();
    });
}
