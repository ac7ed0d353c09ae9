import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import { root } from "./paths.mjs";

/** Where tests deploy the program or start processes, the longest first: begun last, they would keep one worker busy alone. */
const LONG = [/^test\/local\/end-to-end\//, /^test\/components\/package\./, /^test\/(local|cli)\//];

function rankOf(file) {
    const rank = LONG.findIndex((pattern) => pattern.test(file));
    return rank === -1 ? LONG.length : rank;
}

/** The test files in a folder of the repository, in the order in which workers should take them. */
export function testFiles(folder) {
    return readdirSync(join(root, folder), { recursive: true })
        .map((path) => `${folder}/${path.split(sep).join("/")}`)
        .filter((file) => file.endsWith(".test.ts"))
        .sort((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
}
