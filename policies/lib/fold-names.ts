/**
 * Names as few patterns: a family of names that begin alike is one pattern with `*` behind it, where no other name of the
 * service begins so.
 * @param names to be told, in CamelCase as IAM's actions are.
 * @param others that no pattern may take in.
 */
export function foldNames(names: readonly string[], others: readonly string[]): readonly string[] {
    const left = new Set([...names].sort());
    const patterns: string[] = [];
    for (const name of left) {
        const opening = openings(name).find(
            (each) => !others.some((other) => beginsWith(other, each)) && familyOf(each, left).length > 1,
        );
        const family = opening === undefined ? [name] : familyOf(opening, left);
        patterns.push(opening === undefined ? name : `${opening}*`);
        for (const member of family) {
            left.delete(member);
        }
    }
    return patterns;
}

/** What a name begins with, word by word, up to the whole of it. */
function openings(name: string): readonly string[] {
    const words = name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+|./g) ?? [];
    return words.map((_, index) => words.slice(0, index + 1).join(""));
}

function familyOf(opening: string, names: Iterable<string>): readonly string[] {
    return [...names].filter((name) => beginsWith(name, opening));
}

/** IAM compares without regard to case. */
function beginsWith(name: string, opening: string): boolean {
    return name.toLowerCase().startsWith(opening.toLowerCase());
}
