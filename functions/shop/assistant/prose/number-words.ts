const units = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
    "eighteen nineteen"
).split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const values = new Map<string, number>([
    ...units.map((word, value): [string, number] => [word, value]),
    ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
    ["a", 1],
    ["an", 1],
    ["couple", 2],
    ["dozen", 12],
]);
const multipliers = new Map([
    ["hundred", 100],
    ["thousand", 1_000],
    ["grand", 1_000],
    ["million", 1_000_000],
]);

const word = [...values.keys(), ...multipliers.keys()].sort((a, b) => b.length - a.length).join("|");
/** A number in English words, as a piece of a regular expression without groups. */
export const numberWords = `(?:${word})(?:(?:\\s+|-|\\s+and\\s+)(?:${word}))*`;

/** `twenty-five` is 25, `a hundred and ten` 110; null for what is no number. */
export function numberOf(words: string): number | null {
    const parts = words.toLowerCase().split(/[\s-]+/);
    let sum = 0;
    let group = 0;
    for (const part of parts) {
        if (part === "and") continue;
        const value = values.get(part);
        const multiplier = multipliers.get(part);
        if (value !== undefined) group += value;
        else if (multiplier === 100) group = (group || 1) * multiplier;
        else if (multiplier !== undefined) {
            sum += (group || 1) * multiplier;
            group = 0;
        } else return null;
    }
    return sum + group;
}

/** `nineteen ninety-nine`, as prices are said: 19.99. Null where the words are no such pair: `twenty five`, `a hundred fifty`. */
export function spokenPrice(words: string): number | null {
    const parts = words.toLowerCase().split(/\s+/);
    for (let at = 1; at < parts.length; at += 1) {
        if (multipliers.has(parts[at - 1] ?? "") || parts[at] === "and") continue;
        const whole = numberOf(parts.slice(0, at).join(" "));
        const cents = numberOf(parts.slice(at).join(" "));
        if (whole !== null && whole > 0 && cents !== null && cents >= 10 && cents < 100) return whole + cents / 100;
    }
    return null;
}
