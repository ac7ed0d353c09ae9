import { isOwnKey } from "./keys";
import type { Properties } from "./properties";
import type { Remedy } from "./remedy";
import type { Requirement } from "./requirement";
import { text } from "./settings";
import { allOf, type Truth } from "./truth";

/** The setting of rules that ask for a key: the one that their remedy names. */
export const kmsKeyArn = text("ARN of the key that the remedy names; without one it names none.");

/** Whether a property names a key of one's own; unknown where the object around it is. */
export function namesOwnKey<Shape>(props: Properties<Shape>, property: keyof Shape & string): Truth {
    return allOf(props.has(property), isOwnKey(props.text(property)));
}

/**
 * What encrypts with a key of one's own: some switches, and the configured key where none is named yet. A resource that
 * names none is left as it is while none is configured, since the switches alone would choose a key of AWS's.
 */
export function encryptWith<Shape>(
    key: string,
    props: Properties<Shape>,
    property: keyof Shape & string,
    switches: Remedy = {},
): Remedy {
    if (namesOwnKey(props, property) !== false) {
        return switches;
    }
    return key === "" ? {} : { ...switches, [props.pathTo(property)]: key };
}

/** That a property names a key of one's own. */
export function ownKey<Shape>(
    props: Properties<Shape>,
    property: keyof Shape & string,
    key: string,
    consequence: string,
): Requirement {
    return {
        kept: namesOwnKey(props, property),
        otherwise: `${props.pathTo(property)} names no key of your own: ${consequence}`,
        remedy: encryptWith(key, props, property),
    };
}
