import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../engine/values";
import { PolicyPackError } from "./process";
import type { PackConfig } from "./types";

/**
 * The settings of policy packs that a program keeps for one of its stacks, in `Policies.<stack>.json` beside
 * `Pulumi.<stack>.yaml`: the file that `pulumi preview --policy-pack-config` takes as well. Nothing where there is none.
 *
 * @throws PolicyPackError when the file is no JSON object
 */
export function stackPolicySettings(program: string, stack: string): PackConfig | undefined {
    const file = join(program, `Policies.${stack}.json`);
    return existsSync(file) ? readPolicySettings(file) : undefined;
}

/**
 * Settings of a policy pack, by policy name.
 *
 * @throws PolicyPackError when the file can't be read or is no JSON object
 */
export function readPolicySettings(file: string): PackConfig {
    const content = parsed(file);
    if (!isRecord(content)) {
        throw new PolicyPackError(`${file} has to be a JSON object with settings by policy name`);
    }
    return content as PackConfig;
}

function parsed(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
        throw new PolicyPackError(
            `${file} can't be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
}
