import { stackOf } from "./exemptions/exemption";
import { matchesAny } from "./glob";
import { texts } from "./settings";

/** The setting of rules about stacks that must not be lost: what comes and goes would only be in the way of their protection. */
export const stackPatterns = texts("Names of the stacks that are asked for it, with * as wildcard.", [
    "prod",
    "prod-*",
    "production",
    "production-*",
]);

/** Whether a resource belongs to one of some stacks. */
export function isInStack({ urn }: { readonly urn: string }, patterns: readonly string[]): boolean {
    return matchesAny(stackOf(urn), patterns);
}
