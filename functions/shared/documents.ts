import { Reason, type Refusal } from "./mapping";
import { scanValues } from "./scan";
import { isObject } from "./values";

/** One JSON object out of a payload, with the text it was read from. */
export interface Document {
    readonly text: string;
    readonly value: Record<string, unknown>;
}

/** A part of a payload that holds no document. */
export interface Unreadable {
    readonly text: string;
    readonly refusal: Refusal;
}

const maximumNesting = 3;

/**
 * Splits a payload into its documents: one object, several in a row (with or without newlines or commas between them), a
 * list of them, an object or list under a single key, or any of these as a JSON string.
 *
 * Nothing is lost: every character that is no white space or separator is in exactly one of the results, and a part that
 * can't be read takes no neighbour along.
 */
export function documentsIn(text: string): (Document | Unreadable)[] {
    return read(text, 0);
}

function read(text: string, nesting: number): (Document | Unreadable)[] {
    const whole = parse(text);
    if (whole !== undefined) {
        return fromValue(text, whole.value, nesting);
    }
    const parts = scanValues(text);
    if (parts.length === 0) {
        return [refused(text, Reason.Empty, "the payload holds no document")];
    }
    return parts.flatMap((part) => {
        const parsed = part.isJson ? parse(part.text) : undefined;
        return parsed === undefined
            ? [refused(part.text, Reason.NotJson, "the text is not JSON")]
            : fromValue(part.text, parsed.value, nesting);
    });
}

function fromValue(text: string, value: unknown, nesting: number): (Document | Unreadable)[] {
    if (isObject(value)) {
        return fromObject(text, value, nesting);
    }
    if (nesting < maximumNesting) {
        if (Array.isArray(value)) {
            return fromList(text, value, nesting);
        }
        if (typeof value === "string") {
            const inner = /^\s*[[{]/.test(value) ? parse(value) : undefined;
            if (inner !== undefined) {
                return fromValue(value, inner.value, nesting + 1);
            }
        }
    }
    return [refused(text, Reason.NotAnObject, "the document is JSON but no object")];
}

/** An object whose only key holds an object or a list can't be a record: it is a wrapper, such as `{"detail": {…}}`. */
function fromObject(text: string, value: Record<string, unknown>, nesting: number): (Document | Unreadable)[] {
    let only: unknown;
    let keys = 0;
    for (const key in value) {
        only = value[key];
        keys += 1;
        if (keys > 1) {
            return [{ text, value }];
        }
    }
    if (nesting < maximumNesting && isObject(only)) {
        return fromObject(text, only, nesting + 1);
    }
    if (nesting < maximumNesting && Array.isArray(only) && only.length > 0) {
        return fromList(text.slice(text.indexOf("["), text.lastIndexOf("]") + 1), only, nesting + 1);
    }
    return [{ text, value }];
}

function fromList(text: string, values: readonly unknown[], nesting: number): (Document | Unreadable)[] {
    if (values.length === 0) {
        return [refused(text, Reason.Empty, "the payload is an empty list")];
    }
    const trimmed = text.trim();
    const parts = scanValues(trimmed.slice(1, -1));
    return values.flatMap((value, index) => {
        // The scan finds each element's own text; scalars in a list run together there, and are written anew.
        const original = parts.length === values.length ? parts[index]?.text : undefined;
        return fromValue(original ?? JSON.stringify(value), value, nesting + 1);
    });
}

function parse(text: string): { readonly value: unknown } | undefined {
    try {
        return { value: JSON.parse(text) };
    } catch {
        return undefined;
    }
}

function refused(text: string, reason: Reason, detail: string): Unreadable {
    return { text, refusal: { reason, detail } };
}
