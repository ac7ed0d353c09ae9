import { matchesAny } from "./glob";
import { type Settings, texts } from "./settings";
import type { StackGraph } from "./stack-graph";

/** The setting of rules about what an account needs once: an ordinary stack is not asked for it. */
export const foundationSettings = {
    stacks: texts("Names of foundation stacks, with * as wildcard; with none given, the rule is idle."),
} satisfies Settings;

/** Whether a stack is one of those that hold an account's foundation. */
export function isFoundation({ stackName }: StackGraph, stacks: readonly string[]): boolean {
    return stackName !== undefined && matchesAny(stackName, stacks);
}
