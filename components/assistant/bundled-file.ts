import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionBundle } from "../bundles";

/** The text of a file that lies beside a function's code. */
export function bundledFile(bundle: string, file: string): string {
    return readFileSync(join(functionBundle(bundle), file), "utf8");
}
