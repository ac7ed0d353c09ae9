/** A value read from the form in which the classic agent service writes lists and objects. */
export type Loose = string | readonly Loose[] | { readonly [key: string]: Loose };

const deepest = 8;

/**
 * Reads `[a, b]` and `{key=value, other=value}`, as Java's `toString` writes lists and maps and the classic agent service
 * hands them on; everything within is text. A text in quotation marks is taken out of them.
 *
 * Source: https://github.com/aws-powertools/powertools-lambda-typescript/issues/3710
 *
 * @returns undefined where the text has no such form: an unclosed bracket, something behind the last one, an object's part
 * without `=`, or more than eight levels.
 */
export function readToStringForm(text: string): Loose | undefined {
    const trimmed = text.trim();
    if (!/^[[{]/.test(trimmed)) return undefined;
    return read(trimmed, 0);
}

function read(text: string, depth: number): Loose | undefined {
    const trimmed = text.trim();
    const [open] = trimmed;
    if (open !== "[" && open !== "{") return unquoted(trimmed);
    const inner = insideOf(trimmed);
    if (inner === undefined || depth >= deepest) return undefined;
    const parts = partsOf(inner);
    return open === "[" ? listOf(parts, depth + 1) : objectOf(parts, depth + 1);
}

function listOf(parts: readonly string[], depth: number): Loose | undefined {
    const values = parts.map((part) => read(part, depth));
    return values.every((value) => value !== undefined) ? values : undefined;
}

function objectOf(parts: readonly string[], depth: number): Loose | undefined {
    const entries: [string, Loose][] = [];
    for (const part of parts) {
        const equals = part.indexOf("=");
        const value = equals < 1 ? undefined : read(part.slice(equals + 1), depth);
        if (value === undefined) return undefined;
        entries.push([part.slice(0, equals).trim(), value]);
    }
    return Object.fromEntries(entries);
}

/** What stands between the first bracket and its partner, if nothing follows that one. */
function insideOf(text: string): string | undefined {
    let depth = 0;
    for (const [place, sign] of [...text].entries()) {
        if (sign === "[" || sign === "{") depth += 1;
        if (sign === "]" || sign === "}") depth -= 1;
        if (depth === 0) {
            const closes = text.startsWith("[") ? "]" : "}";
            return place === [...text].length - 1 && sign === closes ? text.slice(1, -1) : undefined;
        }
    }
    return undefined;
}

/** Split at the commas of the outermost level. */
function partsOf(text: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let part = "";
    for (const sign of text) {
        if (sign === "[" || sign === "{") depth += 1;
        if (sign === "]" || sign === "}") depth -= 1;
        if (sign === "," && depth === 0) {
            parts.push(part);
            part = "";
        } else {
            part += sign;
        }
    }
    return part.trim() === "" && parts.length === 0 ? [] : [...parts, part];
}

function unquoted(text: string): string {
    return /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}
