// `npm test`: sets up what is missing, checks the sources, runs the tests. Arguments go to mocha.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { testFiles } from "./lib/test-files.mjs";
import { main, setup } from "./setup.mjs";
import { verify } from "./verify.mjs";

const USAGE = `Usage: npm test [-- [--no-verify] [mocha's arguments]]

  npm test                                       all checks, all tests
  npm test -- test/local                         the tests of one room
  npm test -- --no-verify --grep "kill -9"       the tests whose names match, without the checks
  npm test -- --jobs 1                           one file after another, not one for each processor

A file's results are printed when all of it is done, and the longest files come first. Ends with a line
\`N passed, N failed\`. Exit code 1 if a check or a test fails.
`;

const NO_VERIFY = "--no-verify";
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** What one worker may come to hold with the emulator, functions and query engine of its file. */
const WORKER_BYTES = 2 * 1024 ** 3;

/** A folder stands for the tests in it; without any, everything runs. mocha itself would add a default to what is named. */
function mochaArguments(args) {
    const named = args.flatMap((arg) => (/^test(\/[\w-]+)*\/?$/.test(arg) ? testFiles(arg.replace(/\/$/, "")) : [arg]));
    return named.some((arg) => /^test\//.test(arg)) ? named : [...named, ...testFiles("test")];
}

/** Each file runs whole in one of several processes, by default as many as this machine has processors and memory for. */
function workers(args) {
    if (args.some((arg) => /^(--jobs|-j|--(no-)?parallel|-p)\b/.test(arg))) {
        return [];
    }
    const jobs = Math.min(availableParallelism(), Math.floor(process.availableMemory() / WORKER_BYTES));
    return jobs > 1 ? ["--parallel", "--jobs", String(jobs)] : [];
}

function mocha(args) {
    const child = spawn(process.execPath, [join(root, "node_modules", "mocha", "bin", "mocha.js"), ...args], {
        cwd: root,
        stdio: "inherit",
        // The leader of a group: mocha hands no signal on to the processes that it runs in.
        detached: true,
    });
    for (const signal of SIGNALS) {
        process.on(signal, () => process.kill(-child.pid, signal));
    }
    return new Promise((resolve) => {
        child.once("error", () => resolve(1));
        child.once("exit", (code) => resolve(code ?? 1));
    });
}

await main(async () => {
    const args = process.argv.slice(2);
    if (args.includes("--help")) {
        process.stdout.write(USAGE);
        return;
    }
    const forMocha = mochaArguments(args.filter((arg) => arg !== NO_VERIFY));
    await setup();
    const verified = args.includes(NO_VERIFY) || (await verify());
    const code = await mocha([...workers(args), ...forMocha]);
    process.exitCode = verified ? Math.min(code, 1) : 1;
});
