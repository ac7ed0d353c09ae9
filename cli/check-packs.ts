import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { PackConfig, PackSource } from "../runner/policies";
import { messageOf } from "./errors";

const OWN_PACK = join(resolve(__dirname, ".."), "policies", "packs", "all");

/**
 * Puts packs and their settings together; without a pack, Lakefront's own of all rules serves.
 *
 * @throws Error when there are more settings than packs, or settings that can't be read
 */
export function packSources(options: { policyPack: string[]; policyPackConfig: string[] }): PackSource[] {
    const { policyPack, policyPackConfig } = options;
    const directories = policyPack.length > 0 ? policyPack : [OWN_PACK];
    if (policyPackConfig.length > directories.length) {
        throw new Error(`there are ${policyPackConfig.length} pack settings for ${directories.length} packs`);
    }
    return directories.map((directory, index) => ({ directory, config: packConfig(policyPackConfig[index]) }));
}

function packConfig(file: string | undefined): PackConfig | undefined {
    if (file === undefined) {
        return undefined;
    }
    let content: unknown;
    try {
        content = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`${file} can't be read as JSON: ${messageOf(error)}`);
    }
    if (typeof content !== "object" || content === null || Array.isArray(content)) {
        throw new Error(`${file} has to be a JSON object with settings by policy name`);
    }
    return content as PackConfig;
}
