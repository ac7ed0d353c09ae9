/** A stretch of text: one balanced object or list, or whatever stands between two of them. */
export interface Part {
    readonly text: string;
    /** True for a balanced object or list that also parses; false for the rest. */
    readonly isJson: boolean;
}

const openingBrace = 123;
const closingBrace = 125;
const openingBracket = 91;
const closingBracket = 93;
const quote = 34;
const backslash = 92;

/**
 * Finds the JSON objects and lists that stand side by side in a text. White space and commas between them are skipped;
 * anything else that stands between them becomes a part of its own, neighbouring lines of it joined to one.
 */
export function scanValues(text: string): Part[] {
    const parts: Part[] = [];
    let at = 0;
    let debrisStart = -1;
    const flushDebris = (end: number) => {
        const debris = debrisStart < 0 ? "" : text.slice(debrisStart, end).trim();
        debrisStart = -1;
        if (debris !== "" && debris !== ",") {
            parts.push({ text: debris, isJson: false });
        }
    };
    while (at < text.length) {
        const code = text.charCodeAt(at);
        if (code !== openingBrace && code !== openingBracket) {
            if (debrisStart < 0 && !isSeparator(code)) {
                debrisStart = at;
            }
            at += 1;
            continue;
        }
        const end = closingIndex(text, at);
        if (end > 0 && isJson(text.slice(at, end))) {
            flushDebris(at);
            parts.push({ text: text.slice(at, end), isJson: true });
            at = end;
            continue;
        }
        // A damaged value: where it spans lines only its first is given up, for the next may begin a sound document.
        const lineEnd = text.indexOf("\n", at);
        const isOneLine = lineEnd < 0 || (end > 0 && end <= lineEnd);
        const resumeAt = isOneLine ? (end > 0 ? end : text.length) : lineEnd;
        if (isOneLine && end > 0) {
            flushDebris(at);
            parts.push({ text: text.slice(at, end), isJson: false });
        } else if (debrisStart < 0) {
            debrisStart = at;
        }
        at = resumeAt;
    }
    flushDebris(text.length);
    return parts;
}

/** The index after the bracket that closes the one at `start`, or -1. */
function closingIndex(text: string, start: number): number {
    let depth = 0;
    let isInString = false;
    for (let at = start; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (isInString) {
            if (code === backslash) {
                at += 1;
            } else if (code === quote) {
                isInString = false;
            }
        } else if (code === quote) {
            isInString = true;
        } else if (code === openingBrace || code === openingBracket) {
            depth += 1;
        } else if (code === closingBrace || code === closingBracket) {
            depth -= 1;
            if (depth === 0) {
                return at + 1;
            }
        }
    }
    return -1;
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}

function isSeparator(code: number): boolean {
    return code === 32 || (code >= 9 && code <= 13) || code === 44 || code === 0xfeff;
}
