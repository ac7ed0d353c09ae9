import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { isRecord } from "./engine/values";
import { ProjectError } from "./project";

/** In the order in which the Pulumi CLI takes them. */
const INDEX_FILES = ["js", "mjs", "cjs", "ts", "mts"].map((extension) => `index.${extension}`);

/**
 * Finds the module that is a program, as the Pulumi CLI does: a file that is named, what `package.json` names, or an
 * index file. What `package.json` names may not be built yet; then the index file serves.
 *
 * @throws ProjectError when there is none
 */
export function entryOf(main: string): string {
    const entry = isDirectory(main) ? [...namedEntries(main), ...INDEX_FILES].map((file) => join(main, file)) : [main];
    const found = entry.map(resolveModule).find((file) => file !== undefined);
    if (found === undefined) {
        throw new ProjectError(`the program has no entry point: there is no module at ${main}`);
    }
    return realpathSync(found);
}

/** The directory that a program runs in: its own, or that of its module. */
export function directoryOf(main: string): string {
    return realpathSync(isDirectory(main) ? main : dirname(entryOf(main)));
}

/** Whether Node takes a file for an ES module. */
export function isEsModule(file: string): boolean {
    switch (extname(file)) {
        case ".mjs":
        case ".mts":
            return true;
        case ".cjs":
            return false;
        default:
            return packageOf(dirname(file)).type === "module";
    }
}

function namedEntries(directory: string): string[] {
    const { exports, main } = readPackage(directory);
    const root = isRecord(exports) ? exports["."] : exports;
    const conditions = isRecord(root) ? [root.default, root.require, root.import] : [root];
    return [...conditions, main].filter((file) => typeof file === "string");
}

function packageOf(directory: string): Record<string, unknown> {
    const parent = dirname(directory);
    return existsSync(join(directory, "package.json")) || parent === directory
        ? readPackage(directory)
        : packageOf(parent);
}

function readPackage(directory: string): Record<string, unknown> {
    try {
        const content: unknown = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
        return isRecord(content) ? content : {};
    } catch {
        return {};
    }
}

/** A module may be named without its extension. */
function resolveModule(file: string): string | undefined {
    try {
        return require.resolve(file);
    } catch {
        return undefined;
    }
}

function isDirectory(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
