import { existsSync, statfsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./command.mjs";
import { root } from "./paths.mjs";

const NODE_MINIMUM = [20, 19];
const PYTHON_MINIMUM = [3, 10];
const PYTHON_COMMANDS = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10", "python"];

const PYTHON_PROBE = `
import sys
print("%d.%d" % sys.version_info[:2])
try:
    import ensurepip, venv
    print("venv")
except ImportError:
    print("no venv")
`;

function isAtLeast(version, minimum) {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    return major > minimum[0] || (major === minimum[0] && minor >= minimum[1]);
}

/** @returns {string | undefined} what is wrong with this Node.js, in one line */
export function nodeProblem(version = process.versions.node) {
    return isAtLeast(version, NODE_MINIMUM)
        ? undefined
        : `Node.js ${version} is too old: install Node.js ${NODE_MINIMUM.join(".")} or later from https://nodejs.org.`;
}

function isOnPath(command) {
    return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/**
 * A Python that can make a virtual environment.
 *
 * @returns {Promise<{ python: string } | { problem: string }>}
 */
export async function findPython() {
    const rejected = [];
    for (const command of PYTHON_COMMANDS.filter(isOnPath)) {
        const { code, output } = await run(command, ["-c", PYTHON_PROBE]);
        const [version = "", ability] = output.trim().split("\n");
        if (code !== 0) {
            continue;
        }
        if (isAtLeast(version, PYTHON_MINIMUM) && ability === "venv") {
            return { python: command };
        }
        const lack = isAtLeast(version, PYTHON_MINIMUM) ? "lacks venv and ensurepip" : "is too old";
        rejected.push(`${command} (${version}) ${lack}`);
    }
    const minimum = PYTHON_MINIMUM.join(".");
    if (rejected.length === 0) {
        return { problem: `Python is missing: install Python ${minimum} or later from https://www.python.org.` };
    }
    const advice = rejected.some((reason) => reason.includes("lacks"))
        ? "install them, on Debian or Ubuntu with `sudo apt-get install python3-venv`."
        : `install Python ${minimum} or later from https://www.python.org.`;
    return { problem: `No usable Python ${minimum} or later: ${rejected.join(", ")}; ${advice}` };
}

/** @returns {string | undefined} a line that says how much disk is missing */
export function diskProblem(neededMb) {
    const { bavail, bsize } = statfsSync(root);
    const freeMb = Math.floor((bavail * bsize) / 1024 ** 2);
    return freeMb >= neededMb
        ? undefined
        : `Only ${freeMb} MB are free on the disk that holds ${root}: free at least ${neededMb} MB.`;
}
