import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the repository that a directory lies in; the directory itself where there is none. */
export function repositoryOf(directory: string): string {
    const start = realpathSync(directory);
    for (let current = start; ; current = dirname(current)) {
        if (existsSync(join(current, ".git"))) {
            return current;
        }
        if (current === dirname(current)) {
            return start;
        }
    }
}
