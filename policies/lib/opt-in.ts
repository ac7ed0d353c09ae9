import { text } from "./settings";
import { anyOf, type Field, isOneOf, type Truth } from "./truth";

interface Tags {
    text(key: string): Field<string>;
    has(key: string): Truth;
}

/** The setting of rules that hold for tagged resources alone. */
export function optInTag(what: string) {
    return text(`Tag that asks for it, as key or as key=value; empty asks for it of no ${what}.`);
}

/** Whether a resource asks for a rule by its tags. */
export function optsIn(tags: Tags, tag: string): Truth {
    const [key = "", value] = tag.split("=");
    if (tag === "") {
        return false;
    }
    return value === undefined ? tags.has(key) : isOneOf(tags.text(key), [value]);
}

/** Whether a resource has one of some tags, each of them `key` or `key=value`. */
export function hasAnyTag(tags: Tags, wanted: readonly string[]): Truth {
    return anyOf(...wanted.map((tag) => optsIn(tags, tag)));
}
