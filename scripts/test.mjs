// `npm test`: sets up what is missing, checks the sources, runs the tests. Arguments go to mocha.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";
import { main, setup } from "./setup.mjs";
import { verify } from "./verify.mjs";

const USAGE = `Usage: npm test [-- [--no-verify] [mocha's arguments]]

  npm test                                       all checks, all tests
  npm test -- test/local                         the tests of one room
  npm test -- --no-verify --grep "kill -9"       the tests whose names match, without the checks

Ends with a line \`N passed, N failed\`. Exit code 1 if a check or a test fails.
`;

const NO_VERIFY = "--no-verify";
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** A folder stands for the tests in it; without any, everything runs. mocha itself would add a default to what is named. */
function mochaArguments(args) {
    const named = args.map((arg) =>
        /^test(\/[\w-]+)*\/?$/.test(arg) ? `${arg.replace(/\/$/, "")}/**/*.test.ts` : arg,
    );
    return named.some((arg) => /^test\//.test(arg)) ? named : [...named, "test/**/*.test.ts"];
}

function mocha(args) {
    const child = spawn(process.execPath, [join(root, "node_modules", "mocha", "bin", "mocha.js"), ...args], {
        cwd: root,
        stdio: "inherit",
    });
    for (const signal of SIGNALS) {
        process.on(signal, () => child.kill(signal));
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
    await setup();
    const verified = args.includes(NO_VERIFY) || (await verify());
    const code = await mocha(mochaArguments(args.filter((arg) => arg !== NO_VERIFY)));
    process.exitCode = verified ? Math.min(code, 1) : 1;
});
