/** How many names a message lists. */
const LISTED = 8;

/** Says what there is, for somebody who wrote a name that isn't there: all of it if that is little, else what looks alike. */
export function thereIs(names: readonly string[], wanted: string): string {
    if (names.length <= LISTED) {
        return [...names].sort().join(", ");
    }
    const closest = names
        .map((name) => ({ name, distance: distance(name, wanted) }))
        .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, "en"));
    return `${closest
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", ")} and ${names.length - 3} others`;
}

/** Levenshtein's distance: how many characters to insert, delete or replace to turn one text into the other. */
function distance(a: string, b: string): number {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, char] of [...a].entries()) {
        const next = [i + 1];
        for (let j = 0; j < b.length; j += 1) {
            const replaced = (row[j] ?? 0) + (char === b[j] ? 0 : 1);
            next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
        }
        row = next;
    }
    return row[b.length] ?? 0;
}
