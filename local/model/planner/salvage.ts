/**
 * JSON, or as much of it as came: a history keeps the start of long results alone. What is cut is left out up to the end
 * of the last whole object or list. A text that isn't JSON is given back as it is.
 */
export function parseStart(json: string): unknown {
    for (const text of [json, closed(json)]) {
        const value = parsed(text);
        if (value !== undefined) return value;
    }
    return json;
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

/** The text up to the last bracket that closed, with those closed that were open there. */
function closed(json: string): string {
    const open: string[] = [];
    let best = "";
    // Texts are skipped as wholes, since they may hold brackets.
    for (const match of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
        const [token] = match;
        if (token === "{") open.push("}");
        else if (token === "[") open.push("]");
        else if (token === open.at(-1)) {
            open.pop();
            best = json.slice(0, match.index + 1) + open.toReversed().join("");
        }
    }
    return best;
}
