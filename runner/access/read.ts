import { UNKNOWN } from "../engine/values";
import { NOT_KNOWN } from "./types";

/** Inputs of a resource or of a part of it, read without trusting their form. */
export type Fields = Record<string, unknown>;

export function fieldsOf(value: unknown): Fields | undefined {
    return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isUnknown(value: unknown): boolean {
    return value === UNKNOWN;
}

/** The text; {@link NOT_KNOWN} where only the update will tell; nothing where none was given. */
export function textOf(value: unknown): string | undefined {
    if (isUnknown(value)) return NOT_KNOWN;
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value !== "" ? value : undefined;
}

/** A name of the catalogue, which keeps names in lower case. */
export function nameOf(value: unknown): string | undefined {
    const text = textOf(value);
    return text === NOT_KNOWN ? text : text?.toLowerCase();
}

/** Members of a list; an unknown list is one unknown member, so that it isn't mistaken for an empty one. */
export function listOf(value: unknown): unknown[] {
    if (isUnknown(value)) return [value];
    return Array.isArray(value) ? value : [];
}

export function textsOf(value: unknown): string[] {
    return listOf(value).flatMap((member) => textOf(member) ?? []);
}

export function namesOf(value: unknown): string[] {
    return listOf(value).flatMap((member) => nameOf(member) ?? []);
}

/** What a resource ended up with: the provider's answer where it gave one, else what was asked for. */
export function settled(resource: { inputs: Fields; outputs?: Fields }, property: string): unknown {
    const output = resource.outputs?.[property];
    return output === undefined || isUnknown(output) ? (resource.inputs[property] ?? output) : output;
}

/** Sorted, each once. */
export function distinct(values: Iterable<string>): string[] {
    return [...new Set(values)].sort();
}

/** For sorting by code units, which is the same everywhere. */
export function byText(one: string, other: string): number {
    return one < other ? -1 : one > other ? 1 : 0;
}
