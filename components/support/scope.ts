import type * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { deletionGuard } from "../lake/deletion-guard";
import type { Scope } from "../lake/lake";
import type { ComponentArgs } from "./component-args";

/** What the arguments of a component say to all of its parts. */
export interface ScopeArgs extends ComponentArgs {
    readonly allowDeletion?: boolean;
}

/** The scope of a component's parts, out of its arguments. */
export function scopeOf(
    name: string,
    args: ScopeArgs,
    parent: pulumi.Resource,
    opts: pulumi.ComponentResourceOptions | undefined,
): Scope {
    return {
        name,
        parent,
        place: placeOf(args, parent),
        guard: deletionGuard(args.allowDeletion),
        dependsOn: opts?.dependsOn,
        tags: args.tags,
    };
}
