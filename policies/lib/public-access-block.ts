import type { Properties } from "./properties";
import type { Requirement } from "./requirement";
import { isOneOf, type Truth } from "./truth";

/** The flags of a public access block of Amazon S3: of an account, a bucket or an access point. */
export const blockFlags = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

type BlockFlag = (typeof blockFlags)[number];
type Block = Properties<{ readonly [Flag in BlockFlag]?: unknown }>;
type Defaults = Readonly<Record<BlockFlag, boolean>>;

/** Whether a flag is on, by what the provider does where it is left out. */
export function isBlocking(block: Block, flag: BlockFlag, defaults: Defaults): Truth {
    return isOneOf(block.flag(flag), [true], defaults[flag]);
}

/** That every flag is on. */
export function keepsFlags(block: Block, defaults: Defaults): readonly Requirement[] {
    return blockFlags.map((flag) => ({
        kept: isBlocking(block, flag, defaults),
        otherwise: `${block.pathTo(flag)} is ${defaults[flag] ? "false" : "not true"}.`,
        remedy: { [block.pathTo(flag)]: true },
    }));
}
