import type { Notes } from "./notes";

/**
 * Reads one value of a document as a column's type. `path` names the field for `notes`.
 *
 * @returns null where the value means "none", undefined where it can't be read as this type.
 */
export type Convert<T> = (value: unknown, notes: Notes, path: string) => T | null | undefined;

const maximumInt = 2 ** 31 - 1;

/** Text; the empty string means none. Numbers and booleans are taken as their text. */
export const text: Convert<string> = (value) => {
    if (typeof value === "string") {
        return value === "" ? null : value;
    }
    return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
};

/** Text in upper case, for codes whose case varies between exports. */
export const upperText: Convert<string> = (value, notes, path) => text(value, notes, path)?.toUpperCase();

/** The part of an ARN after a marker such as `/queue/`, e.g. the id of a queue. None where the ARN was cut off. */
export function idAfter(marker: string): Convert<string> {
    return (value) => {
        if (typeof value !== "string") {
            return undefined;
        }
        const at = value.lastIndexOf(marker);
        const id = at < 0 ? "" : value.slice(at + marker.length);
        return id === "" ? null : id;
    };
}

/** A double; digits in text are taken as well, and empty text means none. */
export const decimal: Convert<number> = (value) => {
    if (typeof value === "string") {
        return value.trim() === "" ? null : finite(Number(value));
    }
    return typeof value === "number" ? finite(value) : undefined;
};

/** A 64-bit integer, exact up to 2^53. Fractions are cut off. */
export const bigint: Convert<number> = (value, notes, path) => {
    const number = decimal(value, notes, path);
    return typeof number === "number" ? within(Math.trunc(number), Number.MAX_SAFE_INTEGER) : number;
};

/** A 32-bit integer. Fractions are cut off. */
export const integer: Convert<number> = (value, notes, path) => {
    const number = decimal(value, notes, path);
    return typeof number === "number" ? within(Math.trunc(number), maximumInt) : number;
};

/** A boolean; `"true"` and `"false"` in any case are taken as well. */
export const flag: Convert<boolean> = (value) => {
    if (typeof value === "boolean") {
        return value;
    }
    if (value === "") {
        return null;
    }
    const word = typeof value === "string" ? value.toLowerCase() : "";
    return word === "true" ? true : word === "false" ? false : undefined;
};

/** Any value as JSON text; `{}`, `[]` and `""` mean none. */
export const json: Convert<string> = (value) => {
    const written = typeof value === "string" ? value : JSON.stringify(value);
    return written === "" || written === "{}" || written === "[]" ? null : written;
};

/** A list. A single value stands for a list of one; elements that mean "none" are left out; an empty list means none. */
export function list<T>(element: Convert<T>): Convert<readonly T[]> {
    return (value, notes, path) => {
        const elements: T[] = [];
        for (const item of Array.isArray(value) ? value : [value]) {
            const converted = item === null ? null : element(item, notes, path);
            if (converted === undefined && !meansNone(item)) {
                notes.unreadableValue(path);
            } else if (converted !== undefined && converted !== null) {
                elements.push(converted);
            }
        }
        return elements.length === 0 ? null : elements;
    };
}

/** A map of text to text. Values that are not text are kept as JSON; null ones are left out; an empty map means none. */
export const textMap: Convert<Readonly<Record<string, string>>> = (value) =>
    isObject(value) ? mapValues(value, asText) : undefined;

/** Like `textMap`, for values wrapped as Amazon Connect wraps segment attributes: `{"ValueString": "…"}`. */
export const wrappedTextMap: Convert<Readonly<Record<string, string>>> = (value) =>
    isObject(value) ? mapValues(value, unwrapText) : undefined;

/** True for all that is sent where there is nothing to say: null, `""`, `[]` and `{}`. */
export function meansNone(value: unknown): boolean {
    if (typeof value !== "object") {
        return value === "";
    }
    return value === null || Object.keys(value).length === 0;
}

/** True for `{…}`, false for null, lists and everything else. */
export function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One value of such a map. */
export function wrappedTextAt(key: string): Convert<string> {
    return (value) => {
        const entry = isObject(value) ? value[key] : null;
        return entry === null || entry === undefined || entry === "" ? null : unwrapText(entry);
    };
}

function mapValues(
    source: Record<string, unknown>,
    toText: (value: unknown) => string,
): Readonly<Record<string, string>> | null {
    // Without a prototype, so that a key `__proto__` is a key like any other.
    const result: Record<string, string> = Object.create(null);
    let isEmpty = true;
    for (const key in source) {
        const value = source[key];
        if (value !== null) {
            result[key] = toText(value);
            isEmpty = false;
        }
    }
    return isEmpty ? null : result;
}

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function unwrapText(value: unknown): string {
    return isObject(value) && typeof value.ValueString === "string" ? value.ValueString : asText(value);
}

function finite(number: number): number | undefined {
    return Number.isFinite(number) ? number : undefined;
}

function within(number: number, limit: number): number | undefined {
    return Math.abs(number) <= limit ? number : undefined;
}
