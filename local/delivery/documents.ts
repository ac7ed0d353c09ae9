import { isRecord } from "../is-record";
/**
 * The JSON objects in a record: one a line, or one behind the other with nothing or white space between.
 * @throws SyntaxError when the text holds anything else
 */
export function parseDocuments(text: string): Record<string, unknown>[] {
    return parseLines(text) ?? splitObjects(text).map((document) => parseObject(document));
}

/** The usual case, at the speed of JSON.parse; undefined when objects and lines don't coincide. */
function parseLines(text: string): Record<string, unknown>[] | undefined {
    try {
        return text
            .split("\n")
            .filter((line) => line.trim() !== "")
            .map(parseObject);
    } catch {
        return undefined;
    }
}

function parseObject(text: string): Record<string, unknown> {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) throw new SyntaxError("not a JSON object");
    return value;
}

/**
 * Cuts concatenated JSON objects apart.
 * @throws SyntaxError for anything between objects but white space, and for an object that doesn't end
 */
export function splitObjects(text: string): string[] {
    const objects: string[] = [];
    let start = -1;
    let depth = 0;
    let inString = false;
    for (let at = 0; at < text.length; at++) {
        const char = text[at];
        if (inString) {
            if (char === "\\") at++;
            else if (char === '"') inString = false;
        } else if (char === '"' && depth > 0) {
            inString = true;
        } else if (char === "{") {
            if (depth++ === 0) start = at;
        } else if (char === "}" && depth > 0) {
            if (--depth === 0) objects.push(text.slice(start, at + 1));
        } else if (depth === 0 && !/\s/.test(char ?? "")) {
            throw new SyntaxError("something other than JSON objects");
        }
    }
    if (depth > 0) throw new SyntaxError("a JSON object that does not end");
    return objects;
}
