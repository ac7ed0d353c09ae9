import { OWN_PACK } from "../local/own-pack";
import type { PackSource } from "../runner/policies";

/** What a user says of the packs to judge by. */
export interface PackChoice {
    program: string;
    stack: string;
    policyPack: string[];
    policyPackConfig: string[];
    profile?: string;
}

/**
 * Puts packs and their settings together. Without a pack, Lakefront's own of all rules serves, with the settings that the
 * program keeps for the stack.
 *
 * @throws Error when there are more settings than packs, or settings that can't be read
 */
export function packSources({ program, stack, policyPack, policyPackConfig, profile }: PackChoice): PackSource[] {
    const { readPolicySettings, stackPolicySettings } =
        require("../runner/policies") as typeof import("../runner/policies");
    const directories = policyPack.length > 0 ? policyPack : [OWN_PACK];
    if (policyPackConfig.length > directories.length) {
        throw new Error(`there are ${policyPackConfig.length} pack settings for ${directories.length} packs`);
    }
    if (policyPack.length === 0 && policyPackConfig.length === 0) {
        return [{ directory: OWN_PACK, profile, config: stackPolicySettings(program, stack) }];
    }
    return directories.map((directory, index) => {
        const file = policyPackConfig[index];
        return { directory, profile, config: file === undefined ? undefined : readPolicySettings(file) };
    });
}
