import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { PolicyPackError } from "./process";
import { readPolicySettings } from "./stack-settings";
import type { PackConfig } from "./types";

/** The folder of a pack that holds ready-made configurations, each as `<profile>.json`. */
const FOLDER = "profiles";

/**
 * Reads a configuration that ships with a pack.
 *
 * @throws PolicyPackError when the pack has no such profile
 */
export function loadProfile(directory: string, profile: string): PackConfig {
    const folder = join(directory, FOLDER);
    const names = existsSync(folder)
        ? readdirSync(folder).flatMap((file) => (file.endsWith(".json") ? [basename(file, ".json")] : []))
        : [];
    if (!names.includes(profile)) {
        const others = names.length === 0 ? "it has none" : `it has ${names.sort().join(", ")}`;
        throw new PolicyPackError(`policy pack "${basename(directory)}" has no profile "${profile}"; ${others}`);
    }
    return readPolicySettings(join(folder, `${profile}.json`));
}
