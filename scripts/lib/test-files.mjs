import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { Problem } from "./command.mjs";
import { root } from "./paths.mjs";

/** Where tests deploy the program or start processes, the longest first: begun last, they would keep one worker busy alone. */
const LONG = [
    /^test\/local\/end-to-end\//,
    /^test\/(components\/package|program\/language-host|local\/start\/start)\./,
    /^test\/(local|cli|program)\//,
];

function rankOf(file) {
    const rank = LONG.findIndex((pattern) => pattern.test(file));
    return rank === -1 ? LONG.length : rank;
}

/**
 * The test files in a folder of the repository, in the order in which workers should take them.
 *
 * @param {string} folder such as `test/local`
 * @returns {string[]} at least one
 * @throws {Problem} if there is none
 */
export function testFiles(folder) {
    const files = pathsIn(folder)
        .map((path) => `${folder}/${path.split(sep).join("/")}`)
        .filter((file) => file.endsWith(".test.ts"))
        .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
    if (files.length === 0) {
        throw new Problem(`There are no tests in ${folder}.`);
    }
    return files;
}

function pathsIn(folder) {
    try {
        return readdirSync(join(root, folder), { recursive: true });
    } catch {
        return [];
    }
}
