const NUMBER_WORDS: Readonly<Record<string, number>> = {
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
};

const ORDINALS: Readonly<Record<string, number>> = {
    first: 1,
    "1st": 1,
    second: 2,
    "2nd": 2,
    third: 3,
    "3rd": 3,
    fourth: 4,
    "4th": 4,
    fifth: 5,
    "5th": 5,
    sixth: 6,
    "6th": 6,
};

export const NUMBER_PATTERN = String.raw`-?\d+(?:\.\d+)?|${Object.keys(NUMBER_WORDS).join("|")}`;
export const ORDINAL_PATTERN = Object.keys(ORDINALS).join("|");

/** The number that a word or numeral means; NaN for anything else. */
export function numberOf(word: string): number {
    return NUMBER_WORDS[word] ?? Number(word);
}

/** The place that an ordinal means, from 1; NaN for anything else. */
export function placeOf(word: string): number {
    return ORDINALS[word] ?? Number.NaN;
}

/** "The second one", "number 2", "size 42": numbers that say which, not how many. */
const NOT_A_QUANTITY = new RegExp(
    [
        String.raw`(?:first|last|top) (?:${NUMBER_PATTERN})\b`,
        String.raw`(?:number|no\.?|option|item|size|#) ?(?:${NUMBER_PATTERN})\b`,
        String.raw`\b(?!add|just|only|take|get|buy|order|want)[\w-]+ one\b(?! of)`,
    ].join("|"),
    "g",
);

/** How many pieces the words ask for, or null if they don't say. A fraction or a negative number is passed on as it is. */
export function readQuantity(said: string): number | null {
    const words = said.replaceAll(NOT_A_QUANTITY, " ");
    if (/\b(?:a )?(?:couple|pair) of\b|\banother two\b/.test(words)) return 2;
    if (/\ba dozen\b/.test(words)) return 12;
    const match = new RegExp(String.raw`(?<![\w$.-])(${NUMBER_PATTERN})(?![\w.-]|'|"| ?(?:ml|l|g|kg|cm)\b)`).exec(
        words,
    );
    return match?.[1] === undefined ? null : numberOf(match[1]);
}
