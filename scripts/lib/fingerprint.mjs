import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const SKIPPED = new Set(["node_modules", "dist", "src", "bundles", "bin", "__pycache__"]);

function filesUnder(path) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
        return [];
    }
    if (found.isFile()) {
        return [path];
    }
    return readdirSync(path)
        .filter((name) => !SKIPPED.has(name))
        .sort()
        .flatMap((name) => filesUnder(join(path, name)));
}

/** A hash over the content of files and folders (without what is built); files that don't exist count as absent. */
export function fingerprint(root, paths) {
    const hash = createHash("sha256");
    for (const file of paths.flatMap((path) => filesUnder(join(root, path)))) {
        hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
    }
    return hash.digest("hex");
}

/** The content of a small file, or undefined. */
export function readStamp(path) {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}
