/**
 * A list of texts that was itself written as text, in the form of JSON or of Python: `["a", "b"]`, `['a', "it's"]`.
 *
 * @returns undefined if it is neither
 */
export function listedTexts(text: string): string[] | undefined {
    const trimmed = text.trim();
    if (trimmed === "") return [];
    if (!trimmed.startsWith("[") || !trimmed.endsWith("]")) return undefined;
    const inner = trimmed.slice(1, -1);
    const items: string[] = [];
    let rest = inner.trimStart();
    while (rest !== "") {
        const found = literal.exec(rest);
        if (found === null) return undefined;
        const [whole, double, single, after] = found;
        const item = unescaped(double ?? single ?? "");
        if (item === undefined) return undefined;
        items.push(item);
        rest = rest.slice(whole.length).trimStart();
        // A comma at the end is Python's; anything but a comma between two items is nobody's.
        if (rest !== "" && after !== ",") return undefined;
    }
    return items;
}

const literal = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*(,|$)/s;

const letters: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

function unescaped(body: string): string | undefined {
    let isValid = true;
    const text = body.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs, (_, u, x, other) => {
        const code: string | undefined = u ?? x;
        if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
        if (/["'\\/]/.test(other)) return other;
        const letter = Object.hasOwn(letters, other) ? letters[other] : undefined;
        isValid &&= letter !== undefined;
        return letter ?? "";
    });
    return isValid ? text : undefined;
}
