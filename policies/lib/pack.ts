import { PolicyPack } from "@pulumi/policy";
import { toPolicies } from "./crossguard";
import { decodeOnce } from "./decode-once";
import type { Rule } from "./rule";

/** A set of rules that is switched on together. */
export interface Pack {
    /** The pack's name for the engine, also the folder's. */
    readonly name: string;
    readonly displayName: string;
    /** One sentence: what a stack that passes has. */
    readonly description: string;
    readonly rules: readonly Rule[];
}

/** Serves a pack to the engine. The SDK starts a server at once and allows one pack in a process. */
export function serve(pack: Pack): void {
    decodeOnce();
    new PolicyPack(`lakefront-${pack.name}`, {
        displayName: pack.displayName,
        description: pack.description,
        provider: "aws",
        policies: toPolicies(pack.rules),
    });
}
