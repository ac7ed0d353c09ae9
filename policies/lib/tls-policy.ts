import { matchesAny } from "./glob";
import type { Properties } from "./properties";
import type { Requirement } from "./requirement";
import { satisfies } from "./truth";

interface TlsPolicy {
    /** Names of policies that will do, with * as wildcard. */
    readonly allowed: readonly string[];
    /** What the remedy names where that is allowed; else it names the first allowed one that is no pattern. */
    readonly preferred: string;
    /** The policy that the service chooses where none is named; left out where the service does not promise one. */
    readonly fallback?: string;
}

/** That a property names an allowed policy of TLS versions and ciphers. */
export function namesTlsPolicy<Shape>(
    props: Properties<Shape>,
    property: keyof Shape & string,
    { allowed, preferred, fallback }: TlsPolicy,
): Requirement {
    const isAllowed = (name: string) => matchesAny(name, allowed);
    const remedy = [preferred, ...allowed].find((name) => isAllowed(name) && !name.includes("*"));
    const path = props.pathTo(property);
    return {
        kept: satisfies(props.text(property), isAllowed, fallback !== undefined && isAllowed(fallback)),
        otherwise: `${path} names none of the allowed policies: ${allowed.join(", ")}.`,
        ...(remedy !== undefined && { remedy: { [path]: remedy } }),
    };
}
