import { text } from "./settings";
import { type Field, isOneOf, isSet, type Truth } from "./truth";

/** The setting of rules that hold for tagged resources alone. */
export function optInTag(what: string) {
    return text(`Tag that asks for it, as key or as key=value; empty asks for it of no ${what}.`);
}

/** Whether a resource asks for a rule by its tags. */
export function optsIn(tags: { text(key: string): Field<string> }, tag: string): Truth {
    const [key = "", value] = tag.split("=");
    const held = tag === "" ? undefined : tags.text(key);
    return value === undefined ? isSet(held) : isOneOf(held, [value]);
}
